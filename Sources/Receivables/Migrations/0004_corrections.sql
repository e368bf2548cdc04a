-- Corrects posted documents of one item: new dates, new signed amount. What stood under the old
-- dates is taken back and written again under the new ones, with today's recorded time; a
-- changed amount is one more movement at the document's date. Allocations that would become
-- effective before the document are moved with it; those of a document whose base amount changes
-- are made again, so that what is settled in full leaves nothing in base. p_rate: a new rate;
-- null keeps it, or takes the table's where the date changes.
CREATE FUNCTION ar_correct(
    p_document bigint[], p_document_on date[], p_due_on date[], p_amount bigint[],
    p_rate numeric[] DEFAULT NULL
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_doc bigint[]; v_no smallint[]; v_customer bigint[]; v_currency text[]; v_kind smallint[];
    v_document_on date[]; v_due date[]; v_on date[]; v_amount bigint[]; v_base bigint[];
    v_allocation bigint[]; v_other bigint[]; v_count integer; v_missing text;
    v_again bigint[]; v_credit bigint[]; v_target bigint[]; v_target_no smallint[];
    v_part bigint[]; v_applied date[]; v_touched bigint[];
BEGIN
    PERFORM ar_lock(p_document);
    IF EXISTS (SELECT FROM unnest(p_document, p_amount) AS w (id, amount)
        JOIN ar_document AS d USING (id)
        WHERE d.status <> 1 OR d.instalments > 1 OR (d.kind IN (1, 4) AND w.amount < 0)
            OR (d.kind IN (2, 3) AND w.amount > 0)) THEN
        RAISE EXCEPTION 'only posted documents of one item can be corrected, and keep their side'
            USING ERRCODE = 'CH112';
    END IF;

    SELECT array_agg(allocation_id), array_agg(credit), array_agg(target),
        array_agg(instalment), array_agg(part), array_agg(effective_on)
    INTO v_again, v_credit, v_target, v_target_no, v_part, v_applied
    FROM (
        -- The side that is settled, which knows its instalment.
        SELECT allocation_id, other_id AS credit, document_id AS target, instalment,
            effective_on, (-sum(amount))::bigint AS part
        FROM ar_entry
        WHERE allocation_id IN (
            SELECT e.allocation_id
            FROM unnest(p_document, p_document_on, p_amount, p_rate)
                AS w (id, document_on, amount, rate)
            JOIN ar_document AS d USING (id)
            CROSS JOIN ar_setting AS s
            JOIN ar_entry AS e ON e.document_id = d.id AND e.allocation_id IS NOT NULL
            WHERE e.effective_on < w.document_on OR (d.currency <> s.base_currency
                AND (d.document_on, d.amount, d.rate)
                    <> (w.document_on, w.amount, coalesce(w.rate, d.rate)))
        )
        GROUP BY 1, 2, 3, 4, 5
        HAVING sum(amount) < 0
        ORDER BY allocation_id
    ) AS again;
    v_touched := p_document || ar_reverse(v_again, NULL, 3::smallint);

    WITH want AS (
        SELECT d.*, w.document_on AS new_document_on, w.due_on AS new_due_on,
            w.amount AS new_amount, x.rate AS new_rate,
            CASE WHEN d.currency = s.base_currency THEN w.amount
                ELSE ar_to_base(w.amount, x.rate, c.decimals, b.decimals) END AS new_base
        FROM unnest(p_document, p_document_on, p_due_on, p_amount, p_rate)
            AS w (id, document_on, due_on, amount, rate)
        JOIN ar_document AS d USING (id)
        CROSS JOIN ar_setting AS s
        JOIN ar_currency AS b ON b.code = s.base_currency
        JOIN ar_currency AS c ON c.code = d.currency
        CROSS JOIN LATERAL (SELECT CASE WHEN d.currency = s.base_currency THEN NULL
            WHEN w.rate IS NOT NULL THEN w.rate
            WHEN d.document_on = w.document_on THEN d.rate
            ELSE ar_rate_on(d.currency, w.document_on) END AS rate) AS x
    ), moved AS (
        SELECT e.document_id, e.instalment, e.customer_id, e.currency, e.kind, e.document_on,
            e.due_on, e.effective_on, e.allocation_id, e.other_id, w.new_document_on,
            w.new_due_on, sum(e.amount)::bigint AS amount, sum(e.base_amount)::bigint AS base
        FROM want AS w JOIN ar_entry AS e ON e.document_id = w.id
        WHERE (w.document_on, w.due_on) <> (w.new_document_on, w.new_due_on)
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
        HAVING sum(e.amount) <> 0 OR sum(e.base_amount) <> 0
    ), change AS (
        SELECT document_id, instalment, customer_id, currency, kind, document_on, due_on,
            effective_on, -amount AS amount, -base AS base, allocation_id, other_id
        FROM moved
        UNION ALL
        SELECT document_id, instalment, customer_id, currency, kind, new_document_on, new_due_on,
            CASE WHEN kind <= 5 THEN new_document_on
                ELSE greatest(effective_on, new_document_on) END,
            amount, base, allocation_id, other_id
        FROM moved
        UNION ALL
        SELECT id, 1, customer_id, currency, kind, new_document_on, new_due_on, new_document_on,
            new_amount - amount, new_base - base_amount, NULL, NULL
        FROM want
        WHERE new_amount <> amount OR new_base IS DISTINCT FROM base_amount
    ), updated AS (
        UPDATE ar_document AS d SET document_on = w.new_document_on, due_on = w.new_due_on,
            amount = w.new_amount, base_amount = w.new_base, rate = w.new_rate
        FROM want AS w WHERE d.id = w.id AND w.new_base IS NOT NULL
    )
    SELECT array_agg(document_id), array_agg(instalment), array_agg(customer_id),
        array_agg(currency), array_agg(kind), array_agg(document_on), array_agg(due_on),
        array_agg(effective_on), array_agg(amount), array_agg(base), array_agg(allocation_id),
        array_agg(other_id), count(*),
        min(currency || ' on ' || effective_on) FILTER (WHERE base IS NULL)
    INTO v_doc, v_no, v_customer, v_currency, v_kind, v_document_on, v_due, v_on, v_amount,
        v_base, v_allocation, v_other, v_count, v_missing
    FROM change;
    IF v_missing IS NOT NULL THEN
        RAISE EXCEPTION 'no exchange rate: %', v_missing
            USING ERRCODE = 'CH103', DETAIL = v_missing;
    END IF;
    IF v_count > 0 THEN
        PERFORM ar_write(v_doc, v_no, v_customer, v_currency, v_kind,
            array_fill(2::smallint, ARRAY[v_count]), v_document_on, v_due, v_on, v_amount, v_base,
            v_allocation, v_other);
    END IF;
    PERFORM ar_refresh(ARRAY(SELECT DISTINCT x FROM unnest(v_touched) AS x));
    IF v_again IS NOT NULL THEN
        PERFORM ar_allocate(v_credit, v_target, v_target_no, v_part, v_applied);
    END IF;
    IF EXISTS (
        SELECT FROM ar_open_item AS i JOIN ar_document AS d ON d.id = i.document_id
        WHERE d.id = ANY (p_document) AND i.amount <> 0
            AND (sign(i.amount) <> sign(d.amount) OR abs(i.amount) > abs(d.amount))
    ) THEN
        RAISE EXCEPTION 'the new amount is less than what is settled' USING ERRCODE = 'CH111';
    END IF;
    PERFORM ar_settle_base(p_document);
    IF EXISTS (SELECT FROM webhook_subscription) THEN
        PERFORM ar_event_tell('changed', p_document, v_touched);
    END IF;
END
$$;

-- Takes away what write-offs at an earlier rate have left in base on items that are settled.
CREATE FUNCTION ar_settle_base(p_documents bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_doc bigint[]; v_no smallint[]; v_customer bigint[]; v_currency text[];
    v_document_on date[]; v_due date[]; v_on date[]; v_base bigint[]; v_count integer;
BEGIN
    SELECT array_agg(document_id), array_agg(instalment), array_agg(customer_id),
        array_agg(currency), array_agg(document_on), array_agg(due_on), array_agg(settled_on),
        array_agg(-base_amount), count(*)
    INTO v_doc, v_no, v_customer, v_currency, v_document_on, v_due, v_on, v_base, v_count
    FROM ar_open_item AS i
    -- What was taken back settles nothing any more.
    CROSS JOIN LATERAL (SELECT coalesce(max(g.effective_on), i.from_on) AS settled_on FROM (
        SELECT effective_on FROM ar_entry WHERE document_id = i.document_id AND kind = 12
        GROUP BY effective_on HAVING sum(amount) <> 0) AS g) AS w
    WHERE document_id = ANY (p_documents) AND amount = 0;
    IF v_count > 0 THEN
        PERFORM ar_write(v_doc, v_no, v_customer, v_currency,
            array_fill(12::smallint, ARRAY[v_count]), array_fill(2::smallint, ARRAY[v_count]),
            v_document_on, v_due, v_on, array_fill(0::bigint, ARRAY[v_count]), v_base,
            array_fill(NULL::bigint, ARRAY[v_count]), array_fill(NULL::bigint, ARRAY[v_count]));
        PERFORM ar_refresh(v_doc);
    END IF;
END
$$;

-- Takes a write-off back on the day on which it counts now: a correction of its document may have
-- moved it since. With the last one in force all that is left of write-offs goes, each day's on its
-- own day: also what a change of the rate has left of them in base. False where it is not in force
-- any more.
CREATE FUNCTION ar_reverse_write_off(p_write_off bigint) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    v_entry ar_entry;
    v_left  bigint;
    v_document_on date[]; v_due date[]; v_on date[]; v_amount bigint[]; v_base bigint[];
    v_count integer;
BEGIN
    SELECT * INTO v_entry FROM ar_entry WHERE id = p_write_off AND kind = 12 AND cause = 0;
    PERFORM ar_lock(ARRAY[v_entry.document_id]);
    IF EXISTS (SELECT FROM ar_write_off_reversal WHERE write_off_id = p_write_off) THEN
        RETURN false;
    END IF;
    SELECT sum(amount) INTO v_left FROM ar_entry
    WHERE document_id = v_entry.document_id AND instalment = v_entry.instalment AND kind = 12;
    IF v_left = v_entry.amount THEN
        SELECT array_agg(document_on), array_agg(due_on), array_agg(effective_on),
            array_agg(-amount), array_agg(-base_amount), count(*)
        INTO v_document_on, v_due, v_on, v_amount, v_base, v_count
        FROM (
            SELECT document_on, due_on, effective_on, sum(amount)::bigint AS amount,
                sum(base_amount)::bigint AS base_amount
            FROM ar_entry
            WHERE document_id = v_entry.document_id AND instalment = v_entry.instalment
                AND kind = 12
            GROUP BY document_on, due_on, effective_on
            HAVING sum(amount) <> 0 OR sum(base_amount) <> 0
        ) AS g;
    ELSE
        SELECT ARRAY[document_on], ARRAY[due_on], ARRAY[effective_on], ARRAY[-v_entry.amount],
            ARRAY[-v_entry.base_amount], 1
        INTO v_document_on, v_due, v_on, v_amount, v_base, v_count
        FROM ar_entry
        WHERE document_id = v_entry.document_id AND instalment = v_entry.instalment AND kind = 12
        GROUP BY document_on, due_on, effective_on
        HAVING sign(sum(amount)) = sign(v_entry.amount)
            AND abs(sum(amount)) >= abs(v_entry.amount)
        -- Where corrections have moved it; where an import's were undone, on its own day.
        ORDER BY effective_on = greatest(v_entry.effective_on, (SELECT max(document_on)
                FROM ar_entry WHERE document_id = v_entry.document_id AND id > v_entry.id)) DESC,
            effective_on = v_entry.effective_on DESC, effective_on
        LIMIT 1;
        IF NOT FOUND THEN RETURN false; END IF;
    END IF;
    PERFORM ar_write(array_fill(v_entry.document_id, ARRAY[v_count]),
        array_fill(v_entry.instalment, ARRAY[v_count]),
        array_fill(v_entry.customer_id, ARRAY[v_count]),
        array_fill(v_entry.currency::text, ARRAY[v_count]),
        array_fill(12::smallint, ARRAY[v_count]), array_fill(3::smallint, ARRAY[v_count]),
        v_document_on, v_due, v_on, v_amount, v_base,
        array_fill(NULL::bigint, ARRAY[v_count]), array_fill(NULL::bigint, ARRAY[v_count]));
    INSERT INTO ar_write_off_reversal (write_off_id, document_id, recorded_at)
    VALUES (p_write_off, v_entry.document_id, ar_recorded_at());
    PERFORM ar_refresh(ARRAY[v_entry.document_id]);
    IF EXISTS (SELECT FROM webhook_subscription) THEN
        PERFORM ar_event_write_off('invoice.write_off_reversed', ARRAY[v_entry.document_id],
            ARRAY[abs(v_entry.amount)]);
        PERFORM ar_event_tell(NULL, NULL, ARRAY[v_entry.document_id]);
    END IF;
    RETURN true;
END
$$;
