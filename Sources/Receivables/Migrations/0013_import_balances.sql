-- Import: what lists say is open. The part of a document that is paid by that, and that no
-- document of its own accounts for, becomes an assumed payment of the list's day.
-- Whole files are compared with tables whose statistics may be of before the last one: the
-- functions do without nested loops, which would then take the square of the time.

-- Gathers in import_stated what the file says is open, one row a document; the further lines of
-- a document that say something else are rejected.
CREATE FUNCTION ar_import_balances() RETURNS void LANGUAGE plpgsql
SET enable_nestloop = off AS $$
BEGIN
    INSERT INTO import_reject (line, field, value, code, detail)
    SELECT i.line, 'number', i.number, 'repeated', i.first_line
    FROM import_item AS i
    JOIN import_row AS r ON r.line = i.line
    JOIN import_row AS f ON f.line = i.first_line
    WHERE i.outcome = 3 AND NOT i.derived AND r.open_amount IS DISTINCT FROM f.open_amount;
    IF FOUND THEN
        UPDATE import_item AS i SET outcome = 4 FROM import_reject AS x WHERE x.line = i.line;
        DELETE FROM import_warning AS w USING import_reject AS x
        WHERE x.line = w.line AND w.code = 'duplicate';
    END IF;
    CREATE TEMP TABLE import_stated ON COMMIT DROP AS
    SELECT i.document_id, r.stated_on AS as_of, r.open_amount AS open,
        coalesce(r.dated, false) AS dated, i.line, i.kind, i.customer_id, i.currency, i.amount,
        i.number, i.document_on, i.rate
    FROM import_item AS i
    JOIN import_row AS r USING (line)
    LEFT JOIN ar_document AS d ON d.id = i.document_id
    WHERE NOT i.derived AND i.outcome IN (0, 1, 2) AND r.open_amount IS NOT NULL
        AND coalesce(d.status, 1) = 1;
    INSERT INTO import_warning (line, code, subject, currency, amount)
    SELECT line, 'open_exceeds', number, currency, abs(open) FROM import_stated
    WHERE abs(open) > abs(amount) AND sign(open) = sign(amount)
    UNION ALL
    SELECT line, 'open_opposite', number, currency, abs(open) FROM import_stated
    WHERE sign(open) = -sign(amount) AND open <> 0;
    -- Payments are assumed, not taken back: the later day counts.
    INSERT INTO import_warning (line, code, subject, object, amount)
    SELECT 0, 'open_grew', string_agg(number, ', ' ORDER BY line) FILTER (WHERE no <= 3),
        to_char(min(as_of), 'YYYY-MM-DD'), count(*)
    FROM (
        SELECT s.number, s.line, min(least(b.as_of, s.as_of)) AS as_of,
            row_number() OVER (ORDER BY s.line) AS no
        FROM import_stated AS s JOIN ar_stated_balance AS b USING (document_id)
        WHERE CASE WHEN b.as_of < s.as_of THEN abs(b.open) < abs(s.open)
            WHEN b.as_of > s.as_of THEN abs(b.open) > abs(s.open) END
        GROUP BY s.document_id, s.number, s.line
    ) AS grown
    HAVING count(*) > 0;
END
$$;

-- The documents that are open in the books on a day and that the file does not list: a warning
-- or, with p_close, nothing is open of them on that day.
CREATE FUNCTION ar_import_missing(p_as_of date, p_close boolean) RETURNS bigint
LANGUAGE plpgsql
SET enable_nestloop = off AS $$
DECLARE
    v_count bigint;
