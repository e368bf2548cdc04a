-- Import: what a file says is staged in temporary tables, compared with what is stored and put
-- into the books by sets. One transaction a file; the functions below are called in their order.

-- After an import that was broken off, PostgreSQL may believe that large tables are empty: it saw
-- only rows that nobody will ever see. The plans that follow from that take hours.
CREATE FUNCTION ar_import_statistics() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    v_table regclass;
BEGIN
    FOR v_table IN
        SELECT oid::regclass FROM pg_class
        WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND reltuples = 0
            AND relname IN ('ar_customer', 'ar_document', 'ar_entry', 'ar_open_item',
                'ar_past_item', 'ar_settled_document', 'ar_pending_application')
            AND pg_relation_size(oid) > 1000000
    LOOP
        EXECUTE format('ANALYZE %s', v_table);
    END LOOP;
END
$$;

-- Begins an import: one at a time per tenant. Returns its id. import_row gets one row a line of
-- the file; a null currency is the tenant's own, amounts are signed as in ar_document.
CREATE FUNCTION ar_import_begin() RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(current_schema() || '.ar_import', 0));
    PERFORM ar_import_statistics();
    CREATE TEMP TABLE import_row (
        line           bigint   NOT NULL,
        amount         bigint   NOT NULL,
        applied_amount bigint,
        -- What the file leaves open of the document on stated_on; dated: that is the day of the
        -- payment.
        open_amount    bigint,
        document_on    date     NOT NULL,
        due_on         date     NOT NULL,
        settled_on     date,
        applied_on     date,
        stated_on      date,
        -- Of a line that may be an item of a document: its amount with the sign that it has
        -- there, and the document's kind; 1 is a credit note where it comes to less than zero.
        item_amount    bigint,
        -- Of a row in another currency, what the file says: the amount in the tenant's own without
        -- a sign; the rate, times 10^12, below zero where it is of the tenant's for the row's.
        base_amount    bigint,
        stated_rate    bigint,
        -- The rate that comes of the two.
        rate           numeric,
        -- Of an aging list: days past due for which the bucket stands.
        bucket_days    integer,
        kind           smallint NOT NULL,
        item_type      smallint,
        disputed       boolean,
        dated          boolean,
        -- The list does not say it: what is stored stays.
        amount_unknown boolean,
        date_unknown   boolean,
        due_unknown    boolean,
        customer       text     NOT NULL,
        number         text,
        currency       text,
        applied_to     text,
        customer_name  text,
        bucket         text
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
BEGIN
    ANALYZE import_row (customer, number, document_on);
    CREATE TEMP TABLE import_named ON COMMIT DROP AS
    SELECT customer AS code, max(customer_name) AS name, NULL::text AS known
    FROM import_row GROUP BY customer;
    IF ar_import_known_customers() THEN
        UPDATE import_row AS r SET customer = n.known FROM import_named AS n
        WHERE n.code = r.customer AND n.known IS NOT NULL;
        UPDATE import_named SET code = known WHERE known IS NOT NULL;
    END IF;
    INSERT INTO ar_customer (code, name)
    SELECT code, coalesce(min(name), code) FROM import_named
    WHERE NOT EXISTS (SELECT FROM ar_customer AS c WHERE c.code = import_named.code)
    GROUP BY code ORDER BY code
    ON CONFLICT (code) DO NOTHING;
    PERFORM ar_import_alike();
    RETURN (SELECT count(DISTINCT code) FROM import_named);
END
$$;

-- The number of the receipt (or refund) that a settled document of a payment history stands for.
CREATE FUNCTION ar_import_payment_number(p_number text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT 'PAY-' || p_number $$;

-- The rates that the file itself states. An amount in the tenant's currency goes before a rate,
-- which may be rounded or the other way round: the rate is then the one, of few decimals if there
-- is such, that gives just this amount.
CREATE FUNCTION ar_import_stated_rates() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE import_row AS r SET rate = CASE
            WHEN base IS NULL THEN said
            WHEN ar_to_base(whole, said, x.decimals, x.own) = base THEN said
            WHEN ar_to_base(whole, inverse, x.decimals, x.own) = base THEN inverse
            WHEN ar_to_base(whole, round(exact, 6), x.decimals, x.own) = base THEN round(exact, 6)
            WHEN ar_to_base(whole, round(exact, 12), x.decimals, x.own) = base
                THEN round(exact, 12)
            ELSE exact END
    FROM (
        SELECT r.line, abs(r.amount) AS whole, c.decimals, b.decimals AS own,
            CASE WHEN r.amount <> 0 THEN r.base_amount END AS base,
            CASE WHEN r.stated_rate > 0 THEN r.stated_rate * 1e-12
                ELSE div(1e42, -r.stated_rate) * 1e-30 END AS said,
            CASE WHEN r.stated_rate < 0 THEN -r.stated_rate * 1e-12
                ELSE div(1e42, r.stated_rate) * 1e-30 END AS inverse,
            CASE WHEN r.amount <> 0 THEN div(r.base_amount
                * 10::numeric ^ (30 + c.decimals - b.decimals), abs(r.amount)) * 1e-30 END AS exact
        FROM import_row AS r
        JOIN ar_currency AS c ON c.code = r.currency
        CROSS JOIN ar_setting AS s
        JOIN ar_currency AS b ON b.code = s.base_currency
        WHERE r.base_amount IS NOT NULL OR r.stated_rate IS NOT NULL
    ) AS x
    WHERE x.line = r.line;
    -- More than a cent or a hundredth off is no rounding.
    INSERT INTO import_warning (line, code, subject, object, amount)
    SELECT 0, 'rate_differs', string_agg(number, ', ' ORDER BY line) FILTER (WHERE no <= 3), '',
        count(*)
    FROM (
        SELECT r.line, coalesce(r.number, '?') AS number, row_number() OVER (ORDER BY r.line) AS no
        FROM import_row AS r
        JOIN ar_currency AS c ON c.code = r.currency
        CROSS JOIN ar_setting AS s
        JOIN ar_currency AS b ON b.code = s.base_currency
        CROSS JOIN LATERAL (SELECT abs(r.amount) * 10::numeric ^ (b.decimals - c.decimals)
            AS whole) AS w
        WHERE r.base_amount IS NOT NULL AND r.stated_rate IS NOT NULL AND r.amount <> 0
            AND abs(w.whole * (abs(r.stated_rate) * 1e-12) - r.base_amount)
                > greatest(1, r.base_amount * 0.01)
            AND abs(w.whole - r.base_amount * (abs(r.stated_rate) * 1e-12))
                > greatest(1, w.whole * 0.01)
    ) AS x
    HAVING count(*) > 0;
END
$$;

-- Exchange rates of the foreign rows; a row without one, its own or the tenant's, is rejected.
CREATE FUNCTION ar_import_rates() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM ar_import_stated_rates();
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
        WHERE x.rate IS NULL AND r.rate IS NULL;
        INSERT INTO import_reject (line, field, value, code, detail)
        SELECT r.line, 'currency', r.currency, 'rate_missing', x.on_day
        FROM import_row AS r
        JOIN import_rate AS x ON x.currency = r.currency AND x.on_day = r.settled_on
        WHERE x.rate IS NULL AND r.rate IS NULL
        ON CONFLICT (line) DO NOTHING;
        DELETE FROM import_row AS r USING import_reject AS x WHERE x.line = r.line;
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
        -- A payment in a list of documents has a line for each invoice that it pays.
        INSERT INTO import_warning (line, code, subject, object)
        SELECT i.line, 'duplicate', i.number, i.first_line
        FROM import_item AS i
        JOIN import_row AS r ON r.line = i.line
        JOIN import_row AS f ON f.line = i.first_line
        WHERE i.outcome = 3 AND NOT i.derived AND r.applied_to IS NOT DISTINCT FROM f.applied_to;
    END IF;
END
$$;
