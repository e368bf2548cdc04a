-- Import: putting what was compared into the books.

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
            array_agg(due_on) AS dues, array_agg(amount) AS amounts, array_agg(line) AS lines,
            array_agg(CASE WHEN is_stated THEN rate END) AS rates
        FROM (
            SELECT i.*, row_number() OVER (PARTITION BY i.kind ORDER BY i.line) AS no
            FROM import_item AS i JOIN ar_document AS d ON d.id = i.document_id
            WHERE i.outcome = 2
                AND ((i.amount, i.document_on, i.due_on) <> (d.amount, d.document_on, d.due_on)
                    OR i.is_stated AND i.base_amount <> d.base_amount)
        ) AS i
        -- Kind by kind: both sides of an allocation are never corrected in one call.
        GROUP BY kind, no / 1000 ORDER BY kind, no / 1000
    LOOP
        BEGIN
            PERFORM ar_correct(v_batch.ids, v_batch.ons, v_batch.dues, v_batch.amounts,
                v_batch.rates);
        EXCEPTION WHEN SQLSTATE 'CH103' OR SQLSTATE 'CH110' OR SQLSTATE 'CH111' OR SQLSTATE 'CH113'
            OR SQLSTATE 'CH112' THEN
            FOR v_index IN 1..array_length(v_batch.ids, 1) LOOP
                PERFORM ar_import_correct_one(v_batch.lines[v_index], v_batch.ids[v_index],
                    v_batch.ons[v_index], v_batch.dues[v_index], v_batch.amounts[v_index],
                    v_batch.rates[v_index]);
            END LOOP;
        END;
    END LOOP;
    UPDATE ar_document AS d SET disputed = i.disputed FROM import_item AS i
    WHERE i.outcome = 2 AND d.id = i.document_id AND d.disputed <> i.disputed;
END
$$;

CREATE FUNCTION ar_import_correct_one(
    p_line bigint, p_document bigint, p_on date, p_due date, p_amount bigint, p_rate numeric
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM ar_correct(ARRAY[p_document], ARRAY[p_on], ARRAY[p_due], ARRAY[p_amount],
        ARRAY[p_rate]);
EXCEPTION WHEN SQLSTATE 'CH103' OR SQLSTATE 'CH110' OR SQLSTATE 'CH111' OR SQLSTATE 'CH113' OR SQLSTATE 'CH112' THEN
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
        base_amount, rate, status, disputed, date_assumed, recorded_at, import_id)
    SELECT document_id, kind, customer_id, number, document_on, due_on, currency, amount,
        base_amount, rate, 1, coalesce(disputed, false), assumed, v_recorded_at, p_import
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
    INSERT INTO ar_settled_document (document_id, customer_id, amount, document_on, due_on, kind)
    SELECT id, customer_id, amount, document_on, due_on, kind
    FROM ar_document WHERE import_id = p_import AND amount = 0;
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
    INSERT INTO ar_settled_document (document_id, customer_id, amount, document_on, due_on, kind)
    SELECT id, customer_id, amount, document_on, due_on, kind FROM import_side
    UNION ALL
    SELECT id, customer_id, amount, document_on, due_on, kind FROM ar_document AS d
    WHERE import_id = p_import AND amount = 0
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
