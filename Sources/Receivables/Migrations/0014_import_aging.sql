-- Import: aging lists, with documents and without.

-- One row for each customer, bucket and currency of a list without documents: a customer may
-- stand in it more than once.
-- line becomes 1000 times the file's, with the bucket's place. Returns how many
-- lines of the file there are.
CREATE FUNCTION ar_import_sum_buckets() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    v_lines bigint := (SELECT count(DISTINCT line) FROM import_row);
BEGIN
    CREATE TEMP TABLE import_bucket ON COMMIT DROP AS
    SELECT min(line) AS line, sum(amount)::bigint AS amount, customer, number, currency,
        max(customer_name) AS customer_name, min(document_on) AS document_on,
        min(due_on) AS due_on, min(bucket_days) AS bucket_days, bucket,
        min(line) * 1000
            + row_number() OVER (PARTITION BY min(line) ORDER BY min(bucket_days), number) AS no
    FROM import_row GROUP BY customer, number, currency, bucket;
    TRUNCATE import_row;
    INSERT INTO import_row (line, amount, document_on, due_on, bucket_days, kind, customer,
        number, currency, customer_name, bucket)
    SELECT no, amount, document_on, due_on, bucket_days, 5, customer, number, currency,
        customer_name, bucket
    FROM import_bucket;
    RETURN v_lines;
END
$$;

-- Whether a document is an estimate of an aging list without documents.
CREATE FUNCTION ar_is_estimate(p_kind smallint, p_date_assumed boolean) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT p_kind = 5 AND p_date_assumed $$;

-- Decides what becomes of the estimates of a list without documents, in whatever order such lists
-- come: they take the place of those of older lists and count until the day of the next list of
-- their customer, or of the next complete one. Customers with documents of their own are only
-- compared. p_complete: customers whom the list does not name owe nothing any more.
CREATE FUNCTION ar_import_estimates(p_as_of date, p_complete boolean) RETURNS void
LANGUAGE plpgsql
SET enable_nestloop = off AS $$
DECLARE
    v_newer date := (SELECT min(s.as_of) FROM ar_import AS i JOIN ar_aging_snapshot AS s
        ON s.import_id = i.id
        WHERE i.complete AND i.rejected_count = 0 AND s.as_of > p_as_of
            AND NOT EXISTS (SELECT FROM ar_import_undo AS u WHERE u.import_id = i.id));
BEGIN
    CREATE TEMP TABLE import_listed ON COMMIT DROP AS
    SELECT l.customer_id, coalesce(bool_or(NOT l.is_estimate AND NOT l.is_assumed), false)
            AS has_own,
        least(v_newer, min(l.document_on) FILTER (WHERE l.is_estimate AND l.amount <> 0
            AND l.document_on > p_as_of), min(l.closed_on) FILTER (WHERE l.is_estimate)) AS newer_on
    FROM (
        SELECT i.customer_id, ar_is_estimate(d.kind, d.date_assumed) AS is_estimate,
            d.document_on, d.amount, p.payment_id IS NOT NULL AS is_assumed, b.closed_on
        FROM (SELECT DISTINCT customer_id FROM import_item) AS i
        LEFT JOIN ar_document AS d ON d.customer_id = i.customer_id AND d.status = 1
        LEFT JOIN ar_assumed_payment AS p ON p.payment_id = d.id
        LEFT JOIN (
            SELECT document_id, min(as_of) AS closed_on FROM ar_stated_balance
            WHERE as_of > p_as_of AND open = 0 GROUP BY document_id
        ) AS b ON b.document_id = d.id
    ) AS l
    GROUP BY l.customer_id;
    UPDATE import_item AS i SET outcome = 5 FROM import_listed AS l
    WHERE l.customer_id = i.customer_id AND i.outcome IN (0, 1, 2)
        AND (l.has_own OR (i.outcome = 0 AND i.amount = 0));
    INSERT INTO import_stated (document_id, as_of, open, dated, line, kind, customer_id, currency,
        amount, number, document_on, rate)
    SELECT i.document_id, l.newer_on, 0, false, -2000000000 - row_number() OVER (ORDER BY i.line),
        i.kind, i.customer_id, i.currency, i.amount, i.number, i.document_on, i.rate
    FROM import_item AS i JOIN import_listed AS l USING (customer_id)
    WHERE i.outcome IN (0, 2) AND l.newer_on IS NOT NULL;
    INSERT INTO import_warning (line, code, subject, amount)
    SELECT 0, 'only_compared', '', count(*) FROM import_listed WHERE has_own
    HAVING count(*) > 0
    UNION ALL
    SELECT 0, 'newer_list', '', count(*) FROM import_listed
    WHERE newer_on IS NOT NULL AND NOT has_own
    HAVING count(*) > 0;
    PERFORM ar_import_drop_estimates(p_as_of, p_complete, false);
