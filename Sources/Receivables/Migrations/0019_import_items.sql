-- Import: lists with a line for each item of a document. The lines may stand anywhere in the file,
-- so that nothing here may depend on their order.

-- Refuses what is left of the documents of which a line was rejected: without one of its items a
-- document would amount to something else.
CREATE FUNCTION ar_import_incomplete(p_customer text[], p_number text[], p_line bigint[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO import_reject (line, field, value, code, detail)
    SELECT r.line, 'number', r.number, 'item_rejected', min(p.line)
    FROM import_row AS r JOIN unnest(p_customer, p_number, p_line) AS p (customer, number, line)
        ON p.customer = r.customer AND p.number = r.number
    GROUP BY r.line, r.number
    ON CONFLICT (line) DO NOTHING;
    DELETE FROM import_row AS r USING import_reject AS x WHERE x.line = r.line;
END
$$;

-- Makes one line of the lines of a document: their amounts are added up (p_summed), or the same
-- amount stands on each. Two like items of a document are two.
CREATE FUNCTION ar_import_merge(p_summed boolean) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    CREATE TEMP TABLE import_merged ON COMMIT DROP AS
    SELECT min(line) AS line, array_agg(line) AS lines, customer, number, currency, item_type,
        CASE WHEN p_summed THEN sum(item_amount) ELSE min(amount) END AS amount,
        CASE WHEN NOT p_summed OR item_type <> 1 THEN min(kind)
            WHEN sum(item_amount) < 0 THEN 2 ELSE 1 END AS kind,
        CASE WHEN min(open_amount) = max(open_amount) THEN min(open_amount)
            ELSE sum(open_amount) END AS open_amount,
        CASE WHEN p_summed THEN sum(applied_amount) ELSE min(applied_amount) END
            AS applied_amount,
        coalesce(min(document_on) FILTER (WHERE date_unknown IS NULL), min(document_on))
            AS document_on,
        -- A line below zero has its document's date, whatever is due when.
        min(due_on) FILTER (WHERE due_unknown IS NULL AND kind NOT IN (2, 3)) AS due_on,
        max(settled_on) AS settled_on, max(stated_on) AS stated_on,
        bool_or(disputed) AS disputed, bool_or(dated) AS dated,
        bool_and(coalesce(amount_unknown, false)) AS amount_unknown,
        bool_and(coalesce(date_unknown, false)) AS date_unknown,
        -- Of all its lines or of none.
        CASE WHEN count(base_amount) < count(*) THEN NULL
            WHEN NOT p_summed THEN min(base_amount)
            ELSE abs(sum(sign(item_amount) * base_amount)) END AS base_amount,
        CASE WHEN min(stated_rate) = max(stated_rate) THEN min(stated_rate) END AS stated_rate,
        max(customer_name) AS customer_name, min(bucket) AS bucket,
        min(document_on) <> max(document_on) AS differs
    FROM import_row
    WHERE number IS NOT NULL
    GROUP BY customer, number, item_type, currency, applied_to,
        CASE WHEN NOT p_summed THEN amount END, CASE WHEN NOT p_summed THEN open_amount END
    HAVING count(*) > 1;
    IF NOT EXISTS (SELECT FROM import_merged) THEN RETURN; END IF;
    ANALYZE import_merged (line);
    DELETE FROM import_row AS r USING (
        SELECT unnest(lines) AS line FROM import_merged
        EXCEPT SELECT line FROM import_merged
    ) AS further
    WHERE further.line = r.line;
    -- Credits and payments stand below zero, refunds above it.
    UPDATE import_merged SET amount = CASE WHEN kind IN (2, 3) THEN -abs(amount)
        WHEN kind = 4 THEN abs(amount) ELSE amount END;
    INSERT INTO import_reject (line, field, value, code)
    SELECT line, 'number', number, 'too_large' FROM import_merged
    WHERE abs(amount) > 1000000000000000;
    DELETE FROM import_row AS r USING import_reject AS x WHERE x.line = r.line;
    UPDATE import_row AS r SET amount = m.amount, kind = m.kind, open_amount = m.open_amount,
        applied_amount = least(m.applied_amount, abs(m.amount)), document_on = m.document_on,
        due_on = CASE WHEN m.kind IN (2, 3) THEN m.document_on
            ELSE coalesce(m.due_on, m.document_on) END,
        settled_on = m.settled_on, stated_on = m.stated_on, disputed = m.disputed,
        dated = nullif(m.dated, false), amount_unknown = nullif(m.amount_unknown, false),
        date_unknown = nullif(m.date_unknown, false),
        due_unknown = nullif(CASE WHEN m.kind IN (2, 3) THEN m.date_unknown
            ELSE m.due_on IS NULL END, false),
        base_amount = nullif(m.base_amount, 0), stated_rate = m.stated_rate,
        customer_name = m.customer_name, bucket = m.bucket
    FROM import_merged AS m WHERE m.line = r.line;
    INSERT INTO import_warning (line, code, subject, object, amount)
    SELECT 0, 'item_dates', string_agg(number, ', ' ORDER BY number, line) FILTER (WHERE no <= 3),
        '', count(*)
    FROM (
        SELECT number, line, row_number() OVER (ORDER BY number, line) AS no
        FROM import_merged WHERE differs
    ) AS x
    HAVING count(*) > 0;
END
$$;

-- What the rejected of the documents that were made of several lines amount to.
CREATE FUNCTION ar_import_merged_amounts() RETURNS TABLE (line bigint, amount bigint, decimals smallint)
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT m.line, m.amount::bigint, c.decimals
    FROM import_merged AS m
    JOIN import_reject AS x USING (line)
    JOIN ar_currency AS c ON c.code = coalesce(m.currency, (SELECT base_currency FROM ar_setting))
    WHERE x.code <> 'too_large';
END
$$;
