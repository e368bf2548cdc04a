-- Import: what a file says is staged in temporary tables, compared with what is stored and put
-- into the books by sets. One transaction a file; the functions below are called in their order.

-- Posts entries of one kind between two accounts, balanced by construction: one array element an
-- entry. Four arrays instead of the general form's eight, and one pass over them, because a
-- million entries spend their time there.
CREATE FUNCTION ledger_transfer_alike(
    p_source_kind smallint, p_debit integer, p_credit integer, p_currency text,
    p_entry_on date[], p_source_id bigint[], p_amount bigint[], p_base_amount bigint[]
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    v_recorded_at timestamptz := current_setting('countinghouse.recorded_at')::timestamptz;
BEGIN
    WITH entry AS MATERIALIZED (
        SELECT nextval('journal_entry_id') AS id, e.*
        FROM unnest(p_entry_on, p_source_id, p_amount, p_base_amount)
            AS e (entry_on, source_id, amount, base_amount)
    ), header AS (
        INSERT INTO journal_entry (id, entry_on, recorded_at, source_kind, source_id)
        SELECT id, entry_on, v_recorded_at, p_source_kind, source_id FROM entry
    ), line AS (
        INSERT INTO journal_line (entry_id, line_no, account_id, currency, amount, base_amount,
            entry_on, recorded_at)
        SELECT id, line_no, account, p_currency, amount * side, base_amount * side, entry_on,
            v_recorded_at
        FROM entry, (VALUES (1::smallint, 1, p_debit), (2::smallint, -1, p_credit))
            AS side (line_no, side, account)
    )
    INSERT INTO ledger_delta (account_id, currency, entry_on, amount, base_amount)
    SELECT account, p_currency, entry_on, amount * side, base_amount * side
    FROM (
        SELECT entry_on, sum(amount) AS amount, sum(base_amount) AS base_amount
        FROM entry GROUP BY entry_on
    ) AS day, (VALUES (1, p_debit), (-1, p_credit)) AS side (side, account);
END
$$;

-- Begins an import: one at a time per tenant. Returns its id. import_row gets one row a line of
-- the file; a null currency is the tenant's own, amounts are signed as in ar_document.
CREATE FUNCTION ar_import_begin() RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(current_schema() || '.ar_import', 0));
    CREATE TEMP TABLE import_row (
        line           bigint   NOT NULL,
        amount         bigint   NOT NULL,
        applied_amount bigint,
        document_on    date     NOT NULL,
        due_on         date     NOT NULL,
        settled_on     date,
        applied_on     date,
        kind           smallint NOT NULL,
        disputed       boolean,
        customer       text     NOT NULL,
        number         text     NOT NULL,
        currency       text,
        applied_to     text
    ) ON COMMIT DROP;
    CREATE TEMP TABLE import_reject (
        line   bigint PRIMARY KEY,
        field  text   NOT NULL,
        value  text   NOT NULL,
        code   text   NOT NULL,
        detail text
    ) ON COMMIT DROP;
    CREATE TEMP TABLE import_warning (
        line    bigint NOT NULL,
        code    text   NOT NULL,
        subject text   NOT NULL,
        object  text,
        amount  bigint,
        currency text
    ) ON COMMIT DROP;
    RETURN nextval(pg_get_serial_sequence('ar_import', 'id'));
END
$$;

-- Creates the customers that are not there yet; returns how many the file names.
CREATE FUNCTION ar_import_customers() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    v_count bigint;
BEGIN
    ANALYZE import_row (customer, number, document_on);
    WITH named AS MATERIALIZED (
        SELECT DISTINCT customer FROM import_row
    ), added AS (
        INSERT INTO ar_customer (code, name)
        SELECT customer, customer FROM named
        WHERE NOT EXISTS (SELECT FROM ar_customer WHERE code = customer)
        ORDER BY customer
        ON CONFLICT (code) DO NOTHING
    )
    SELECT count(*) INTO v_count FROM named;
    RETURN v_count;
END
$$;

