-- Undoing an import. Everything an import does bears its recorded time, so that its movements can
-- be taken back one by one; what it changes in place is kept as it was before. It can be undone as
-- long as nothing that came later rests on it.

-- Whose documents an import looked at: what a later one decided rests on all of them, also on
-- those that it found unchanged. Movements above entry_mark are later than the import.
CREATE TABLE ar_import_scope (
    import_id  bigint   PRIMARY KEY,
    entry_mark bigint   NOT NULL,
    customers  bigint[] NOT NULL,
    -- Older receipts whose waiting applications it changed.
    pending_receipts bigint[] NOT NULL
);

-- What an import changed in place, as it was before. disputed is null where that did not change.
CREATE TABLE ar_import_before (
    import_id   bigint  NOT NULL,
    document_id bigint  NOT NULL,
    amount      bigint  NOT NULL,
    base_amount bigint  NOT NULL,
    rate        numeric,
    document_on date    NOT NULL,
    due_on      date    NOT NULL,
    disputed    boolean,
    PRIMARY KEY (import_id, document_id)
);

CREATE TABLE ar_import_before_stated (
    import_id   bigint  NOT NULL,
    document_id bigint  NOT NULL,
    open        bigint  NOT NULL,
    stated_by   bigint  NOT NULL,
    as_of       date    NOT NULL,
    dated       boolean NOT NULL,
    PRIMARY KEY (import_id, document_id, as_of)
);

CREATE TABLE ar_import_before_pending (
    import_id   bigint NOT NULL,
    receipt_id  bigint NOT NULL,
    customer_id bigint NOT NULL,
    amount      bigint NOT NULL,
    applied_on  date,
    number      text   NOT NULL,
    PRIMARY KEY (import_id, receipt_id, number)
);

-- A file that somebody sent to be imported; the file itself waits in the data directory under the
-- token. upload: the import that it became, told in the import's own transaction.
CREATE TABLE ar_upload (
    token          text        PRIMARY KEY,
    created_at     timestamptz NOT NULL,
    size_bytes     bigint      NOT NULL,
    rejected_count bigint      NOT NULL DEFAULT 0,
    as_of          date,
    strict         boolean     NOT NULL DEFAULT false,
    complete       boolean     NOT NULL DEFAULT false,
    actor          text        NOT NULL,
    file_name      text        NOT NULL,
    state          text        NOT NULL DEFAULT 'received',
    form           text        NOT NULL DEFAULT 'auto',
    problem        text,
    map_headers    text[]      NOT NULL DEFAULT '{}',
    map_fields     text[]      NOT NULL DEFAULT '{}',
    reject_lines   bigint[]    NOT NULL DEFAULT '{}',
    reject_columns text[]      NOT NULL DEFAULT '{}',
    reject_values  text[]      NOT NULL DEFAULT '{}',
    reject_reasons text[]      NOT NULL DEFAULT '{}'
);
CREATE INDEX ar_upload_actor ON ar_upload (actor, created_at);

CREATE TABLE ar_import_undo (
    import_id      bigint       PRIMARY KEY,
    recorded_at    timestamptz  NOT NULL,
    document_count bigint       NOT NULL,
    actor          varchar(400) NOT NULL
);

DO $$
DECLARE
    v_role text := current_setting('countinghouse.tenant_role');
BEGIN
    EXECUTE format('GRANT SELECT, INSERT ON ar_import_scope, ar_import_undo TO %I', v_role);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ar_import_before,'
        ' ar_import_before_stated, ar_import_before_pending TO %I', v_role);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ar_upload TO %I', v_role);
END
$$;