END
$$;

-- The estimates that a list of that day does not give any more: what older lists gave is closed
-- on that day, so that the days before stay as they were. What a list of the same day gave is
-- taken back if this one is complete; p_told: the documents themselves are told now, which takes
-- back the estimates of that day and of later ones.
CREATE FUNCTION ar_import_drop_estimates(p_as_of date, p_complete boolean, p_told boolean)
RETURNS void LANGUAGE plpgsql
SET enable_nestloop = off AS $$
BEGIN
    CREATE TEMP TABLE import_dropped ON COMMIT DROP AS
    SELECT d.id, d.kind, d.customer_id, d.currency, d.amount, d.number, d.document_on, d.due_on,
        d.rate, -1000000000 - row_number() OVER (ORDER BY d.id) AS line
    FROM ar_document AS d
    LEFT JOIN import_listed AS l USING (customer_id)
    WHERE d.kind = 5 AND d.date_assumed AND d.status = 1 AND d.amount <> 0
        AND NOT EXISTS (SELECT FROM import_item AS i WHERE i.document_id = d.id)
        -- Closed already; also, of what would be taken back, on a later day.
        AND NOT EXISTS (SELECT FROM ar_stated_balance AS b
            WHERE b.document_id = d.id AND b.open = 0
                AND (b.as_of <= p_as_of OR d.document_on >= p_as_of))
        AND CASE WHEN l.customer_id IS NULL THEN p_complete AND d.document_on <= p_as_of
            WHEN l.has_own THEN false
            -- A list may come in parts.
            ELSE p_told OR p_complete AND d.document_on = p_as_of OR d.document_on < p_as_of END;
    INSERT INTO import_item (line, first_line, customer_id, kind, derived, number, amount,
        base_amount, rate, document_on, due_on, currency, document_id, outcome, assumed)
    SELECT line, line, customer_id, kind, true, number, 0, 0, rate, document_on, due_on,
        currency, id, 2, true
    FROM import_dropped WHERE document_on >= p_as_of;
    INSERT INTO import_stated (document_id, as_of, open, dated, line, kind, customer_id, currency,
        amount, number, document_on, rate)
    SELECT id, p_as_of, 0, false, line, kind, customer_id, currency, amount, number, document_on,
        rate
    FROM import_dropped WHERE document_on < p_as_of;
    INSERT INTO import_warning (line, code, subject, object, amount)
    SELECT 0, 'estimates_stand', '', p_as_of::text, count(DISTINCT d.customer_id)
    FROM ar_document AS d
    JOIN ar_open_item AS o ON o.document_id = d.id
    WHERE d.kind = 5 AND d.date_assumed AND d.status = 1 AND d.document_on < p_as_of
        AND NOT EXISTS (SELECT FROM import_item AS i WHERE i.document_id = d.id)
        AND NOT EXISTS (SELECT FROM import_stated AS s WHERE s.document_id = d.id)
    HAVING count(*) > 0;
