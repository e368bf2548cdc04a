-- Posting: every movement of a document goes through ar_write, which also writes its journal
-- entry; ar_refresh then rebuilds what is derived for the documents that moved.

CREATE FUNCTION ar_half_even(p_value numeric) RETURNS bigint
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT (CASE WHEN abs(p_value - trunc(p_value)) = 0.5
        THEN 2 * round(p_value / 2) ELSE round(p_value) END)::bigint
$$;

-- p_base × p_part ÷ p_whole, rounded half to even without an intermediate rounding.
CREATE FUNCTION ar_share(p_base bigint, p_part bigint, p_whole bigint) RETURNS bigint
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    v_product  numeric;
    v_quotient numeric;
    v_rest     numeric;
BEGIN
    IF p_part = p_whole THEN RETURN p_base; END IF;
    IF p_base = p_whole THEN RETURN p_part; END IF;
    v_product := p_base::numeric * p_part;
    v_quotient := div(v_product, p_whole);
    v_rest := 2 * abs(v_product - v_quotient * p_whole);
    IF v_rest > abs(p_whole) OR (v_rest = abs(p_whole) AND v_quotient % 2 <> 0) THEN
        v_quotient := v_quotient + sign(v_product) * sign(p_whole);
    END IF;
    RETURN v_quotient;
END
$$;

-- An amount in base currency at a rate; both currencies' decimals count.
CREATE FUNCTION ar_to_base(p_amount bigint, p_rate numeric, p_decimals integer, p_base_decimals integer)
RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT ar_half_even(p_amount * p_rate * 10::numeric ^ (p_base_decimals - p_decimals))
$$;

CREATE FUNCTION ar_rate_on(p_currency text, p_on date) RETURNS numeric
LANGUAGE sql STABLE AS $$
    SELECT rate FROM ar_rate WHERE currency = p_currency AND valid_on <= p_on
    ORDER BY valid_on DESC LIMIT 1
$$;

CREATE FUNCTION ar_recorded_at() RETURNS timestamptz
LANGUAGE sql STABLE AS $$
    SELECT current_setting('countinghouse.recorded_at')::timestamptz
$$;

-- The account that stands against receivables for a kind of movement.
CREATE FUNCTION ar_contra_account(p_kind smallint) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE p_kind WHEN 1 THEN 3 WHEN 2 THEN 4 WHEN 3 THEN 2 WHEN 4 THEN 2 WHEN 5 THEN 8
        WHEN 10 THEN 6 WHEN 12 THEN 5 WHEN 15 THEN 7 END
$$;

