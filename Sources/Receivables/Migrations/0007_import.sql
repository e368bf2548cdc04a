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
                'ar_past_item', 'ar_pending_application')
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
        document_on    date     NOT NULL,
        due_on         date     NOT NULL,
        settled_on     date,
        applied_on     date,
        kind           smallint NOT NULL,
        disputed       boolean,
        customer       text     NOT NULL,
        number         text     NOT NULL,
        currency       text,
        applied_to     text
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
DECLARE
    v_count bigint;
BEGIN
    ANALYZE import_row (customer, number, document_on);
    WITH named AS MATERIALIZED (
        SELECT DISTINCT customer FROM import_row
    ), added AS (
        INSERT INTO ar_customer (code, name)
        SELECT customer, customer FROM named
        WHERE NOT EXISTS (SELECT FROM ar_customer WHERE code = customer)
        ORDER BY customer
        ON CONFLICT (code) DO NOTHING
    )
    SELECT count(*) INTO v_count FROM named;
    RETURN v_count;
END
$$;

-- The number of the receipt (or refund) that a settled document of a payment history stands for.
CREATE FUNCTION ar_import_payment_number(p_number text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT 'PAY-' || p_number $$;

-- Exchange rates of the foreign rows; a row without one is rejected.
CREATE FUNCTION ar_import_rates() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
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
        WHERE x.rate IS NULL;
        INSERT INTO import_reject (line, field, value, code, detail)
        SELECT r.line, 'currency', r.currency, 'rate_missing', x.on_day
        FROM import_row AS r
        JOIN import_rate AS x ON x.currency = r.currency AND x.on_day = r.settled_on
        WHERE x.rate IS NULL
        ON CONFLICT (line) DO NOTHING;
        DELETE FROM import_row AS r USING import_reject AS x WHERE x.line = r.line;
    END IF;
END
$$;

-- Compares the file with what is stored: import_item has one row a line, and for a payment
-- history a second (derived) one for its payment.
-- outcome: 0 new, 1 unchanged, 2 changed, 3 a further line of a document, 4 rejected, 5 nothing.
CREATE FUNCTION ar_import_compare(p_form text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_currency text;
    v_decimals smallint;
BEGIN
    SELECT s.base_currency, c.decimals INTO v_currency, v_decimals
    FROM ar_setting AS s JOIN ar_currency AS c ON c.code = s.base_currency;
    CREATE TEMP TABLE import_item ON COMMIT DROP AS
    SELECT line, first_line, customer_id, kind, derived, number, amount, base_amount, rate,
        CASE WHEN derived AND settled_on IS NULL THEN found_on ELSE document_on END
            AS document_on,
        CASE WHEN derived AND settled_on IS NULL THEN found_due ELSE due_on END AS due_on,
        settled_on, currency, disputed,
        CASE WHEN found_id IS NOT NULL THEN found_id
            WHEN first_line = line AND (settled_on IS NOT NULL OR NOT derived)
            THEN nextval('ar_document_id') END AS document_id,
        (CASE WHEN first_line <> line THEN 3
            WHEN found_id IS NULL THEN CASE WHEN derived AND settled_on IS NULL THEN 5 ELSE 0 END
            WHEN derived AND settled_on IS NULL THEN CASE found_amount WHEN 0 THEN 1 ELSE 2 END
            WHEN (amount, document_on, due_on, currency, coalesce(disputed, found_disputed))
                = (found_amount, found_on, found_due, found_currency, found_disputed) THEN 1
            ELSE 2 END)::smallint AS outcome
    FROM (
        SELECT s.line, c.id AS customer_id, s.kind, s.derived, s.number, s.amount,
            CASE WHEN s.currency IS NULL THEN s.amount
                ELSE ar_to_base(s.amount, x.rate, x.decimals, v_decimals) END AS base_amount,
            x.rate, s.document_on, s.due_on, s.settled_on,
            coalesce(s.currency, v_currency) AS currency, s.disputed,
            first_value(s.line) OVER (PARTITION BY c.id, s.kind, s.number ORDER BY s.line)
                AS first_line,
            d.id AS found_id, d.amount AS found_amount, d.document_on AS found_on,
            d.due_on AS found_due, d.currency AS found_currency, d.disputed AS found_disputed
        FROM (
            SELECT line, customer, kind, false AS derived, number, amount, document_on, due_on,
                settled_on, currency, disputed
            FROM import_row
            UNION ALL
            SELECT line, customer, CASE kind WHEN 1 THEN 3 ELSE 4 END, true,
                ar_import_payment_number(number),
                CASE WHEN settled_on IS NULL THEN 0 ELSE -amount END,
                coalesce(settled_on, document_on), coalesce(settled_on, document_on), settled_on,
                currency, NULL
            FROM import_row WHERE p_form = 'history' AND amount <> 0
        ) AS s
        JOIN ar_customer AS c ON c.code = s.customer
        LEFT JOIN import_rate AS x ON x.currency = s.currency AND x.on_day = s.document_on
        LEFT JOIN ar_document AS d
            ON d.customer_id = c.id AND d.kind = s.kind AND d.number = s.number
    ) AS item;
    ANALYZE import_item (line, first_line, customer_id, document_id, kind, derived, outcome);
    IF EXISTS (SELECT FROM import_item WHERE outcome = 3) THEN
        PERFORM ar_import_repeated(p_form);
    END IF;
    IF p_form = 'history' THEN
        -- What receipts of their own have settled already is not paid a second time.
        UPDATE import_item AS p SET outcome = 5 FROM import_item AS i
        WHERE p.derived AND p.outcome = 0 AND i.line = p.line AND NOT i.derived
            AND i.outcome = 1
            AND NOT EXISTS (SELECT FROM ar_open_item AS o WHERE o.document_id = i.document_id);
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
        INSERT INTO import_warning (line, code, subject, object)
        SELECT line, 'duplicate', number, first_line
        FROM import_item WHERE outcome = 3 AND NOT derived;
    END IF;
END
$$;
