-- Settling open items: allocations and their reversal, write-offs, voids, corrections.

-- Locks the customers of documents, in one order, so that two postings never wait for each other
-- in a circle. What settles a document touches others of its customer, and which ones is only
-- known for certain once nobody else can settle them: hence the customer, not the documents.
CREATE FUNCTION ar_lock(p_documents bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM ar_customer
    WHERE id IN (SELECT customer_id FROM ar_document WHERE id = ANY (p_documents))
    ORDER BY id FOR NO KEY UPDATE;
END
$$;

-- Allocates credits (receipts, credit notes) to documents that are owed (parallel arrays, one
-- element a request). p_instalment 0: the oldest open one first. p_on null: the later of the
-- two documents' dates, before which an allocation is never effective. Returns the allocation
-- ids. Each side carries its own share of its base amount; what closes an item takes the rest.
CREATE FUNCTION ar_allocate(
    p_credit bigint[], p_target bigint[], p_instalment smallint[], p_amount bigint[], p_on date[]
) RETURNS bigint[] LANGUAGE plpgsql AS $$
DECLARE
    v_doc bigint[]; v_no smallint[]; v_customer bigint[]; v_currency text[]; v_on date[];
    v_document_on date[]; v_due date[]; v_amount bigint[]; v_base bigint[]; v_other bigint[];
    v_allocation bigint[]; v_reached bigint[]; v_count integer;
BEGIN
    IF EXISTS (SELECT FROM unnest(p_target, p_instalment) AS r (target, instalment)
        GROUP BY target HAVING min(instalment) = 0 AND max(instalment) > 0) THEN
        -- Which instalments are the oldest open ones depends on what the named ones leave.
        RETURN ar_allocate_in_turn(p_credit, p_target, p_instalment, p_amount, p_on);
    END IF;
    PERFORM ar_lock(p_credit || p_target);
    IF EXISTS (
        SELECT FROM unnest(p_credit, p_target, p_amount) AS r (credit, target, amount)
        LEFT JOIN ar_document AS c ON c.id = r.credit
        LEFT JOIN ar_document AS t ON t.id = r.target
        WHERE c.status IS DISTINCT FROM 1 OR t.status IS DISTINCT FROM 1 OR r.amount <= 0
            OR c.currency <> t.currency OR c.customer_id <> t.customer_id
    ) THEN
        IF EXISTS (SELECT FROM unnest(p_credit || p_target) AS named (id)
            WHERE NOT EXISTS (SELECT FROM ar_document AS d WHERE d.id = named.id)) THEN
            RAISE EXCEPTION 'no such document' USING ERRCODE = 'CH113';
        END IF;
        RAISE EXCEPTION 'these documents cannot be allocated' USING ERRCODE = 'CH110';
    END IF;

    WITH request AS (
        SELECT r.*, sum(amount) OVER (PARTITION BY credit ORDER BY no) - amount AS credit_from,
            sum(amount) OVER (PARTITION BY target, instalment ORDER BY no) - amount AS target_from
        FROM unnest(p_credit, p_target, p_instalment, p_amount, p_on) WITH ORDINALITY
            AS r (credit, target, instalment, amount, applied_on, no)
    ), item AS (
        SELECT i.*, sum(amount) OVER (PARTITION BY document_id ORDER BY due_on, instalment)
            - amount AS item_from
        FROM ar_open_item AS i WHERE document_id = ANY (p_target) AND amount > 0
    ), piece AS (
        SELECT r.no, r.credit, i.document_id AS target, i.instalment, i.due_on,
            i.document_on, i.customer_id, i.currency, i.amount AS open, i.base_amount AS open_base,
            greatest(r.target_from, x.at)::bigint AS piece_from,
            least(r.target_from + r.amount, x.at + i.amount)::bigint AS piece_to,
            x.at::bigint AS at, (r.credit_from - r.target_from)::bigint AS shift, r.applied_on
        FROM request AS r
        JOIN item AS i ON i.document_id = r.target AND r.instalment IN (0, i.instalment)
        CROSS JOIN LATERAL (
            SELECT CASE r.instalment WHEN 0 THEN i.item_from ELSE 0 END AS at) AS x
        WHERE r.target_from < x.at + i.amount AND x.at < r.target_from + r.amount
    ), pair AS (
        SELECT nextval('ar_allocation_id') AS allocation, p.*, p.piece_to - p.piece_from AS part,
            greatest(p.applied_on, p.document_on, c.document_on) AS effective_on,
            ar_share(p.open_base, p.piece_to - p.at, p.open)
                - ar_share(p.open_base, p.piece_from - p.at, p.open) AS target_base,
            ar_share(c.base_amount, p.piece_to + p.shift, -c.amount)
                - ar_share(c.base_amount, p.piece_from + p.shift, -c.amount) AS credit_base,
            c.document_on AS credit_on, c.due_on AS credit_due
        FROM piece AS p
        JOIN ar_open_item AS c ON c.document_id = p.credit AND c.amount < 0
    ), side AS (
        SELECT allocation, no, credit AS doc, 1::smallint AS inst, customer_id, currency,
            credit_on AS document_on, credit_due AS due_on, effective_on, part AS amount,
            -credit_base AS base, target AS other FROM pair
        UNION ALL
        SELECT allocation, no, target, instalment, customer_id, currency, document_on, due_on,
            effective_on, -part, -target_base, credit FROM pair
    )
    SELECT array_agg(doc), array_agg(inst), array_agg(customer_id), array_agg(currency),
        array_agg(document_on), array_agg(due_on), array_agg(effective_on), array_agg(amount),
        array_agg(base), array_agg(allocation), array_agg(other), count(*),
        array_agg(amount) FILTER (WHERE amount > 0)
    INTO v_doc, v_no, v_customer, v_currency, v_document_on, v_due, v_on, v_amount, v_base,
        v_allocation, v_other, v_count, v_reached
    FROM side;
    IF (SELECT sum(x) FROM unnest(v_reached) AS x)
        IS DISTINCT FROM (SELECT sum(x) FROM unnest(p_amount) AS x) THEN
        RAISE EXCEPTION 'more than is open' USING ERRCODE = 'CH111';
    END IF;

    PERFORM ar_write(v_doc, v_no, v_customer, v_currency, array_fill(10::smallint, ARRAY[v_count]),
        array_fill(0::smallint, ARRAY[v_count]), v_document_on, v_due, v_on, v_amount, v_base,
        v_allocation, v_other);
    PERFORM ar_refresh(ARRAY(SELECT DISTINCT x FROM unnest(p_credit || p_target) AS x));
    IF EXISTS (SELECT FROM ar_open_item WHERE document_id = ANY (p_target) AND amount < 0)
        OR EXISTS (SELECT FROM ar_open_item WHERE document_id = ANY (p_credit) AND amount > 0)
    THEN
        RAISE EXCEPTION 'more than is open' USING ERRCODE = 'CH111';
    END IF;
    IF EXISTS (SELECT FROM webhook_subscription) THEN
        PERFORM ar_event_tell(NULL, NULL, p_target);
    END IF;
    RETURN ARRAY(SELECT DISTINCT x FROM unnest(v_allocation) AS x ORDER BY x);
END
$$;

-- The same for requests of which some name an instalment and others of the same document do not:
-- the named ones go first.
CREATE FUNCTION ar_allocate_in_turn(
    p_credit bigint[], p_target bigint[], p_instalment smallint[], p_amount bigint[], p_on date[]
) RETURNS bigint[] LANGUAGE plpgsql AS $$
DECLARE
    v_ids  bigint[] := '{}';
    v_part record;
BEGIN
    PERFORM ar_lock(p_credit || p_target);
    FOR v_part IN
        SELECT array_agg(credit ORDER BY no) AS credits, array_agg(target ORDER BY no) AS targets,
            array_agg(instalment ORDER BY no) AS instalments,
            array_agg(amount ORDER BY no) AS amounts, array_agg(applied_on ORDER BY no) AS days
        FROM unnest(p_credit, p_target, p_instalment, p_amount, p_on) WITH ORDINALITY
            AS r (credit, target, instalment, amount, applied_on, no)
        GROUP BY instalment > 0 ORDER BY instalment > 0 DESC
    LOOP
        v_ids := v_ids || ar_allocate(v_part.credits, v_part.targets, v_part.instalments,
            v_part.amounts, v_part.days);
    END LOOP;
    RETURN v_ids;
END
$$;

-- Writes the opposite of the net of the entries chosen, at their own effective dates, with
-- today's recorded time. p_documents null: the allocations named; else every other movement of
-- the documents. Reversing twice finds a net of nothing and changes nothing.
CREATE FUNCTION ar_reverse(p_allocations bigint[], p_documents bigint[], p_cause smallint)
RETURNS bigint[] LANGUAGE plpgsql AS $$
DECLARE
    v_doc bigint[]; v_no smallint[]; v_customer bigint[]; v_currency text[]; v_kind smallint[];
    v_document_on date[]; v_due date[]; v_on date[]; v_amount bigint[]; v_base bigint[];
    v_allocation bigint[]; v_other bigint[]; v_count integer;
BEGIN
    SELECT array_agg(document_id), array_agg(instalment), array_agg(customer_id),
        array_agg(currency), array_agg(kind), array_agg(document_on), array_agg(due_on),
        array_agg(effective_on), array_agg(-amount), array_agg(-base), array_agg(allocation_id),
        array_agg(other_id), count(*)
    INTO v_doc, v_no, v_customer, v_currency, v_kind, v_document_on, v_due, v_on, v_amount,
        v_base, v_allocation, v_other, v_count
    FROM (
        SELECT document_id, instalment, customer_id, currency, kind, document_on, due_on,
            effective_on, allocation_id, other_id, sum(amount)::bigint AS amount,
            sum(base_amount)::bigint AS base
        FROM ar_entry
        WHERE allocation_id = ANY (p_allocations)
            OR (document_id = ANY (p_documents) AND allocation_id IS NULL)
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
        HAVING sum(amount) <> 0 OR sum(base_amount) <> 0
    ) AS net;
    IF v_count > 0 THEN
        PERFORM ar_write(v_doc, v_no, v_customer, v_currency, v_kind,
            array_fill(p_cause, ARRAY[v_count]), v_document_on, v_due, v_on, v_amount, v_base,
            v_allocation, v_other);
    END IF;
    RETURN ARRAY(SELECT DISTINCT x FROM unnest(v_doc) AS x);
END
$$;

-- Takes allocations back: what they applied is open and unapplied again from the day on which
-- they were effective. Returns how many were still in force.
CREATE FUNCTION ar_reverse_allocations(p_allocations bigint[]) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    v_count   integer;
    v_touched bigint[];
BEGIN
    PERFORM ar_lock(ARRAY(SELECT DISTINCT document_id FROM ar_entry
        WHERE allocation_id = ANY (p_allocations)));
    SELECT count(DISTINCT allocation_id) INTO v_count
    FROM (
        SELECT allocation_id FROM ar_entry WHERE allocation_id = ANY (p_allocations)
        GROUP BY allocation_id, document_id HAVING sum(amount) <> 0
    ) AS in_force;
    v_touched := ar_reverse(p_allocations, NULL, 3::smallint);
    PERFORM ar_refresh(v_touched);
    IF EXISTS (SELECT FROM webhook_subscription) THEN
        PERFORM ar_event_tell(NULL, NULL, v_touched);
    END IF;
    RETURN v_count;
END
$$;

-- Voids documents: their allocations are taken back, then every movement of theirs, each at its
-- own date. Returns how many were not void before.
CREATE FUNCTION ar_void(p_documents bigint[]) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    v_touched bigint[];
    v_voided  bigint[];
BEGIN
    PERFORM ar_lock(p_documents);
    WITH voided AS (
        UPDATE ar_document SET status = 2 WHERE id = ANY (p_documents) AND status <> 2
        RETURNING id
    )
    SELECT coalesce(array_agg(id ORDER BY id), '{}') INTO v_voided FROM voided;
    v_touched := ar_reverse(ARRAY(SELECT DISTINCT allocation_id FROM ar_entry
        WHERE document_id = ANY (p_documents) AND allocation_id IS NOT NULL), NULL, 3::smallint);
    v_touched := v_touched || ar_reverse(NULL, p_documents, 1::smallint);
    -- With those of nothing, which have no movement to take back.
    PERFORM ar_refresh(ARRAY(SELECT DISTINCT x FROM unnest(p_documents || v_touched) AS x));
    IF EXISTS (SELECT FROM webhook_subscription) THEN
        PERFORM ar_event_tell('voided', v_voided, v_touched);
    END IF;
    RETURN cardinality(v_voided);
END
$$;

-- Applies receipts that were waiting for these invoices, as far as both are open.
CREATE FUNCTION ar_apply_pending(p_documents bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_row  record;
    v_part bigint;
BEGIN
    PERFORM ar_lock(p_documents);
    FOR v_row IN
        DELETE FROM ar_pending_application AS p USING ar_document AS d, ar_document AS r
        WHERE d.id = ANY (p_documents) AND d.customer_id = p.customer_id AND d.kind = 1
            AND d.number = p.number AND d.status = 1 AND r.id = p.receipt_id AND r.status = 1
            AND r.currency = d.currency
        RETURNING p.receipt_id, d.id AS target_id, p.amount, p.applied_on
    LOOP
        SELECT least(v_row.amount,
            (SELECT -sum(amount) FROM ar_open_item WHERE document_id = v_row.receipt_id),
            (SELECT sum(amount) FROM ar_open_item WHERE document_id = v_row.target_id))
        INTO v_part;
        IF v_part > 0 THEN
            PERFORM ar_allocate(ARRAY[v_row.receipt_id], ARRAY[v_row.target_id],
                ARRAY[0::smallint], ARRAY[v_part], ARRAY[v_row.applied_on]);
        END IF;
    END LOOP;
END
$$;

-- Writes off part of what is open on documents, oldest instalment first (amounts positive; on a
-- credit they reduce the credit). Never effective before the document.
CREATE FUNCTION ar_write_off(p_document bigint[], p_amount bigint[], p_on date[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_doc bigint[]; v_no smallint[]; v_customer bigint[]; v_currency text[];
    v_document_on date[]; v_due date[]; v_on date[]; v_amount bigint[]; v_base bigint[];
    v_count integer;
BEGIN
    PERFORM ar_lock(p_document);
    SELECT array_agg(document_id), array_agg(instalment), array_agg(customer_id),
        array_agg(currency), array_agg(document_on), array_agg(due_on), array_agg(effective_on),
        array_agg(-sign(amount)::bigint * (part_to - part_from)),
        array_agg(ar_share(base_amount, part_from, abs(amount))
            - ar_share(base_amount, part_to, abs(amount))), count(*)
    INTO v_doc, v_no, v_customer, v_currency, v_document_on, v_due, v_on, v_amount, v_base,
        v_count
    FROM (
        SELECT i.*, greatest(r.applied_on, i.document_on) AS effective_on,
            greatest(r.reached - r.amount - i.item_from, 0)::bigint AS part_from,
            least(r.reached - i.item_from, abs(i.amount))::bigint AS part_to
        FROM (
            SELECT *, sum(amount) OVER (PARTITION BY document ORDER BY no) AS reached
            FROM unnest(p_document, p_amount, p_on) WITH ORDINALITY
                AS r (document, amount, applied_on, no)
        ) AS r
        JOIN (
            SELECT *, sum(abs(amount)) OVER (PARTITION BY document_id
                ORDER BY due_on, instalment) - abs(amount) AS item_from
            FROM ar_open_item WHERE document_id = ANY (p_document)
        ) AS i ON i.document_id = r.document
    ) AS piece
    WHERE part_from < part_to;
    IF (SELECT sum(abs(x)) FROM unnest(v_amount) AS x)
        IS DISTINCT FROM (SELECT sum(x) FROM unnest(p_amount) AS x) THEN
        RAISE EXCEPTION 'more than is open' USING ERRCODE = 'CH111';
    END IF;
    PERFORM ar_write(v_doc, v_no, v_customer, v_currency, array_fill(12::smallint, ARRAY[v_count]),
        array_fill(0::smallint, ARRAY[v_count]), v_document_on, v_due, v_on, v_amount, v_base,
        array_fill(NULL::bigint, ARRAY[v_count]), array_fill(NULL::bigint, ARRAY[v_count]));
    PERFORM ar_refresh(ARRAY(SELECT DISTINCT x FROM unnest(p_document) AS x));
    IF EXISTS (SELECT FROM webhook_subscription) THEN
        PERFORM ar_event_write_off('invoice.written_off', p_document, p_amount);
    END IF;
END
$$;

-- Values every foreign item open on a day at that day's rates: a base-only movement then and its
-- opposite the next day. Running it again for the same day posts the change only.
CREATE FUNCTION ar_revalue(p_on date) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    v_doc bigint[]; v_no smallint[]; v_customer bigint[]; v_currency text[];
    v_document_on date[]; v_due date[]; v_base bigint[]; v_count integer; v_missing text;
    -- What is posted after this has begun is not valued: nobody holds a lock for it.
    v_known bigint[] := ARRAY(SELECT document_id FROM ar_open_item, ar_setting
        WHERE currency <> base_currency AND from_on <= p_on
        UNION SELECT document_id FROM ar_past_item, ar_setting
        WHERE currency <> base_currency AND from_on <= p_on AND to_on > p_on);
BEGIN
    PERFORM ar_lock(v_known);
    SELECT array_agg(document_id), array_agg(instalment), array_agg(customer_id),
        array_agg(currency), array_agg(document_on), array_agg(due_on), array_agg(difference),
        count(*), min(currency) FILTER (WHERE difference IS NULL)
    INTO v_doc, v_no, v_customer, v_currency, v_document_on, v_due, v_base, v_count, v_missing
    FROM (
        SELECT i.*, ar_to_base(i.amount, ar_rate_on(i.currency, p_on), c.decimals, b.decimals)
            - i.base_amount AS difference
        FROM (
            SELECT document_id, instalment, customer_id, currency, document_on, due_on, amount,
                base_amount FROM ar_open_item
            WHERE from_on <= p_on AND document_id = ANY (v_known)
            UNION ALL
            SELECT document_id, instalment, customer_id, currency, document_on, due_on, amount,
                base_amount FROM ar_past_item
            WHERE from_on <= p_on AND to_on > p_on AND document_id = ANY (v_known)
        ) AS i, ar_setting AS s, ar_currency AS b, ar_currency AS c
        WHERE i.currency <> s.base_currency AND b.code = s.base_currency AND c.code = i.currency
    ) AS item
    WHERE difference IS DISTINCT FROM 0;
    IF v_missing IS NOT NULL THEN
        RAISE EXCEPTION 'no exchange rate: %', v_missing || ' on ' || p_on
            USING ERRCODE = 'CH103', DETAIL = v_missing || ' on ' || p_on;
    END IF;
    IF v_count = 0 THEN RETURN 0; END IF;
    PERFORM ar_write(v_doc || v_doc, v_no || v_no, v_customer || v_customer,
        v_currency || v_currency, array_fill(15::smallint, ARRAY[2 * v_count]),
        array_fill(0::smallint, ARRAY[2 * v_count]), v_document_on || v_document_on,
        v_due || v_due,
        array_fill(p_on, ARRAY[v_count]) || array_fill(p_on + 1, ARRAY[v_count]),
        array_fill(0::bigint, ARRAY[2 * v_count]),
        v_base || ARRAY(SELECT -x FROM unnest(v_base) WITH ORDINALITY AS b (x, no) ORDER BY no),
        array_fill(NULL::bigint, ARRAY[2 * v_count]), array_fill(NULL::bigint, ARRAY[2 * v_count]));
    PERFORM ar_refresh(ARRAY(SELECT DISTINCT x FROM unnest(v_doc) AS x));
    RETURN v_count;
END
$$;