BEGIN
    CREATE TEMP TABLE import_missing ON COMMIT DROP AS
    SELECT d.id AS document_id, d.kind, d.customer_id, d.currency, d.amount, d.number,
        d.document_on, d.rate, -row_number() OVER (ORDER BY c.code, d.kind, d.number) AS line,
        c.code
    FROM (
        SELECT document_id FROM (
            SELECT document_id, amount FROM ar_open_item WHERE from_on <= p_as_of
            UNION ALL
            SELECT document_id, amount FROM ar_past_item
            WHERE from_on <= p_as_of AND to_on > p_as_of
        ) AS item
        GROUP BY document_id HAVING sum(amount) <> 0
    ) AS o
    JOIN ar_document AS d ON d.id = o.document_id
    JOIN ar_customer AS c ON c.id = d.customer_id
    WHERE d.status = 1 AND NOT (d.kind = 5 AND d.date_assumed)
        AND NOT EXISTS (SELECT FROM import_item AS i WHERE i.document_id = d.id)
        AND NOT EXISTS (SELECT FROM ar_assumed_payment AS p WHERE p.payment_id = d.id);
    SELECT count(*) INTO v_count FROM import_missing;
    IF v_count = 0 THEN RETURN 0; END IF;
    INSERT INTO import_warning (line, code, subject, object, amount)
    SELECT 0, CASE WHEN p_close THEN 'closed' ELSE 'not_listed' END,
        string_agg(code || ' ' || number, ', ' ORDER BY line DESC) FILTER (WHERE line >= -3),
        p_as_of::text, v_count
    FROM import_missing;
    IF p_close THEN
        INSERT INTO import_stated (document_id, as_of, open, dated, line, kind, customer_id,
            currency, amount, number, document_on, rate)
        SELECT document_id, p_as_of, 0, false, line, kind, customer_id, currency, amount, number,
            document_on, rate
        FROM import_missing;
    END IF;
    RETURN v_count;
END
$$;

-- Adds to import_item and import_application the assumed payments of the documents in
-- import_stated. All that files ever said of a document counts, in whatever order they came: of
-- what is paid by a day, less what others have settled by then, never more than what a later
-- day shows, nor than what others leave. The steps of that are the payments.
CREATE FUNCTION ar_import_assume() RETURNS void LANGUAGE plpgsql
SET enable_nestloop = off AS $$
DECLARE
    v_base     text;
    v_decimals smallint;
BEGIN
    SELECT s.base_currency, c.decimals INTO v_base, v_decimals
    FROM ar_setting AS s JOIN ar_currency AS c ON c.code = s.base_currency;
    DELETE FROM import_stated WHERE amount = 0;
    ANALYZE import_stated;
    CREATE TEMP TABLE import_payment ON COMMIT DROP AS
    WITH stated AS (
        SELECT document_id, as_of, open, dated FROM import_stated
        UNION ALL
        SELECT b.document_id, b.as_of, b.open, b.dated
        FROM ar_stated_balance AS b JOIN import_stated AS s USING (document_id)
        WHERE b.as_of <> s.as_of
    ), settled AS (
        SELECT s.document_id, e.effective_on, -sign(s.amount) * e.amount AS amount
        FROM import_stated AS s JOIN ar_entry AS e USING (document_id)
        WHERE e.kind IN (10, 12)
            AND NOT EXISTS (SELECT FROM ar_assumed_payment AS p WHERE p.payment_id = e.other_id)
            AND NOT EXISTS (SELECT FROM import_application AS a
                WHERE a.receipt_id = e.other_id AND a.other_id = e.document_id)
        UNION ALL
        -- What this file itself applies.
        SELECT s.document_id, a.effective_on, a.amount
        FROM import_stated AS s JOIN import_application AS a ON a.other_id = s.document_id
        UNION ALL
        -- What is waiting for the invoice will be applied to it now.
        SELECT s.document_id, coalesce(p.applied_on, r.document_on), p.amount
        FROM import_stated AS s
        JOIN ar_pending_application AS p
            ON p.customer_id = s.customer_id AND p.number = s.number AND s.kind = 1
        JOIN ar_document AS r
            ON r.id = p.receipt_id AND r.status = 1 AND r.currency = s.currency
    ), paid AS (
        SELECT s.document_id, s.as_of, s.dated, sign(d.amount) AS side,
            abs(d.amount) - sign(d.amount) * s.open
                - coalesce(sum(x.amount) FILTER (WHERE x.effective_on <= s.as_of), 0) AS paid,
            abs(d.amount) - coalesce(sum(x.amount), 0) AS unsettled
        FROM stated AS s
        JOIN import_stated AS d USING (document_id)
        LEFT JOIN settled AS x USING (document_id)
        GROUP BY s.document_id, s.as_of, s.dated, s.open, d.amount
    ), reached AS (
        SELECT document_id, as_of, dated, side, greatest(0, least(unsettled, min(paid) OVER (
            PARTITION BY document_id ORDER BY as_of
            ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING))) AS paid
        FROM paid
    ), wanted AS (
        SELECT document_id, as_of, dated, (paid - coalesce(lag(paid) OVER (
            PARTITION BY document_id ORDER BY as_of), 0))::bigint AS amount
        FROM reached
    )
    SELECT w.document_id, w.as_of, w.dated, w.amount AS wanted,
        coalesce(a.payment_id, nextval('ar_document_id')) AS payment_id,
        -sign(s.amount)::bigint * w.amount AS amount, coalesce(p.rate, x.rate) AS rate,
        s.line, s.customer_id, s.currency, s.document_on, s.number AS of_number,
        (CASE WHEN s.amount > 0 THEN 3 ELSE 4 END)::smallint AS kind,
        coalesce(p.number, ar_import_payment_number(s.number) || '@' || w.as_of
            || (ARRAY['', '/C', '/R', '/F', '/O'])[s.kind]) AS number,
        p.amount AS found_amount, coalesce(p.status, 1) AS status
    FROM wanted AS w
    JOIN import_stated AS s USING (document_id)
    LEFT JOIN ar_assumed_payment AS a
        ON a.document_id = w.document_id AND a.as_of = w.as_of
    LEFT JOIN ar_document AS p ON p.id = a.payment_id
    CROSS JOIN LATERAL (SELECT CASE WHEN s.currency = v_base THEN NULL
        ELSE coalesce(ar_rate_on(s.currency, w.as_of), s.rate) END AS rate) AS x
    WHERE w.amount <> 0 OR a.payment_id IS NOT NULL;
    DELETE FROM import_payment WHERE status <> 1;
    PERFORM ar_import_take_payments(v_base, v_decimals);