END
$$;

-- The estimates of the customers of whom a list with documents now tells the documents.
CREATE FUNCTION ar_import_replace_estimates(p_as_of date, p_complete boolean) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    CREATE TEMP TABLE import_listed ON COMMIT DROP AS
    SELECT customer_id, false AS has_own
    FROM (SELECT DISTINCT customer_id FROM import_item WHERE outcome IN (0, 1, 2)) AS l;
    PERFORM ar_import_drop_estimates(p_as_of, p_complete, true);
END
$$;

-- Documents of before the day of an aging list whose estimates stand may be in these already:
-- documents without a list of their day cannot tell.
CREATE FUNCTION ar_import_beside_estimates() RETURNS void LANGUAGE plpgsql
SET enable_nestloop = off AS $$
BEGIN
    INSERT INTO import_warning (line, code, subject, amount)
    SELECT 0, 'beside_estimates', '', count(DISTINCT d.customer_id)
    FROM ar_document AS d
    JOIN import_item AS i USING (customer_id)
    WHERE d.kind = 5 AND d.date_assumed AND d.status = 1 AND d.amount <> 0
        AND i.outcome = 0 AND NOT i.derived AND i.document_on <= d.document_on
    HAVING count(*) > 0;
END
$$;

CREATE FUNCTION ar_import_count_buckets() RETURNS TABLE (
    new_count bigint, changed_count bigint, unchanged_count bigint, amount_total numeric,
    open_total numeric
) LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT count(*) FILTER (WHERE outcome = 0), count(*) FILTER (WHERE outcome = 2),
        count(*) FILTER (WHERE outcome = 1 OR (outcome = 5 AND amount <> 0)),
        coalesce(sum(base_amount), 0), coalesce(sum(base_amount), 0)
    FROM import_item WHERE NOT derived AND outcome IN (0, 1, 2, 5);
END
$$;

-- Which of the standard columns an item stands in: 0-30 (with what is not due), 31-60, 61-90,
-- 91-120, over 120 days past due.
CREATE FUNCTION ar_aging_column(p_days integer) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN p_days <= 30 THEN 1 WHEN p_days <= 60 THEN 2 WHEN p_days <= 90 THEN 3
        WHEN p_days <= 120 THEN 4 ELSE 5 END
$$;

-- Keeps an aging list as it came, without the lines that were rejected.
CREATE FUNCTION ar_import_snapshot(p_import bigint, p_as_of date, p_by_document boolean)
RETURNS void LANGUAGE plpgsql
SET enable_nestloop = off AS $$
DECLARE
    v_buckets text[];
    v_base    text := (SELECT base_currency FROM ar_setting);
BEGIN
    SELECT coalesce(array_agg(bucket ORDER BY days, line), '{}') INTO v_buckets
    FROM (
        SELECT bucket, min(line) AS line, min(coalesce(bucket_days, 0)) AS days FROM import_row
        WHERE bucket IS NOT NULL GROUP BY bucket
        ORDER BY 2 LIMIT 100
    ) AS b;
    INSERT INTO ar_aging_snapshot (import_id, recorded_at, as_of, by_document, buckets)
    VALUES (p_import, ar_recorded_at(), p_as_of, p_by_document, v_buckets);
    INSERT INTO ar_aging_snapshot_line (import_id, line, customer_id, document_id, due_on,
        currency, amount, days_0_30, days_31_60, days_61_90, days_91_120, days_over_120, own)
    SELECT p_import, min(line), customer_id, document_id, due_on, currency, sum(amount),
        coalesce(sum(amount) FILTER (WHERE col = 1), 0),
        coalesce(sum(amount) FILTER (WHERE col = 2), 0),
        coalesce(sum(amount) FILTER (WHERE col = 3), 0),
        coalesce(sum(amount) FILTER (WHERE col = 4), 0),
        coalesce(sum(amount) FILTER (WHERE col = 5), 0),
        ARRAY(SELECT coalesce(sum(a), 0)::bigint
            FROM unnest(v_buckets) WITH ORDINALITY AS b (label, no)
            LEFT JOIN unnest(array_agg(bucket), array_agg(amount)) AS x (label, a)
                ON x.label = b.label
            GROUP BY b.no ORDER BY b.no)
    FROM (
        SELECT r.line, c.id AS customer_id, NULL::bigint AS document_id, NULL::date AS due_on,
            coalesce(r.currency, v_base) AS currency, r.amount, r.bucket,
            ar_aging_column(r.bucket_days) AS col
        FROM import_row AS r JOIN ar_customer AS c ON c.code = r.customer
        WHERE NOT p_by_document
        UNION ALL
        SELECT i.line, i.customer_id, i.document_id, i.due_on, i.currency,
            coalesce(r.open_amount, i.amount), r.bucket, ar_aging_column(p_as_of - i.due_on)
        FROM import_item AS i JOIN import_row AS r USING (line)
        WHERE p_by_document AND NOT i.derived AND i.outcome IN (0, 1, 2)
    ) AS entry
    GROUP BY customer_id, document_id, due_on, currency;