-- Called by an import before it changes anything: keeps what it is about to change.
CREATE FUNCTION ar_import_remember(p_import bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO ar_import_before (import_id, document_id, amount, base_amount, rate, document_on,
        due_on, disputed)
    SELECT p_import, d.id, d.amount, d.base_amount, d.rate, d.document_on, d.due_on, d.disputed
    FROM import_item AS i JOIN ar_document AS d ON d.id = i.document_id
    WHERE i.outcome = 2
    ON CONFLICT DO NOTHING;
    IF to_regclass('pg_temp.import_stated') IS NOT NULL THEN
        INSERT INTO ar_import_before_stated (import_id, document_id, open, stated_by, as_of, dated)
        SELECT p_import, b.document_id, b.open, b.import_id, b.as_of, b.dated
        FROM ar_stated_balance AS b JOIN import_stated AS s USING (document_id, as_of)
        WHERE (b.open, b.dated) <> (s.open, s.dated)
        ON CONFLICT DO NOTHING;
    END IF;
    CREATE TEMP TABLE import_waiting ON COMMIT DROP AS
    SELECT receipt_id, customer_id, amount, applied_on, number FROM ar_pending_application
    WHERE customer_id IN (SELECT customer_id FROM import_item);
END
$$;

-- Called by an import when it is done: keeps no more than what did change.
CREATE FUNCTION ar_import_keep_scope(p_import bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_receipts bigint[] := '{}';
BEGIN
    IF to_regclass('pg_temp.import_waiting') IS NULL THEN
        INSERT INTO ar_import_scope (import_id, entry_mark, customers, pending_receipts)
        VALUES (p_import, nextval('ar_entry_id'), ARRAY(SELECT DISTINCT customer_id
            FROM ar_document WHERE import_id = p_import), v_receipts);
        RETURN;
    END IF;
    DELETE FROM ar_import_before AS b USING ar_document AS d
    WHERE b.import_id = p_import AND d.id = b.document_id
        AND (d.amount, d.base_amount, d.document_on, d.due_on, d.disputed)
            = (b.amount, b.base_amount, b.document_on, b.due_on, b.disputed)
        AND d.rate IS NOT DISTINCT FROM b.rate;
    UPDATE ar_import_before AS b SET disputed = NULL FROM ar_document AS d
    WHERE b.import_id = p_import AND d.id = b.document_id AND d.disputed = b.disputed;
    DELETE FROM ar_import_before_stated AS b
    WHERE b.import_id = p_import AND NOT EXISTS (SELECT FROM ar_stated_balance AS s
        WHERE s.document_id = b.document_id AND s.as_of = b.as_of AND s.import_id = p_import);
    v_receipts := ARRAY(
        WITH now AS (
            SELECT receipt_id, customer_id, amount, applied_on, number
            FROM ar_pending_application
            WHERE customer_id IN (SELECT customer_id FROM import_item)
        )
        SELECT DISTINCT receipt_id FROM (
            (TABLE import_waiting EXCEPT TABLE now) UNION ALL (TABLE now EXCEPT TABLE import_waiting)
        ) AS x
        WHERE NOT EXISTS (SELECT FROM ar_document AS d
            WHERE d.id = x.receipt_id AND d.import_id = p_import));
    INSERT INTO ar_import_before_pending (import_id, receipt_id, customer_id, amount, applied_on,
        number)
    SELECT p_import, receipt_id, customer_id, amount, applied_on, number FROM import_waiting
    WHERE receipt_id = ANY (v_receipts);
    INSERT INTO ar_import_scope (import_id, entry_mark, customers, pending_receipts)
    VALUES (p_import, nextval('ar_entry_id'),
        ARRAY(SELECT DISTINCT customer_id FROM import_item), v_receipts);
END
$$;

-- The documents that an import created, changed or settled, each with the last of its movements
-- that are the import's: what is above that came later.
CREATE FUNCTION ar_import_moved(p_import bigint) RETURNS TABLE (
    document_id bigint, is_new boolean, mark bigint
) LANGUAGE sql STABLE AS $$
    SELECT x.document_id, bool_or(d.import_id IS NOT DISTINCT FROM p_import),
        coalesce(max(x.mark), min(s.entry_mark))
    FROM (
        SELECT e.document_id, e.id AS mark
        FROM ar_import AS m JOIN ar_entry AS e ON e.recorded_at = m.recorded_at
        WHERE m.id = p_import
        UNION ALL SELECT id, NULL FROM ar_document WHERE import_id = p_import
        UNION ALL SELECT document_id, NULL FROM ar_import_before WHERE import_id = p_import
        UNION ALL SELECT unnest(pending_receipts), NULL FROM ar_import_scope
        WHERE import_id = p_import
    ) AS x
    JOIN ar_document AS d ON d.id = x.document_id
    JOIN ar_import_scope AS s ON s.import_id = p_import
    GROUP BY x.document_id
$$;

-- Why an import cannot be undone; no row if it can. code: unknown, undone, customers (a list of
-- master data, whose former values nobody kept), later (object: the import that came later),
-- or what happened to one of its documents since: allocated, written_off, revalued, voided,
-- corrected, arrived (what a receipt waited for came another way), mixed.
CREATE FUNCTION ar_undo_blockers(p_import bigint) RETURNS TABLE (
    code text, document_id bigint, object bigint
) LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
DECLARE
    v_import ar_import;
    v_scope  ar_import_scope;
BEGIN
    SELECT * INTO v_import FROM ar_import WHERE id = p_import;
    SELECT * INTO v_scope FROM ar_import_scope WHERE import_id = p_import;
    IF v_import.id IS NULL THEN
        RETURN QUERY SELECT 'unknown', NULL::bigint, NULL::bigint;
    ELSIF EXISTS (SELECT FROM ar_import_undo WHERE import_id = p_import) THEN
        RETURN QUERY SELECT 'undone', NULL::bigint, NULL::bigint;
    ELSIF v_import.form = 'customers' OR v_scope.import_id IS NULL THEN
        RETURN QUERY SELECT 'customers', NULL::bigint, NULL::bigint;
    ELSE
        RETURN QUERY
        SELECT 'later', NULL::bigint, m.id
        FROM ar_import AS m JOIN ar_import_scope AS s ON s.import_id = m.id
        WHERE m.id > p_import
            AND NOT EXISTS (SELECT FROM ar_import_undo AS u WHERE u.import_id = m.id)
            AND EXISTS (SELECT unnest(s.customers) INTERSECT SELECT unnest(v_scope.customers))
        UNION ALL
        SELECT CASE k.kind WHEN 10 THEN 'allocated' WHEN 12 THEN 'written_off'
                WHEN 15 THEN 'revalued' ELSE CASE k.cause WHEN 1 THEN 'voided'
                ELSE 'corrected' END END, k.document_id, NULL::bigint
        FROM (
            SELECT x.document_id, max(x.kind) AS kind, max(x.cause) AS cause
            FROM (
                -- What was done and undone since leaves nothing.
                SELECT e.document_id, e.kind, max(e.cause) AS cause
                FROM ar_import_moved(p_import) AS t
                JOIN ar_entry AS e ON e.document_id = t.document_id AND e.id > t.mark
                GROUP BY e.document_id, e.instalment, e.kind, e.document_on, e.due_on,
                    e.effective_on, e.allocation_id, e.other_id
                HAVING sum(e.amount) <> 0 OR sum(e.base_amount) <> 0
            ) AS x GROUP BY x.document_id
        ) AS k
        UNION ALL
        SELECT 'voided', d.id, NULL::bigint
        FROM ar_document AS d WHERE d.import_id = p_import AND d.status <> 1 AND d.amount = 0
        UNION ALL
        SELECT 'arrived', d.id, NULL::bigint
        FROM ar_import_before_pending AS p JOIN ar_document AS d
            ON d.customer_id = p.customer_id AND d.kind = 1 AND d.number = p.number
        WHERE p.import_id = p_import AND d.status = 1 AND d.import_id IS DISTINCT FROM p_import
            AND d.recorded_at > v_import.recorded_at
        UNION ALL
        -- Two transactions of one microsecond cannot be told apart.
        SELECT 'mixed', d.id, NULL::bigint
        FROM ar_entry AS e JOIN ar_document AS d ON d.id = e.document_id
        WHERE e.recorded_at = v_import.recorded_at AND e.kind <= 5 AND e.cause = 0
            AND d.import_id IS DISTINCT FROM p_import;
    END IF;
END
$$;

-- Begins to undo an import: nobody settles its customers' documents or imports meanwhile. The
-- caller looks for blockers afterwards. Returns how many documents are concerned.
CREATE FUNCTION ar_undo_begin(p_import bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    v_count bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(current_schema() || '.ar_import', 0));
    CREATE TEMP TABLE undo_document ON COMMIT DROP AS
    SELECT document_id, is_new, row_number() OVER (ORDER BY document_id) AS no
    FROM ar_import_moved(p_import);
    GET DIAGNOSTICS v_count = ROW_COUNT;
    PERFORM FROM ar_customer
    WHERE id IN (SELECT d.customer_id FROM undo_document AS u
        JOIN ar_document AS d ON d.id = u.document_id)
    ORDER BY id FOR NO KEY UPDATE;
    CREATE TEMP TABLE undo_allocation ON COMMIT DROP AS
    SELECT allocation_id, row_number() OVER (ORDER BY allocation_id) AS no
    FROM (
        SELECT DISTINCT e.allocation_id
        FROM ar_import AS m JOIN ar_entry AS e ON e.recorded_at = m.recorded_at
        WHERE m.id = p_import AND e.allocation_id IS NOT NULL
    ) AS a;
    CREATE INDEX ON undo_document (no);
    CREATE INDEX ON undo_allocation (no);
    ANALYZE undo_document;
    ANALYZE undo_allocation;
    RETURN v_count;
END
$$;

-- Writes the opposite of the import's movements of a portion of its allocations, then of its
-- documents; true while there are more.
CREATE FUNCTION ar_undo_allocations(p_import bigint, p_from bigint, p_count bigint)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    v_recorded_at timestamptz := (SELECT recorded_at FROM ar_import WHERE id = p_import);
BEGIN
    PERFORM ar_undo_write(ARRAY(
        SELECT e.id FROM undo_allocation AS a JOIN ar_entry AS e USING (allocation_id)
        WHERE a.no >= p_from AND a.no < p_from + p_count AND e.recorded_at = v_recorded_at),
        ARRAY(
        SELECT DISTINCT e.document_id FROM undo_allocation AS a
        JOIN ar_entry AS e USING (allocation_id)
        WHERE a.no >= p_from AND a.no < p_from + p_count AND e.recorded_at = v_recorded_at));
    RETURN EXISTS (SELECT FROM undo_allocation WHERE no >= p_from + p_count);
END
$$;

CREATE FUNCTION ar_undo_documents(p_import bigint, p_from bigint, p_count bigint)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    v_recorded_at timestamptz := (SELECT recorded_at FROM ar_import WHERE id = p_import);
    v_documents   bigint[] := ARRAY(SELECT document_id FROM undo_document
        WHERE no >= p_from AND no < p_from + p_count);
BEGIN
    PERFORM ar_undo_write(ARRAY(SELECT id FROM ar_entry
        WHERE document_id = ANY (v_documents) AND recorded_at = v_recorded_at
            AND allocation_id IS NULL), v_documents);
    PERFORM ar_refresh(v_documents);
    RETURN EXISTS (SELECT FROM undo_document WHERE no >= p_from + p_count);
END
$$;

CREATE FUNCTION ar_undo_write(p_entries bigint[], p_documents bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_doc bigint[]; v_no smallint[]; v_customer bigint[]; v_currency text[]; v_kind smallint[];
    v_cause smallint[]; v_document_on date[]; v_due date[]; v_on date[]; v_amount bigint[];
    v_base bigint[]; v_allocation bigint[]; v_other bigint[]; v_count integer;
BEGIN
    SELECT array_agg(document_id), array_agg(instalment), array_agg(customer_id),
        array_agg(currency), array_agg(kind), array_agg(CASE WHEN allocation_id IS NOT NULL THEN 3
            WHEN is_new THEN 1 ELSE 2 END::smallint),
        array_agg(document_on), array_agg(due_on), array_agg(effective_on), array_agg(-amount),
        array_agg(-base), array_agg(allocation_id), array_agg(other_id), count(*)
    INTO v_doc, v_no, v_customer, v_currency, v_kind, v_cause, v_document_on, v_due, v_on,
        v_amount, v_base, v_allocation, v_other, v_count
    FROM (
        SELECT e.document_id, e.instalment, e.customer_id, e.currency, e.kind, u.is_new,
            e.document_on, e.due_on, e.effective_on, e.allocation_id, e.other_id,
            sum(e.amount)::bigint AS amount, sum(e.base_amount)::bigint AS base
        FROM ar_entry AS e JOIN undo_document AS u ON u.document_id = e.document_id
        WHERE e.document_id = ANY (p_documents) AND e.id = ANY (p_entries)
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
        HAVING sum(e.amount) <> 0 OR sum(e.base_amount) <> 0
    ) AS net;
    IF v_count > 0 THEN
        PERFORM ar_write(v_doc, v_no, v_customer, v_currency, v_kind, v_cause, v_document_on,
            v_due, v_on, v_amount, v_base, v_allocation, v_other);
    END IF;
END
$$;

-- Puts back what the import changed in place and remembers that it was undone; returns how many
-- documents are void by that.
CREATE FUNCTION ar_undo_finish(p_import bigint, p_actor text) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    v_count bigint;
BEGIN
    UPDATE ar_document SET status = 2, undone_import = p_import WHERE import_id = p_import;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    UPDATE ar_document AS d SET amount = b.amount, base_amount = b.base_amount, rate = b.rate,
        document_on = b.document_on, due_on = b.due_on,
        disputed = coalesce(b.disputed, d.disputed)
    FROM ar_import_before AS b WHERE b.import_id = p_import AND d.id = b.document_id;
    PERFORM ar_mark_settled(ARRAY(SELECT document_id FROM undo_document));
    IF EXISTS (SELECT FROM ar_open_item AS o JOIN undo_document AS u USING (document_id)
            WHERE u.is_new)
        OR EXISTS (SELECT FROM ar_past_item AS o JOIN undo_document AS u USING (document_id)
            WHERE u.is_new) THEN
        RAISE EXCEPTION 'something of the import is still open' USING ERRCODE = 'CH130';
    END IF;
    DELETE FROM ar_pending_application AS p USING undo_document AS u
    WHERE u.document_id = p.receipt_id AND (u.is_new OR p.receipt_id IN (
        SELECT unnest(pending_receipts) FROM ar_import_scope WHERE import_id = p_import));
    INSERT INTO ar_pending_application (receipt_id, customer_id, amount, applied_on, number)
    SELECT receipt_id, customer_id, amount, applied_on, number FROM ar_import_before_pending
    WHERE import_id = p_import;
    INSERT INTO ar_import_undo (import_id, recorded_at, document_count, actor)
    VALUES (p_import, ar_recorded_at(), v_count, p_actor);
    PERFORM ar_undo_forget(p_import);
    PERFORM ar_event_import_undone(p_import);
    RETURN v_count;
END
$$;

-- What an import that is being undone said of open balances is not said any more. Nobody else may
-- delete that.
CREATE FUNCTION ar_undo_forget(p_import bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM ar_import_undo
        WHERE import_id = p_import AND recorded_at = ar_recorded_at()) THEN RETURN; END IF;
    DELETE FROM ar_assumed_payment AS p USING ar_document AS d
    WHERE d.id = p.payment_id AND d.undone_import = p_import;
    DELETE FROM ar_stated_balance WHERE import_id = p_import;
    INSERT INTO ar_stated_balance (document_id, open, import_id, as_of, dated)
    SELECT document_id, open, stated_by, as_of, dated FROM ar_import_before_stated
    WHERE import_id = p_import;
END
$$;