END
$$;

-- Before receipts are applied: the payments assumed of their invoices make way for those of them
-- that lists have counted already. True if there are any.
CREATE FUNCTION ar_import_restate() RETURNS boolean LANGUAGE plpgsql
SET enable_nestloop = off AS $$
BEGIN
    CREATE TEMP TABLE import_stated ON COMMIT DROP AS
    SELECT DISTINCT ON (d.id) d.id AS document_id, b.as_of, b.open, b.dated, a.line, d.kind,
        d.customer_id, d.currency, d.amount, d.number, d.document_on, d.rate
    FROM import_application AS a
    JOIN ar_document AS d ON d.id = a.other_id
    JOIN ar_stated_balance AS b ON b.document_id = d.id
    WHERE NOT a.is_refund AND d.status = 1
    ORDER BY d.id, b.as_of DESC, a.line;
    IF NOT EXISTS (SELECT FROM import_stated) THEN RETURN false; END IF;
    PERFORM ar_import_assume();
    RETURN true;
END
$$;

CREATE FUNCTION ar_import_take_payments(p_base text, p_decimals smallint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO import_item (line, first_line, customer_id, kind, derived, number, amount,
        base_amount, rate, document_on, due_on, currency, document_id, outcome, assumed)
    SELECT p.line, p.line, p.customer_id, p.kind, true, p.number, p.amount,
        CASE WHEN p.currency = p_base THEN p.amount
            ELSE ar_to_base(p.amount, p.rate, c.decimals, p_decimals) END,
        p.rate, p.as_of, p.as_of, p.currency, p.payment_id,
        CASE WHEN p.found_amount IS NULL THEN 0 WHEN p.found_amount = p.amount THEN 1 ELSE 2 END,
        NOT p.dated
    FROM import_payment AS p JOIN ar_currency AS c ON c.code = p.currency;
    INSERT INTO import_application (receipt_id, other_id, customer_id, line, amount, applied_on,
        effective_on, is_refund, fresh, receipt, number)
    SELECT payment_id, document_id, customer_id, line, wanted, as_of,
        greatest(as_of, document_on), kind = 4, false, number, of_number
    FROM import_payment WHERE wanted <> 0;
    ANALYZE import_item (line, first_line, customer_id, document_id, kind, derived, outcome);
    ANALYZE import_application;
END
$$;

-- Keeps what the file said of the documents it brought in, and which payments came of it; returns
-- for how many of its documents there are payments whose day is only assumed.
CREATE FUNCTION ar_import_keep_balances(p_import bigint) RETURNS bigint LANGUAGE plpgsql
SET enable_nestloop = off AS $$
DECLARE
    v_count bigint;
BEGIN
    INSERT INTO ar_stated_balance AS b (document_id, as_of, open, dated, import_id)
    SELECT document_id, as_of, open, dated, p_import FROM import_stated AS s
    WHERE NOT EXISTS (SELECT FROM import_reject AS x WHERE x.line = s.line)
    ORDER BY document_id
    ON CONFLICT (document_id, as_of) DO UPDATE
        SET open = excluded.open, dated = excluded.dated, import_id = excluded.import_id
        WHERE (b.open, b.dated) <> (excluded.open, excluded.dated);
    INSERT INTO ar_assumed_payment (document_id, as_of, payment_id)
    SELECT p.document_id, p.as_of, p.payment_id
    FROM import_payment AS p JOIN import_item AS i ON i.document_id = p.payment_id
    WHERE i.outcome = 0
    ON CONFLICT (document_id, as_of) DO NOTHING;
    SELECT count(*) INTO v_count FROM import_payment AS p
    WHERE NOT dated AND wanted <> 0 AND line > 0
        AND NOT EXISTS (SELECT FROM import_reject AS x WHERE x.line = p.line);
    INSERT INTO import_warning (line, code, subject, object, amount)
    SELECT 0, 'assumed', to_char(min(as_of), 'YYYY-MM-DD'), to_char(max(as_of), 'YYYY-MM-DD'),
        v_count
    FROM import_payment WHERE NOT dated AND wanted <> 0 AND line > 0
    HAVING v_count > 0;
    RETURN v_count;
END
$$;

-- The counts of a list that says what is open: a document whose payments change has changed.
CREATE FUNCTION ar_import_count_stated() RETURNS TABLE (
    new_count bigint, changed_count bigint, unchanged_count bigint, amount_total numeric,
    open_total numeric
) LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT count(*) FILTER (WHERE outcome = 0), count(*) FILTER (WHERE outcome = 2),
        count(*) FILTER (WHERE outcome = 1), coalesce(sum(base_amount), 0),
        coalesce(sum(open_base), 0)
    FROM (
        SELECT CASE WHEN i.outcome = 1 AND p.line IS NOT NULL THEN 2 ELSE i.outcome END
                AS outcome,
            i.base_amount,
            CASE WHEN r.open_amount IS NULL THEN
                    CASE WHEN r.settled_on IS NULL THEN i.base_amount ELSE 0 END
                WHEN r.currency IS NULL THEN r.open_amount
                ELSE ar_to_base(r.open_amount, i.rate, c.decimals, b.decimals) END AS open_base
        FROM import_item AS i
        JOIN import_row AS r USING (line)
        JOIN ar_currency AS c ON c.code = i.currency
        CROSS JOIN ar_setting AS s
        JOIN ar_currency AS b ON b.code = s.base_currency
        LEFT JOIN (
            SELECT DISTINCT line FROM import_item WHERE derived AND outcome IN (0, 2)
        ) AS p ON p.line = i.line
        WHERE NOT i.derived AND i.outcome IN (0, 1, 2)
    ) AS x;
END
$$;

-- Takes back the warnings of invoices that came with the receipts that name them.
CREATE FUNCTION ar_import_arrived() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM import_warning AS w USING import_item AS i, ar_document AS d
    WHERE w.code = 'invoice_missing' AND i.line = w.line AND NOT i.derived
        AND d.customer_id = i.customer_id AND d.kind IN (1, 5) AND d.number = w.object
        AND d.status = 1;
END
$$;

-- The same after ar_import_restate: that a list of receipts left some of an assumed payment is
-- no news.
CREATE FUNCTION ar_import_keep_restated(p_import bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM ar_import_keep_balances(p_import);
    DELETE FROM import_warning WHERE code = 'assumed';
END
$$;
