-- Import: what a file says of receipts and the invoices they are applied to.

-- What the file says is set off against what: receipt_id is the document of the file, other_id
-- what it is applied to (null: not there yet), effective_on when. fresh: both are new.
CREATE FUNCTION ar_import_applications(p_form text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    CREATE TEMP TABLE import_application (
        receipt_id bigint NOT NULL, other_id bigint, customer_id bigint NOT NULL,
        line bigint NOT NULL, amount bigint NOT NULL, applied_on date, effective_on date,
        is_refund boolean NOT NULL, fresh boolean NOT NULL, receipt text NOT NULL, number text
    ) ON COMMIT DROP;
    CREATE TEMP TABLE import_whole (receipt_id bigint NOT NULL) ON COMMIT DROP;
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
    SELECT s.document_id, coalesce(d.id, o.id), s.customer_id, s.line, s.applied_amount,
        s.applied_on, s.document_on, coalesce(d.document_on, o.document_on), s.number,
        s.applied_to,
        CASE WHEN d.id IS NOT NULL THEN d.status = 1 AND d.currency = s.currency
            ELSE coalesce(o.status = 1 AND o.currency = s.currency, true) END
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
        ON d.customer_id = s.customer_id AND d.kind = 1 AND d.number = s.applied_to
        AND d.undone_import IS NULL
    -- An invoice that was carried forward is an opening balance.
    LEFT JOIN ar_document AS o
        ON o.customer_id = s.customer_id AND o.kind = 5 AND o.number = s.applied_to
        AND o.undone_import IS NULL AND o.amount > 0;
END
$$;

-- The file states all applications of its receipts: one without any is applied to nothing.
CREATE FUNCTION ar_import_whole() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO import_whole
    SELECT document_id FROM import_item WHERE NOT derived AND outcome IN (1, 2);
END
$$;

-- The receipts of which the file tells a part alone, as half of a list does: its lines all apply
-- them and leave as much of them as other files have applied. That stays, with a warning.
CREATE FUNCTION ar_import_partial() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    CREATE TEMP TABLE import_partial ON COMMIT DROP AS
    SELECT a.receipt_id, min(k.line) AS line, abs(k.amount) - sum(a.amount) AS room
    FROM import_application AS a
    JOIN import_item AS k ON k.document_id = a.receipt_id AND k.line = k.first_line
    WHERE NOT k.derived AND k.kind = 3 AND k.outcome <> 4 AND NOT EXISTS (
        SELECT FROM import_item AS i JOIN import_row AS r USING (line)
        WHERE i.first_line = k.line AND r.applied_to IS NULL AND i.outcome <> 4)
    GROUP BY a.receipt_id, k.amount
    HAVING sum(a.amount) < abs(k.amount);
    CREATE TEMP TABLE import_untold ON COMMIT DROP AS
    SELECT h.receipt_id, d.number, h.other_id, h.amount, d.currency
    FROM import_partial JOIN import_had AS h USING (receipt_id)
    JOIN ar_document AS d ON d.id = h.other_id
    WHERE NOT EXISTS (SELECT FROM import_application AS a
        WHERE a.receipt_id = h.receipt_id AND a.other_id = h.other_id)
    UNION ALL
    SELECT p.receipt_id, p.number, NULL, p.amount, NULL
    FROM import_partial JOIN ar_pending_application AS p USING (receipt_id)
    WHERE NOT EXISTS (SELECT FROM import_application AS a
        WHERE a.receipt_id = p.receipt_id AND a.number = p.number);
    DELETE FROM import_untold AS u USING import_partial AS p
    WHERE p.receipt_id = u.receipt_id AND p.room < (
        SELECT sum(amount) FROM import_untold AS o WHERE o.receipt_id = u.receipt_id);
    INSERT INTO import_warning (line, code, subject, object, currency, amount)
    SELECT p.line, 'still_applied', d.number, u.number, d.currency, u.amount
    FROM import_untold AS u JOIN import_partial AS p USING (receipt_id)
    JOIN ar_document AS d ON d.id = u.receipt_id;
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
        UNION SELECT document_id FROM import_item WHERE derived AND outcome IN (1, 2)
        UNION SELECT receipt_id FROM import_whole)
    GROUP BY e.allocation_id, e.document_id, e.other_id, e.effective_on
    HAVING sum(e.amount) <> 0;
    PERFORM ar_import_partial();
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
        AND NOT EXISTS (SELECT FROM import_untold AS u
            WHERE u.receipt_id = h.receipt_id AND u.other_id = h.other_id)
        AND EXISTS (SELECT FROM ar_import AS m WHERE m.recorded_at = h.recorded_at);
    IF v_gone IS NULL THEN RETURN; END IF;
    PERFORM ar_reverse_allocations(v_gone);
    UPDATE import_item SET outcome = 2 WHERE outcome = 1 AND document_id IN (
        SELECT receipt_id FROM import_had WHERE allocation_id = ANY (v_gone));
    UPDATE import_had SET gone = true WHERE allocation_id = ANY (v_gone);
END
$$;