-- Writes movements (parallel arrays, one element a row of ar_entry) and their journal entries:
-- one entry per document, kind and day; for an allocation one only if its two sides differ in
-- base currency, which is a realised exchange difference.
CREATE FUNCTION ar_write(
    p_document bigint[], p_instalment smallint[], p_customer bigint[], p_currency text[],
    p_kind smallint[], p_cause smallint[], p_document_on date[], p_due_on date[],
    p_effective_on date[], p_amount bigint[], p_base bigint[], p_allocation bigint[],
    p_other bigint[]
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_on date[]; v_kind smallint[]; v_source bigint[]; v_contra integer[];
    v_currency text[]; v_amount bigint[]; v_base bigint[]; v_count integer;
BEGIN
    INSERT INTO ar_entry (document_id, instalment, customer_id, currency, kind, cause,
        document_on, due_on, effective_on, amount, base_amount, allocation_id, other_id,
        recorded_at)
    SELECT e.*, ar_recorded_at()
    FROM unnest(p_document, p_instalment, p_customer, p_currency, p_kind, p_cause,
        p_document_on, p_due_on, p_effective_on, p_amount, p_base, p_allocation, p_other) AS e;

    SELECT array_agg(effective_on), array_agg(kind), array_agg(document),
        array_agg(ar_contra_account(kind)), array_agg(currency), array_agg(amount),
        array_agg(base), count(*)
    INTO v_on, v_kind, v_source, v_contra, v_currency, v_amount, v_base, v_count
    FROM (
        SELECT min(document) AS document, kind, effective_on, currency,
            sum(amount)::bigint AS amount, sum(base)::bigint AS base
        FROM unnest(p_document, p_kind, p_effective_on, p_currency, p_amount, p_base,
            p_allocation) AS e (document, kind, effective_on, currency, amount, base, allocation)
        GROUP BY coalesce(-allocation, document), kind, effective_on, currency
        HAVING sum(amount) <> 0 OR sum(base) <> 0
    ) AS entry;
    IF v_count > 0 THEN
        PERFORM ledger_transfer(v_on, v_kind, v_source, array_fill(1, ARRAY[v_count]),
            v_contra, v_currency, v_amount, v_base);
    END IF;
END
$$;

-- Brings ar_settled_document up to date with the documents named and their open items.
CREATE FUNCTION ar_mark_settled(p_documents bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    WITH named AS (
        SELECT d.id, d.customer_id, d.amount, d.document_on, d.due_on, d.kind,
            d.status = 1 AND NOT EXISTS (SELECT FROM ar_open_item AS i
                WHERE i.document_id = d.id AND i.amount <> 0) AS is_settled
        FROM ar_document AS d WHERE d.id = ANY (p_documents)
    ), gone AS (
        DELETE FROM ar_settled_document AS s USING named AS n
        WHERE NOT n.is_settled AND (s.kind, s.document_id) = (n.kind, n.id)
    )
    INSERT INTO ar_settled_document AS s (document_id, customer_id, amount, document_on, due_on,
        kind)
    SELECT id, customer_id, amount, document_on, due_on, kind FROM named WHERE is_settled
    ON CONFLICT (kind, document_id) DO UPDATE SET amount = excluded.amount,
        document_on = excluded.document_on, due_on = excluded.due_on
    WHERE (s.amount, s.document_on, s.due_on)
        <> (excluded.amount, excluded.document_on, excluded.due_on);
END
$$;

-- Rebuilds what is derived for the documents named: their steps and whether they are settled.
-- Appends to ar_delta what changed.
CREATE FUNCTION ar_refresh(p_documents bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    WITH gone AS (
        DELETE FROM ar_open_item WHERE document_id = ANY (p_documents)
        RETURNING customer_id, due_on, base_amount, documents
    )
    INSERT INTO ar_delta (customer_id, due_on, base_amount, items, documents)
    SELECT customer_id, due_on, -sum(base_amount), -count(*), -sum(documents)
    FROM gone GROUP BY customer_id, due_on;

    DELETE FROM ar_past_item WHERE document_id = ANY (p_documents);

    WITH moved AS (
        SELECT document_id, instalment, customer_id, currency, due_on, document_on,
            effective_on, min(kind) AS kind, sum(amount) AS amount, sum(base_amount) AS base
        FROM ar_entry WHERE document_id = ANY (p_documents)
        GROUP BY document_id, instalment, customer_id, currency, due_on, document_on,
            effective_on
    ), item AS (
        SELECT DISTINCT document_id, instalment, customer_id, currency, due_on, document_on
        FROM moved
    ), day AS (
        SELECT DISTINCT document_id, effective_on FROM moved
    ), step AS (
        SELECT i.*, d.effective_on AS from_on,
            coalesce(lead(d.effective_on) OVER w, 'infinity') AS to_on,
            sum(coalesce(m.amount, 0)) OVER w AS amount,
            sum(coalesce(m.base, 0)) OVER w AS base_amount
        FROM item AS i JOIN day AS d USING (document_id)
        LEFT JOIN moved AS m ON (m.document_id, m.instalment, m.due_on, m.document_on,
                m.effective_on)
            = (i.document_id, i.instalment, i.due_on, i.document_on, d.effective_on)
        WINDOW w AS (PARTITION BY i.document_id, i.instalment, i.due_on, i.document_on
            ORDER BY d.effective_on)
    ), open AS (
        SELECT s.*, (k.kind = 1 AND s.amount <> 0 AND row_number() OVER (
            PARTITION BY s.document_id, s.from_on
            ORDER BY (s.amount = 0), s.due_on, s.instalment) = 1)::integer AS documents
        FROM step AS s
        JOIN ar_document AS k ON k.id = s.document_id
        WHERE s.amount <> 0 OR s.base_amount <> 0
    ), past AS (
        INSERT INTO ar_past_item (document_id, instalment, customer_id, currency, due_on,
            document_on, from_on, to_on, amount, base_amount, documents)
        SELECT document_id, instalment, customer_id, currency, due_on, document_on, from_on,
            to_on, amount, base_amount, documents
        FROM open WHERE to_on <> 'infinity'
    ), last AS (
        INSERT INTO ar_open_item (document_id, instalment, customer_id, currency, due_on,
            document_on, from_on, amount, base_amount, documents)
        SELECT document_id, instalment, customer_id, currency, due_on, document_on, from_on,
            amount, base_amount, documents
        FROM open WHERE to_on = 'infinity'
        RETURNING customer_id, due_on, base_amount, documents
    )
    INSERT INTO ar_delta (customer_id, due_on, base_amount, items, documents)
    SELECT customer_id, due_on, sum(base_amount), count(*), sum(documents)
    FROM last GROUP BY customer_id, due_on;
    PERFORM ar_mark_settled(p_documents);
END
$$;

-- Posts new documents; amounts positive, the kind gives the sign (an opening balance keeps its
-- own). p_rate null: the rate table's. Instalments as parallel arrays that name their document
-- by its position; a document without any is due at once on its due date. Returns the ids.
CREATE FUNCTION ar_post_documents(
    p_kind smallint[], p_customer bigint[], p_number text[], p_document_on date[],
    p_due_on date[], p_currency text[], p_amount bigint[], p_rate numeric[],
    p_reference text[], p_part_of integer[], p_part_no smallint[], p_part_due date[],
    p_part_amount bigint[]
) RETURNS bigint[] LANGUAGE plpgsql AS $$
DECLARE
    v_recorded_at timestamptz := ar_recorded_at();
    v_ids bigint[]; v_amount bigint[]; v_base bigint[]; v_rate numeric[];
    v_document bigint[]; v_no smallint[]; v_customer bigint[]; v_currency text[];
    v_kind smallint[]; v_on date[]; v_due date[]; v_item bigint[]; v_item_base bigint[];
    v_zero smallint[]; v_null bigint[]; v_missing text; v_strangers bigint;
BEGIN
    SELECT array_agg(nextval('ar_document_id') ORDER BY no),
        array_agg(signed ORDER BY no),
        array_agg(CASE WHEN d.currency = s.base_currency THEN signed
            ELSE ar_to_base(signed, r.rate, c.decimals, b.decimals) END ORDER BY no),
        array_agg(r.rate ORDER BY no),
        min(d.currency || ' on ' || d.document_on)
            FILTER (WHERE d.currency <> s.base_currency AND r.rate IS NULL),
        count(*) FILTER (WHERE k.id IS NULL)
    INTO v_ids, v_amount, v_base, v_rate, v_missing, v_strangers
    FROM ar_setting AS s,
        unnest(p_kind, p_customer, p_currency, p_amount, p_document_on, p_rate) WITH ORDINALITY
            AS d (kind, customer_id, currency, amount, document_on, rate, no)
        LEFT JOIN ar_customer AS k ON k.id = d.customer_id
        LEFT JOIN ar_currency AS c ON c.code = d.currency
        CROSS JOIN LATERAL (SELECT CASE WHEN d.kind IN (2, 3) THEN -d.amount
            ELSE d.amount END AS signed) AS x
        CROSS JOIN LATERAL (SELECT CASE WHEN d.currency = s.base_currency THEN NULL
            ELSE coalesce(d.rate, ar_rate_on(d.currency, d.document_on)) END AS rate) AS r,
        ar_currency AS b
    WHERE b.code = s.base_currency;
    IF v_strangers > 0 THEN
        RAISE EXCEPTION 'no such customer' USING ERRCODE = 'CH105';
    END IF;
    IF v_missing IS NOT NULL THEN
        RAISE EXCEPTION 'no exchange rate: %', v_missing
            USING ERRCODE = 'CH103', DETAIL = v_missing;
    END IF;

    INSERT INTO ar_document (id, kind, customer_id, number, document_on, due_on, currency,
        amount, base_amount, rate, reference, status, instalments, recorded_at)
    SELECT d.id, d.kind, d.customer_id, d.number, d.document_on, d.due_on, d.currency, d.amount,
        d.base_amount, d.rate, d.reference, 1, greatest(1, (
            SELECT count(*) FROM unnest(p_part_of) AS part WHERE part = d.no)), v_recorded_at
    FROM unnest(v_ids, p_kind, p_customer, p_number, p_document_on, p_due_on, p_currency,
        v_amount, v_base, v_rate, p_reference) WITH ORDINALITY
        AS d (id, kind, customer_id, number, document_on, due_on, currency, amount, base_amount,
            rate, reference, no);

    SELECT array_agg(v_ids[i]), array_agg(no), array_agg(p_customer[i]),
        array_agg(p_currency[i]), array_agg(p_kind[i]), array_agg(p_document_on[i]),
        array_agg(due_on), array_agg(amount), array_agg(base), array_agg(0::smallint),
        array_agg(NULL::bigint)
    INTO v_document, v_no, v_customer, v_currency, v_kind, v_on, v_due, v_item, v_item_base,
        v_zero, v_null
    FROM (
        SELECT i, 1::smallint AS no, p_due_on[i] AS due_on, v_amount[i] AS amount,
            v_base[i] AS base
        FROM generate_subscripts(v_ids, 1) AS i
        WHERE p_part_of IS NULL OR i <> ALL (p_part_of)
        UNION ALL
        -- Shares of the base amount by running totals: they add up to the document's.
        SELECT i, no, due_on, amount * sign(v_amount[i])::bigint,
            ar_share(v_base[i], reached, abs(v_amount[i]))
                - ar_share(v_base[i], reached - amount, abs(v_amount[i]))
        FROM (
            SELECT i, no, due_on, amount,
                (sum(amount) OVER (PARTITION BY i ORDER BY no))::bigint AS reached
            FROM unnest(p_part_of, p_part_no, p_part_due, p_part_amount)
                AS part (i, no, due_on, amount)
        ) AS part
    ) AS item;
    IF (SELECT sum(x) FROM unnest(v_item) AS x) <> (SELECT sum(x) FROM unnest(v_amount) AS x) THEN
        RAISE EXCEPTION 'the instalments do not add up' USING ERRCODE = 'CH104';
    END IF;

    INSERT INTO ar_instalment (document_id, no, due_on, amount)
    SELECT v_ids[i], no, due_on, amount * sign(v_amount[i])
    FROM unnest(p_part_of, p_part_no, p_part_due, p_part_amount)
        AS part (i, no, due_on, amount);

    PERFORM ar_write(v_document, v_no, v_customer, v_currency, v_kind, v_zero, v_on, v_due,
        v_on, v_item, v_item_base, v_null, v_null);
    INSERT INTO ar_open_item (document_id, instalment, customer_id, currency, document_on,
        due_on, from_on, amount, base_amount, documents)
    SELECT document_id, instalment, customer_id, currency, document_on, due_on, document_on,
        amount, base_amount, (kind = 1 AND row_number() OVER (
            PARTITION BY document_id ORDER BY due_on, instalment) = 1)::integer
    FROM unnest(v_document, v_no, v_customer, v_currency, v_kind, v_on, v_due, v_item,
        v_item_base) AS item (document_id, instalment, customer_id, currency, kind, document_on,
            due_on, amount, base_amount)
    WHERE amount <> 0;
    INSERT INTO ar_delta (customer_id, due_on, base_amount, items, documents)
    SELECT customer_id, due_on, base_amount, 1, (kind = 1 AND row_number() OVER (
        PARTITION BY document_id ORDER BY due_on, instalment) = 1)::integer
    FROM unnest(v_document, v_no, v_customer, v_kind, v_due, v_item, v_item_base)
        AS item (document_id, instalment, customer_id, kind, due_on, amount, base_amount)
    WHERE amount <> 0;
    IF 0 = ANY (p_amount) THEN
        PERFORM ar_mark_settled(v_ids);
    END IF;
    IF EXISTS (SELECT FROM webhook_subscription) THEN
        PERFORM ar_event_tell('created', v_ids, NULL);
    END IF;
    IF EXISTS (SELECT FROM ar_pending_application) THEN
        PERFORM ar_apply_pending(v_ids);
    END IF;
    RETURN v_ids;
END
$$;