END
$$;

-- What an aging list and the books' own aging of its day say differently: one row a customer,
-- document (null in a list without documents) and currency; the amounts in the five columns.
CREATE FUNCTION ar_aging_differences(p_import bigint) RETURNS TABLE (
    customer_id bigint, document_id bigint, currency text, theirs bigint[], ours bigint[]
) LANGUAGE plpgsql STABLE
SET enable_nestloop = off AS $$
#variable_conflict use_column
DECLARE
    v_list ar_aging_snapshot;
BEGIN
    SELECT * INTO v_list FROM ar_aging_snapshot WHERE import_id = p_import;
    RETURN QUERY
    WITH entry AS (
        SELECT l.customer_id, l.document_id, l.currency, true AS is_theirs,
            ARRAY[days_0_30, days_31_60, days_61_90, days_91_120, days_over_120] AS amounts
        FROM ar_aging_snapshot_line AS l WHERE import_id = p_import
        UNION ALL
        SELECT customer_id, document_id, currency, false, ARRAY[
            coalesce(sum(amount) FILTER (WHERE col = 1), 0)::bigint,
            coalesce(sum(amount) FILTER (WHERE col = 2), 0)::bigint,
            coalesce(sum(amount) FILTER (WHERE col = 3), 0)::bigint,
            coalesce(sum(amount) FILTER (WHERE col = 4), 0)::bigint,
            coalesce(sum(amount) FILTER (WHERE col = 5), 0)::bigint]
        FROM (
            SELECT i.customer_id, CASE WHEN v_list.by_document THEN i.document_id END
                AS document_id, i.currency, i.amount,
                ar_aging_column(v_list.as_of - i.due_on) AS col
            FROM (
                SELECT customer_id, document_id, currency, amount, due_on FROM ar_open_item
                WHERE from_on <= v_list.as_of
                UNION ALL
                SELECT customer_id, document_id, currency, amount, due_on FROM ar_past_item
                WHERE from_on <= v_list.as_of AND to_on > v_list.as_of
            ) AS i
        ) AS item
        GROUP BY customer_id, document_id, currency
    )
    SELECT customer_id, document_id, currency,
        coalesce(min(amounts) FILTER (WHERE is_theirs), '{0,0,0,0,0}'),
        coalesce(min(amounts) FILTER (WHERE NOT is_theirs), '{0,0,0,0,0}')
    FROM entry
    GROUP BY customer_id, document_id, currency
    HAVING coalesce(min(amounts) FILTER (WHERE is_theirs), '{0,0,0,0,0}')
        <> coalesce(min(amounts) FILTER (WHERE NOT is_theirs), '{0,0,0,0,0}');
END
$$;
