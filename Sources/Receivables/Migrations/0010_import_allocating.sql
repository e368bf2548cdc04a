-- Import: applying receipts, and counting what came of the lines.

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

    DELETE FROM ar_pending_application AS p
    WHERE receipt_id IN (SELECT receipt_id FROM import_application
            UNION SELECT receipt_id FROM import_whole)
        AND NOT EXISTS (SELECT FROM import_untold AS u
            WHERE u.receipt_id = p.receipt_id AND u.number = p.number AND u.other_id IS NULL);
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
        WHERE d.customer_id = p.customer_id AND d.number = p.number
            AND (d.kind = 1 OR d.kind = 5 AND d.amount > 0 AND NOT EXISTS (
                SELECT FROM ar_document AS i WHERE i.customer_id = d.customer_id AND i.kind = 1
                    AND i.number = d.number AND i.undone_import IS NULL))
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