-- The number of the receipt (or refund) that a settled document of a payment history stands for.
CREATE FUNCTION ar_import_payment_number(p_number text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT 'PAY-' || p_number $$;

-- Exchange rates of the foreign rows; a row without one is rejected.
CREATE FUNCTION ar_import_rates() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    CREATE TEMP TABLE import_rate ON COMMIT DROP AS
    SELECT r.currency, r.on_day, ar_rate_on(r.currency, r.on_day) AS rate, c.decimals
    FROM (
        SELECT currency, document_on AS on_day FROM import_row WHERE currency IS NOT NULL
        UNION
        SELECT currency, settled_on FROM import_row
        WHERE currency IS NOT NULL AND settled_on IS NOT NULL
    ) AS r
    LEFT JOIN ar_currency AS c ON c.code = r.currency;
    ANALYZE import_rate;
    IF EXISTS (SELECT FROM import_rate WHERE rate IS NULL) THEN
        INSERT INTO import_reject (line, field, value, code, detail)
        SELECT r.line, 'currency', r.currency, 'rate_missing', x.on_day
        FROM import_row AS r
        JOIN import_rate AS x ON x.currency = r.currency AND x.on_day = r.document_on
        WHERE x.rate IS NULL;
        INSERT INTO import_reject (line, field, value, code, detail)
        SELECT r.line, 'currency', r.currency, 'rate_missing', x.on_day
        FROM import_row AS r
        JOIN import_rate AS x ON x.currency = r.currency AND x.on_day = r.settled_on
        WHERE x.rate IS NULL
        ON CONFLICT (line) DO NOTHING;
        DELETE FROM import_row AS r USING import_reject AS x WHERE x.line = r.line;
    END IF;
END
$$;

-- Compares the file with what is stored: import_item has one row a line, and for a payment
-- history a second (derived) one for its payment.
-- outcome: 0 new, 1 unchanged, 2 changed, 3 a further line of a document, 4 rejected, 5 nothing.
CREATE FUNCTION ar_import_compare(p_form text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_currency text;
    v_decimals smallint;
BEGIN
    SELECT s.base_currency, c.decimals INTO v_currency, v_decimals
    FROM ar_setting AS s JOIN ar_currency AS c ON c.code = s.base_currency;
    CREATE TEMP TABLE import_item ON COMMIT DROP AS
    SELECT line, first_line, customer_id, kind, derived, number, amount, base_amount, rate,
        CASE WHEN derived AND settled_on IS NULL THEN found_on ELSE document_on END
            AS document_on,
        CASE WHEN derived AND settled_on IS NULL THEN found_due ELSE due_on END AS due_on,
        settled_on, currency, disputed,
        CASE WHEN found_id IS NOT NULL THEN found_id
            WHEN first_line = line AND (settled_on IS NOT NULL OR NOT derived)
            THEN nextval('ar_document_id') END AS document_id,
        (CASE WHEN first_line <> line THEN 3
            WHEN found_id IS NULL THEN CASE WHEN derived AND settled_on IS NULL THEN 5 ELSE 0 END
            WHEN derived AND settled_on IS NULL THEN CASE found_amount WHEN 0 THEN 1 ELSE 2 END
            WHEN (amount, document_on, due_on, currency, coalesce(disputed, found_disputed))
                = (found_amount, found_on, found_due, found_currency, found_disputed) THEN 1
            ELSE 2 END)::smallint AS outcome
    FROM (
        SELECT s.line, c.id AS customer_id, s.kind, s.derived, s.number, s.amount,
            CASE WHEN s.currency IS NULL THEN s.amount
                ELSE ar_to_base(s.amount, x.rate, x.decimals, v_decimals) END AS base_amount,
            x.rate, s.document_on, s.due_on, s.settled_on,
            coalesce(s.currency, v_currency) AS currency, s.disputed,
            first_value(s.line) OVER (PARTITION BY c.id, s.kind, s.number ORDER BY s.line)
                AS first_line,
            d.id AS found_id, d.amount AS found_amount, d.document_on AS found_on,
            d.due_on AS found_due, d.currency AS found_currency, d.disputed AS found_disputed
        FROM (
            SELECT line, customer, kind, false AS derived, number, amount, document_on, due_on,
                settled_on, currency, disputed
            FROM import_row
            UNION ALL
            SELECT line, customer, CASE kind WHEN 1 THEN 3 ELSE 4 END, true,
                ar_import_payment_number(number),
                CASE WHEN settled_on IS NULL THEN 0 ELSE -amount END,
                coalesce(settled_on, document_on), coalesce(settled_on, document_on), settled_on,
                currency, NULL
            FROM import_row WHERE p_form = 'history' AND amount <> 0
        ) AS s
        JOIN ar_customer AS c ON c.code = s.customer
        LEFT JOIN import_rate AS x ON x.currency = s.currency AND x.on_day = s.document_on
        LEFT JOIN ar_document AS d
            ON d.customer_id = c.id AND d.kind = s.kind AND d.number = s.number
    ) AS item;
    ANALYZE import_item (line, first_line, customer_id, document_id, kind, derived, outcome);
    IF EXISTS (SELECT FROM import_item WHERE outcome = 3) THEN
        PERFORM ar_import_repeated(p_form);
    END IF;
    IF p_form = 'history' THEN
        -- What receipts of their own have settled already is not paid a second time.
        UPDATE import_item AS p SET outcome = 5 FROM import_item AS i
        WHERE p.derived AND p.outcome = 0 AND i.line = p.line AND NOT i.derived
            AND i.outcome = 1
            AND NOT EXISTS (SELECT FROM ar_open_item AS o WHERE o.document_id = i.document_id);
    END IF;
END
$$;

-- Further lines of a document: the same again is counted once, another amount or date is
-- rejected. In a list of receipts a further line is a further application.
CREATE FUNCTION ar_import_repeated(p_form text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO import_reject (line, field, value, code, detail)
    SELECT i.line, 'number', i.number, 'repeated', f.line
    FROM import_item AS i
    JOIN import_item AS f ON f.line = i.first_line AND NOT f.derived
    WHERE i.outcome = 3 AND NOT i.derived
        AND ((i.amount, i.document_on, i.currency)
            IS DISTINCT FROM (f.amount, f.document_on, f.currency)
        OR (p_form <> 'receipts' AND (i.due_on, i.settled_on, i.disputed)
            IS DISTINCT FROM (f.due_on, f.settled_on, f.disputed)));
    UPDATE import_item AS i SET outcome = 4 FROM import_reject AS x WHERE x.line = i.line;
    IF p_form = 'receipts' THEN
        INSERT INTO import_warning (line, code, subject, object)
        SELECT line, 'duplicate', number, first_line
        FROM (
            SELECT r.line, i.number, min(r.line) OVER w AS first_line
            FROM import_item AS i JOIN import_row AS r USING (line)
            WHERE i.outcome IN (0, 1, 2, 3)
            WINDOW w AS (PARTITION BY i.first_line, r.applied_to, r.applied_amount, r.applied_on)
        ) AS x
        WHERE line <> first_line;
    ELSE
        INSERT INTO import_warning (line, code, subject, object)
        SELECT line, 'duplicate', number, first_line
        FROM import_item WHERE outcome = 3 AND NOT derived;
    END IF;
END
$$;

-- What the file says is set off against what: receipt_id is the document of the file, other_id
-- what it is applied to (null: not there yet), effective_on when. fresh: both are new.
CREATE FUNCTION ar_import_applications(p_form text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    CREATE TEMP TABLE import_application (
        receipt_id bigint NOT NULL, other_id bigint, customer_id bigint NOT NULL,
        line bigint NOT NULL, amount bigint NOT NULL, applied_on date, effective_on date,
        is_refund boolean NOT NULL, fresh boolean NOT NULL, receipt text NOT NULL, number text
    ) ON COMMIT DROP;
    IF p_form = 'history' THEN
        INSERT INTO import_application
        SELECT p.document_id, i.document_id, i.customer_id, i.line, abs(p.amount),
            p.document_on, greatest(p.document_on, i.document_on), p.kind = 4,
            p.outcome = 0 AND i.outcome = 0, p.number, i.number
        FROM import_item AS p JOIN import_item AS i ON i.line = p.line AND NOT i.derived
        WHERE p.derived AND p.outcome IN (0, 1, 2) AND p.amount <> 0
            AND i.outcome IN (0, 1, 2);
    ELSIF p_form = 'receipts' THEN
        INSERT INTO import_warning (line, code, subject, object)
        SELECT a.line, 'not_allocatable', a.receipt, a.number
        FROM ar_import_stated() AS a
        WHERE NOT a.allocatable;
        INSERT INTO import_application
        SELECT receipt_id, other_id, customer_id, line, amount, applied_on,
            greatest(applied_on, receipt_on, other_on), false, false, receipt, number
        FROM ar_import_stated() WHERE allocatable;
    END IF;
    ANALYZE import_application;
END
$$;

-- The applications that the lines of a receipts list state, each once.
CREATE FUNCTION ar_import_stated() RETURNS TABLE (
    receipt_id bigint, other_id bigint, customer_id bigint, line bigint, amount bigint,
    applied_on date, receipt_on date, other_on date, receipt text, number text,
    allocatable boolean
) LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT s.document_id, d.id, s.customer_id, s.line, s.applied_amount, s.applied_on,
        s.document_on, d.document_on, s.number, s.applied_to,
        d.id IS NULL OR (d.status = 1 AND d.currency = s.currency)
    FROM (
        SELECT k.document_id, k.customer_id, k.document_on, k.number, k.currency, r.applied_to,
            r.applied_amount, r.applied_on, min(r.line) AS line
        FROM import_item AS i
        JOIN import_row AS r ON r.line = i.line
        JOIN import_item AS k ON k.line = i.first_line
        WHERE i.outcome <> 4 AND k.outcome <> 4 AND r.applied_to IS NOT NULL
            AND r.applied_amount > 0
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
    ) AS s
    LEFT JOIN ar_document AS d
        ON d.customer_id = s.customer_id AND d.kind = 1 AND d.number = s.applied_to;
END
$$;

-- Takes back what an earlier import applied and this file does not say any more. What people
-- applied themselves stays.
CREATE FUNCTION ar_import_take_back() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_gone bigint[];
BEGIN
    CREATE TEMP TABLE import_had ON COMMIT DROP AS
    SELECT e.allocation_id, e.document_id AS receipt_id, e.other_id, e.effective_on,
        abs(sum(e.amount))::bigint AS amount, min(e.recorded_at) AS recorded_at, false AS gone
    FROM ar_entry AS e
    WHERE e.allocation_id IS NOT NULL AND e.document_id IN (
        SELECT receipt_id FROM import_application WHERE NOT fresh
        UNION SELECT document_id FROM import_item WHERE derived AND outcome IN (1, 2))
    GROUP BY e.allocation_id, e.document_id, e.other_id, e.effective_on
    HAVING sum(e.amount) <> 0;
    SELECT array_agg(h.allocation_id) INTO v_gone
    FROM (
        SELECT *, sum(amount) OVER (PARTITION BY receipt_id, other_id, effective_on) AS total
        FROM import_had
    ) AS h
    LEFT JOIN (
        SELECT receipt_id, other_id, effective_on, sum(amount) AS amount
        FROM import_application GROUP BY 1, 2, 3
    ) AS w USING (receipt_id, other_id, effective_on)
    WHERE h.total > coalesce(w.amount, 0)
        AND EXISTS (SELECT FROM ar_import AS m WHERE m.recorded_at = h.recorded_at);
    IF v_gone IS NULL THEN RETURN; END IF;
    PERFORM ar_reverse_allocations(v_gone);
    UPDATE import_item SET outcome = 2 WHERE outcome = 1 AND document_id IN (
        SELECT receipt_id FROM import_had WHERE allocation_id = ANY (v_gone));
    UPDATE import_had SET gone = true WHERE allocation_id = ANY (v_gone);
END
$$;

-- Corrects what is stored with other values. What cannot be corrected is a reject of its line.
CREATE FUNCTION ar_import_correct() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_batch record;
    v_index integer;
BEGIN
    IF NOT EXISTS (SELECT FROM import_item WHERE outcome = 2) THEN RETURN; END IF;
    PERFORM ar_lock(ARRAY(SELECT document_id FROM import_item WHERE outcome = 2));
    INSERT INTO import_reject (line, field, value, code, detail)
    SELECT line, field, value, code, detail
    FROM (
        SELECT i.line, 'number' AS field, i.number AS value, CASE
                WHEN d.status = 2 THEN 'voided'
                WHEN d.status = 0 THEN 'draft'
                WHEN d.currency <> i.currency THEN 'other_currency'
                WHEN d.instalments > 1 THEN 'instalments'
                WHEN abs(i.amount) < abs(d.amount) - abs(coalesce(o.amount, 0))
                    THEN 'less_than_settled'
            END AS code,
            CASE WHEN d.currency <> i.currency THEN d.currency END AS detail
        FROM import_item AS i
        JOIN ar_document AS d ON d.id = i.document_id
        LEFT JOIN LATERAL (SELECT sum(amount)::bigint AS amount FROM ar_open_item
            WHERE document_id = d.id) AS o ON true
        WHERE i.outcome = 2
    ) AS x
    WHERE code IS NOT NULL
    ON CONFLICT (line) DO NOTHING;
    UPDATE import_item AS i SET outcome = 4 FROM import_reject AS x
    WHERE x.line = i.line AND i.outcome IN (0, 1, 2);

    FOR v_batch IN
        SELECT array_agg(document_id) AS ids, array_agg(document_on) AS ons,
            array_agg(due_on) AS dues, array_agg(amount) AS amounts, array_agg(line) AS lines
        FROM (
            SELECT i.*, row_number() OVER (PARTITION BY i.kind ORDER BY i.line) AS no
            FROM import_item AS i JOIN ar_document AS d ON d.id = i.document_id
            WHERE i.outcome = 2
                AND (i.amount, i.document_on, i.due_on) <> (d.amount, d.document_on, d.due_on)
        ) AS i
        -- Kind by kind: both sides of an allocation are never corrected in one call.
        GROUP BY kind, no / 1000 ORDER BY kind, no / 1000
    LOOP
        BEGIN
            PERFORM ar_correct(v_batch.ids, v_batch.ons, v_batch.dues, v_batch.amounts);
        EXCEPTION WHEN SQLSTATE 'CH103' OR SQLSTATE 'CH110' OR SQLSTATE 'CH111'
            OR SQLSTATE 'CH112' THEN
            FOR v_index IN 1..array_length(v_batch.ids, 1) LOOP
                PERFORM ar_import_correct_one(v_batch.lines[v_index], v_batch.ids[v_index],
                    v_batch.ons[v_index], v_batch.dues[v_index], v_batch.amounts[v_index]);
            END LOOP;
        END;
    END LOOP;
    UPDATE ar_document AS d SET disputed = i.disputed FROM import_item AS i
    WHERE i.outcome = 2 AND d.id = i.document_id AND d.disputed <> i.disputed;
END
$$;

CREATE FUNCTION ar_import_correct_one(
    p_line bigint, p_document bigint, p_on date, p_due date, p_amount bigint
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM ar_correct(ARRAY[p_document], ARRAY[p_on], ARRAY[p_due], ARRAY[p_amount]);
EXCEPTION WHEN SQLSTATE 'CH103' OR SQLSTATE 'CH110' OR SQLSTATE 'CH111' OR SQLSTATE 'CH112' THEN
    INSERT INTO import_reject (line, field, value, code, detail)
    SELECT p_line, 'number', number, CASE SQLSTATE WHEN 'CH103' THEN 'rate_missing'
        WHEN 'CH112' THEN 'instalments' ELSE 'less_than_settled' END, p_on
    FROM import_item WHERE line = p_line AND document_id = p_document
    ON CONFLICT (line) DO NOTHING;
    UPDATE import_item SET outcome = 4 WHERE line = p_line;
END
$$;

-- Inserts the new documents of import_item, which is in the order of the customers.
CREATE FUNCTION ar_import_insert(p_import bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    v_recorded_at timestamptz := ar_recorded_at();
    v_count       bigint;
BEGIN
    INSERT INTO ar_document (id, kind, customer_id, number, document_on, due_on, currency, amount,
        base_amount, rate, status, disputed, recorded_at, import_id)
    SELECT document_id, kind, customer_id, number, document_on, due_on, currency, amount,
        base_amount, rate, 1, coalesce(disputed, false), v_recorded_at, p_import
    FROM import_item WHERE outcome = 0;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
EXCEPTION WHEN unique_violation THEN
    RAISE EXCEPTION 'a document was posted meanwhile' USING ERRCODE = 'CH120';
END
$$;

-- The movements and open items of the import's new documents.
CREATE FUNCTION ar_import_post(p_import bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO ar_entry (document_id, instalment, customer_id, currency, kind, document_on,
        due_on, effective_on, amount, base_amount, recorded_at)
    SELECT id, 1, customer_id, currency, kind, document_on, due_on, document_on, amount,
        base_amount, recorded_at
    FROM ar_document WHERE import_id = p_import;
END
$$;

CREATE FUNCTION ar_import_open(p_import bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO ar_open_item (document_id, instalment, customer_id, currency, document_on,
        due_on, from_on, amount, base_amount, documents)
    SELECT id, 1, customer_id, currency, document_on, due_on, document_on, amount, base_amount,
        (kind = 1)::integer
    FROM ar_document WHERE import_id = p_import AND amount <> 0;
END
$$;

-- The journal entries of the import's new documents, in portions, so that the arrays stay small.
CREATE FUNCTION ar_import_journal(p_import bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_from  bigint;
    v_last  bigint;
    v_batch record;
BEGIN
    SELECT min(id), max(id) INTO v_from, v_last FROM ar_document WHERE import_id = p_import;
    WHILE v_from <= v_last LOOP
        FOR v_batch IN
            SELECT kind, currency, array_agg(document_on) AS ons, array_agg(id) AS ids,
                array_agg(amount) AS amounts, array_agg(base_amount) AS bases
            FROM ar_document
            WHERE id >= v_from AND id < v_from + 20000 AND import_id = p_import
                AND (amount <> 0 OR base_amount <> 0)
            GROUP BY kind, currency
        LOOP
            PERFORM ledger_transfer_alike(v_batch.kind, 1, ar_contra_account(v_batch.kind),
                v_batch.currency, v_batch.ons, v_batch.ids, v_batch.amounts, v_batch.bases);
        END LOOP;
        v_from := v_from + 20000;
    END LOOP;
END
$$;

-- Settles the pairs of a payment history of which both documents are new: the steps that
-- ar_allocate and ar_refresh would leave, written at once.
CREATE FUNCTION ar_import_settle(p_import bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_batch record;
BEGIN
    CREATE TEMP TABLE import_pair ON COMMIT DROP AS
    SELECT nextval('ar_allocation_id') AS allocation_id, receipt_id, other_id, effective_on
    FROM import_application WHERE fresh;
    ANALYZE import_pair;
    CREATE TEMP TABLE import_side ON COMMIT DROP AS
    SELECT d.id, d.customer_id, d.currency, d.kind, d.document_on, d.due_on, d.amount,
        d.base_amount, d.recorded_at, p.allocation_id, p.other_id, p.effective_on
    FROM (
        SELECT allocation_id, receipt_id AS id, other_id, effective_on FROM import_pair
        UNION ALL
        SELECT allocation_id, other_id, receipt_id, effective_on FROM import_pair
    ) AS p
    JOIN ar_document AS d USING (id)
    WHERE d.import_id = p_import
    ORDER BY d.id;
    INSERT INTO ar_entry (document_id, instalment, customer_id, currency, kind, document_on,
        due_on, effective_on, amount, base_amount, recorded_at, allocation_id, other_id)
    SELECT id, 1, customer_id, currency, 10, document_on, due_on, effective_on, -amount,
        -base_amount, recorded_at, allocation_id, other_id
    FROM import_side;
    INSERT INTO ar_past_item (document_id, instalment, customer_id, currency, due_on,
        document_on, from_on, to_on, amount, base_amount, documents)
    SELECT id, 1, customer_id, currency, due_on, document_on, document_on, effective_on, amount,
        base_amount, (kind = 1)::integer
    FROM import_side WHERE document_on < effective_on;
    INSERT INTO ar_open_item (document_id, instalment, customer_id, currency, document_on,
        due_on, from_on, amount, base_amount, documents)
    SELECT id, 1, customer_id, currency, document_on, due_on, document_on, amount, base_amount,
        (kind = 1)::integer
    FROM ar_document AS d
    WHERE import_id = p_import AND amount <> 0
        AND NOT EXISTS (SELECT FROM import_side AS s WHERE s.id = d.id);
    INSERT INTO ar_delta (customer_id, due_on, base_amount, items, documents)
    SELECT customer_id, due_on, sum(base_amount), count(*), count(*) FILTER (WHERE kind = 1)
    FROM ar_document AS d
    WHERE import_id = p_import AND amount <> 0
        AND NOT EXISTS (SELECT FROM import_side AS s WHERE s.id = d.id)
    GROUP BY customer_id, due_on;
    -- What the two sides differ by in base currency is a realised exchange difference.
    FOR v_batch IN
        SELECT currency, array_agg(effective_on) AS ons, array_agg(id) AS ids,
            array_agg(base) AS bases, array_agg(0::bigint) AS zeros
        FROM (
            SELECT min(id) AS id, currency, effective_on, -sum(base_amount)::bigint AS base
            FROM import_side GROUP BY allocation_id, currency, effective_on
            HAVING sum(base_amount) <> 0
        ) AS x
        GROUP BY currency, id / 20000
    LOOP
        PERFORM ledger_transfer_alike(10::smallint, 1, ar_contra_account(10::smallint),
            v_batch.currency, v_batch.ons, v_batch.ids, v_batch.zeros, v_batch.bases);
    END LOOP;
END
$$;

-- Notes applications to invoices that are not there yet, and gathers in import_request what is
-- to be allocated now: what the file says and is not applied yet, and what earlier files said
-- about invoices that have arrived since.
CREATE FUNCTION ar_import_request() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    v_count bigint;
BEGIN
    CREATE TEMP TABLE import_request (
        no bigint GENERATED ALWAYS AS IDENTITY, credit_id bigint NOT NULL,
        target_id bigint NOT NULL, amount bigint NOT NULL, applied_on date, line bigint NOT NULL,
        part bigint NOT NULL DEFAULT 0, receipt_id bigint NOT NULL
    ) ON COMMIT DROP;
    INSERT INTO import_request (credit_id, target_id, amount, applied_on, line, receipt_id)
    SELECT CASE WHEN is_refund THEN other_id ELSE receipt_id END,
        CASE WHEN is_refund THEN receipt_id ELSE other_id END, amount, applied_on, line,
        receipt_id
    FROM (
        SELECT a.receipt_id, a.other_id, a.is_refund, min(a.applied_on) AS applied_on,
            min(a.line) AS line, (sum(a.amount) - coalesce(min(h.amount), 0))::bigint AS amount
        FROM import_application AS a
        LEFT JOIN (
            SELECT receipt_id, other_id, effective_on, sum(amount) AS amount
            FROM import_had WHERE NOT gone GROUP BY 1, 2, 3
        ) AS h USING (receipt_id, other_id, effective_on)
        WHERE NOT a.fresh AND a.other_id IS NOT NULL AND EXISTS (
            SELECT FROM import_item AS i
            WHERE i.document_id = a.receipt_id AND i.outcome IN (0, 1, 2))
        GROUP BY a.receipt_id, a.other_id, a.is_refund, a.effective_on
    ) AS x
    WHERE amount > 0
    ORDER BY line;
    -- A receipt that could not be corrected after all keeps what it had.
    INSERT INTO import_request (credit_id, target_id, amount, applied_on, line, receipt_id)
    SELECT CASE i.kind WHEN 4 THEN h.other_id ELSE h.receipt_id END,
        CASE i.kind WHEN 4 THEN h.receipt_id ELSE h.other_id END, h.amount, h.effective_on,
        i.line, h.receipt_id
    FROM import_had AS h
    JOIN import_item AS i ON i.document_id = h.receipt_id AND i.first_line = i.line
    WHERE h.gone AND i.outcome = 4;

    DELETE FROM ar_pending_application
    WHERE receipt_id IN (SELECT receipt_id FROM import_application);
    INSERT INTO import_warning (line, code, subject, object)
    SELECT line, 'invoice_missing', receipt, number
    FROM import_application WHERE other_id IS NULL;
    INSERT INTO ar_pending_application (receipt_id, customer_id, number, amount, applied_on)
    SELECT a.receipt_id, a.customer_id, a.number, sum(a.amount), max(a.applied_on)
    FROM import_application AS a
    WHERE a.other_id IS NULL AND EXISTS (
        SELECT FROM import_item AS i
        WHERE i.document_id = a.receipt_id AND i.outcome IN (0, 1, 2))
    GROUP BY a.receipt_id, a.customer_id, a.number;

    WITH arrived AS (
        DELETE FROM ar_pending_application AS p USING ar_document AS d, ar_document AS r
        WHERE d.customer_id = p.customer_id AND d.kind = 1 AND d.number = p.number
            AND d.status = 1 AND r.id = p.receipt_id AND r.status = 1
            AND r.currency = d.currency
        RETURNING p.receipt_id, d.id AS target_id, p.amount, p.applied_on
    )
    INSERT INTO import_request (credit_id, target_id, amount, applied_on, line, receipt_id)
    SELECT receipt_id, target_id, amount, applied_on, 0, receipt_id FROM arrived
    ORDER BY receipt_id, target_id;
    SELECT count(*) INTO v_count FROM import_request;
    RETURN v_count;
END
$$;

-- Allocates what import_request asks for as far as it is open, in the order of the file, and
-- warns of the rest. Each round gives every request what no earlier one can have taken, so it
-- can be done by sets; what is over then is tried again until nothing moves.
CREATE FUNCTION ar_import_allocate() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    v_total bigint := 0;
    v_count bigint;
    v_batch record;
BEGIN
    ANALYZE import_request;
    PERFORM ar_lock(ARRAY(SELECT credit_id FROM import_request
        UNION SELECT target_id FROM import_request));
    LOOP
        UPDATE import_request AS q SET part = greatest(0, least(x.wanted, x.credit, x.target))
        FROM (
            SELECT no, wanted,
                credit_open - sum(wanted) OVER (PARTITION BY credit_id ORDER BY no) + wanted
                    AS credit,
                target_open - sum(wanted) OVER (PARTITION BY target_id ORDER BY no) + wanted
                    AS target
            FROM (
                -- What an earlier request cannot take does not count against later ones.
                SELECT no, credit_id, target_id, coalesce(c.open, 0) AS credit_open,
                    coalesce(t.open, 0) AS target_open,
                    least(r.amount, coalesce(c.open, 0), coalesce(t.open, 0)) AS wanted
                FROM import_request AS r
                LEFT JOIN (SELECT document_id, -sum(amount) AS open FROM ar_open_item
                    WHERE document_id IN (SELECT credit_id FROM import_request)
                    GROUP BY document_id) AS c ON c.document_id = credit_id
                LEFT JOIN (SELECT document_id, sum(amount) AS open FROM ar_open_item
                    WHERE document_id IN (SELECT target_id FROM import_request)
                    GROUP BY document_id) AS t ON t.document_id = target_id
            ) AS possible
        ) AS x
        WHERE x.no = q.no;
        SELECT count(*) INTO v_count FROM import_request WHERE part > 0;
        EXIT WHEN v_count = 0;
        v_total := v_total + v_count;
        FOR v_batch IN
            SELECT array_agg(credit_id ORDER BY no) AS credits,
                array_agg(target_id ORDER BY no) AS targets,
                array_agg(0::smallint) AS instalments, array_agg(part ORDER BY no) AS parts,
                array_agg(applied_on ORDER BY no) AS ons
            FROM import_request WHERE part > 0 GROUP BY no / 5000
        LOOP
            PERFORM ar_allocate(v_batch.credits, v_batch.targets, v_batch.instalments,
                v_batch.parts, v_batch.ons);
        END LOOP;
        UPDATE import_item SET outcome = 2 WHERE outcome = 1 AND document_id IN (
            SELECT receipt_id FROM import_request WHERE part > 0);
        DELETE FROM import_request WHERE part = amount;
        UPDATE import_request SET amount = amount - part WHERE part > 0;
    END LOOP;
    INSERT INTO import_warning (line, code, subject, object, amount, currency)
    SELECT q.line, 'over_applied', c.number, t.number, q.amount, c.currency
    FROM import_request AS q
    JOIN ar_document AS c ON c.id = q.credit_id JOIN ar_document AS t ON t.id = q.target_id
    ORDER BY q.no;
    RETURN v_total;
END
$$;

-- What came of the lines, by document: a payment counts with its invoice.
CREATE FUNCTION ar_import_count(p_form text) RETURNS TABLE (
    new_count bigint, changed_count bigint, unchanged_count bigint, amount_total numeric,
    open_total numeric
) LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT count(*) FILTER (WHERE outcome = 0), count(*) FILTER (WHERE outcome = 2),
        count(*) FILTER (WHERE outcome = 1), coalesce(sum(base_amount), 0),
        coalesce(sum(base_amount) FILTER (WHERE open), 0)
    FROM (
        SELECT CASE WHEN i.outcome = 1 AND p.outcome IN (0, 2) THEN 2 ELSE i.outcome END
                AS outcome,
            i.base_amount, i.settled_on IS NULL AS open
        FROM import_item AS i
        LEFT JOIN import_item AS p ON p.line = i.line AND p.derived AND p_form = 'history'
        WHERE NOT i.derived AND i.outcome IN (0, 1, 2)
    ) AS x;
END
$$;

-- What stays unapplied of the receipts of the file, in base currency, negative.
CREATE FUNCTION ar_import_unapplied() RETURNS numeric LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (SELECT coalesce(sum(o.base_amount), 0)
        FROM import_item AS i JOIN ar_open_item AS o ON o.document_id = i.document_id
        WHERE i.outcome IN (0, 1, 2));
END
$$;
