-- Import: rows that know more or less than a plain list: what is open, no number, no date, a
-- spreadsheet's spelling of numbers.

-- A name as it looks: accents in one way of writing them, every kind of blank as one, without
-- characters that nobody sees.
CREATE FUNCTION ar_plain_name(p_name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT btrim(regexp_replace(translate(normalize(p_name, NFKC),
        U&'\00AD\200B\200C\200D\200E\200F\2060\FEFF', ''), '\s+', ' ', 'g'))
$$;

-- Gives the names that are not stored, but look like one that is or another of the file, that one.
CREATE FUNCTION ar_import_known_names() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    CREATE TEMP TABLE import_looks ON COMMIT DROP AS
    SELECT code, ar_plain_name(code) AS plain FROM import_named AS n
    WHERE NOT EXISTS (SELECT FROM ar_customer AS c WHERE c.code = n.code);
    WITH odd AS (
        SELECT code, ar_plain_name(code) AS plain FROM ar_customer WHERE code ~ '[^ -~]|  '
    ), stored AS (
        SELECT l.code, o.code AS known FROM import_looks AS l JOIN odd AS o USING (plain)
        UNION
        SELECT l.code, c.code FROM import_looks AS l JOIN ar_customer AS c ON c.code = l.plain
        WHERE l.code <> l.plain
    ), found AS (
        SELECT code, min(known) AS known FROM stored GROUP BY code HAVING count(*) = 1
        UNION ALL
        -- The file itself has several.
        SELECT code, known FROM (
            SELECT code, first_value(code) OVER (PARTITION BY plain
                ORDER BY code <> plain, code) AS known
            FROM import_looks) AS x
        WHERE code <> known AND code NOT IN (SELECT code FROM stored)
    ), named AS (
        UPDATE import_named AS n SET known = f.known FROM found AS f WHERE f.code = n.code
        RETURNING n.code, n.known
    )
    INSERT INTO import_warning (line, code, subject, object)
    SELECT 0, 'looks_alike', code, known FROM named;
END
$$;

-- Finds the customers of import_named that are stored under another code: the only one of that
-- name, or the only one whose code is the same but for leading zeros, which a spreadsheet takes
-- away. True if there are any.
CREATE FUNCTION ar_import_known_customers() RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM import_named WHERE code ~ '[^ -~]|  ')
        OR EXISTS (SELECT FROM ar_customer WHERE code ~ '[^ -~]|  ') THEN
        PERFORM ar_import_known_names();
    END IF;
    UPDATE import_named AS n SET known = f.known
    FROM (
        SELECT m.code, min(c.code) AS known
        FROM import_named AS m
        JOIN ar_customer AS c ON c.name = m.code OR c.code = m.name
        WHERE m.known IS NULL AND NOT EXISTS (SELECT FROM ar_customer AS x WHERE x.code = m.code)
        GROUP BY m.code
        HAVING count(*) = 1
    ) AS f
    WHERE f.code = n.code;
    WITH missing AS (
        SELECT code FROM import_named AS n
        WHERE known IS NULL AND code ~ '^[0-9]+$'
            AND NOT EXISTS (SELECT FROM ar_customer AS c WHERE c.code = n.code)
    ), found AS (
        SELECT m.code, min(c.code) AS known
        FROM missing AS m JOIN ar_customer AS c ON ltrim(c.code, '0') = ltrim(m.code, '0')
        WHERE c.code ~ '^[0-9]+$' AND NOT EXISTS (SELECT FROM import_named WHERE code = c.code)
        GROUP BY m.code
        HAVING count(*) = 1
    ), zeros AS (
        UPDATE import_named AS n SET known = f.known FROM found AS f
        WHERE f.code = n.code AND f.known IN (
            SELECT known FROM found GROUP BY known HAVING count(*) = 1)
        RETURNING n.code, n.known
    )
    INSERT INTO import_warning (line, code, subject, object)
    SELECT 0, 'customer_zeros', code, known FROM zeros;
    RETURN EXISTS (SELECT FROM import_named WHERE known IS NOT NULL);
END
$$;

-- Warns of customers that differ from one of the file in upper and lower case only.
CREATE FUNCTION ar_import_alike() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO import_warning (line, code, subject, object)
    SELECT 0, 'alike', n.code, c.code
    FROM import_named AS n JOIN ar_customer AS c ON lower(c.code) = lower(n.code)
    WHERE c.code <> n.code
        AND (c.code > n.code OR NOT EXISTS (SELECT FROM import_named WHERE code = c.code));
END
$$;

-- Numbers for the lines that have none: what they are, of which day and how much; for a payment
-- that one invoice takes whole, also which. Lines of a payment with several invoices agree.
CREATE FUNCTION ar_import_number() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    v_currency text;
    v_count    bigint;
BEGIN
    SELECT base_currency INTO v_currency FROM ar_setting;
    CREATE TEMP TABLE import_unnumbered ON COMMIT DROP AS
    SELECT line FROM import_row WHERE number IS NULL;
    UPDATE import_row AS r SET number = x.number || CASE WHEN x.no > 1 THEN ' #' || x.no
        ELSE '' END
    FROM (
        SELECT line, number, CASE WHEN is_part THEN 1
            ELSE row_number() OVER (PARTITION BY customer, kind, number ORDER BY line) END AS no
        FROM (
            SELECT r.line, r.customer, r.kind, coalesce(r.applied_amount < abs(r.amount), false)
                    AS is_part,
                (ARRAY['Invoice', 'Credit note', 'Payment', 'Refund', 'Opening'])[r.kind] || ' '
                || r.document_on || CASE WHEN r.amount_unknown THEN ''
                    ELSE ' ' || round(abs(r.amount) / 10::numeric ^ c.decimals, c.decimals) END
                || CASE WHEN r.applied_amount = abs(r.amount) THEN ' ' || r.applied_to ELSE ''
                    END AS number
            FROM import_row AS r
            JOIN ar_currency AS c ON c.code = coalesce(r.currency, v_currency)
            WHERE r.number IS NULL
        ) AS named
    ) AS x
    WHERE x.line = r.line AND r.number IS NULL;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    IF v_count > 0 THEN
        INSERT INTO import_warning (line, code, subject, amount)
        VALUES (0, 'unnumbered', '', v_count);
    END IF;
    RETURN v_count;
END
$$;

-- The lines of one journal entry on one customer are one item, as far as they are due together.
CREATE FUNCTION ar_import_sum_entries() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    CREATE TEMP TABLE import_entry ON COMMIT DROP AS
    SELECT customer, number, document_on, due_on, currency, min(line) AS line,
        sum(amount)::bigint AS amount,
        CASE WHEN count(open_amount) = count(*) THEN sum(open_amount)::bigint END AS open_amount,
        count(*) AS lines
    FROM import_row WHERE kind = 5 AND number IS NOT NULL AND base_amount IS NULL
    GROUP BY customer, number, document_on, due_on, currency
    HAVING count(DISTINCT amount) > 1;
    IF NOT EXISTS (SELECT FROM import_entry) THEN RETURN; END IF;
    DELETE FROM import_row AS r USING import_entry AS e
    WHERE r.kind = 5 AND r.base_amount IS NULL AND r.line <> e.line
        AND (r.customer, r.number, r.document_on, r.due_on)
        = (e.customer, e.number, e.document_on, e.due_on)
        AND r.currency IS NOT DISTINCT FROM e.currency;
    UPDATE import_row AS r SET amount = e.amount, open_amount = e.open_amount
    FROM import_entry AS e WHERE r.line = e.line;
    INSERT INTO import_warning (line, code, subject, amount)
    SELECT line, 'entry_summed', number, lines FROM import_entry;
END
$$;

-- Compares the file with what is stored: import_item has one row a line, and for a payment
-- history a second (derived) one for its payment.
-- outcome: 0 new, 1 unchanged, 2 changed, 3 a further line of a document, 4 rejected, 5 nothing.
CREATE FUNCTION ar_import_compare(p_form text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM ar_import_match(p_form);
    IF ar_import_zeros(p_form) THEN
        DROP TABLE import_item;
        PERFORM ar_import_match(p_form);
    END IF;
    IF to_regclass('pg_temp.import_unnumbered') IS NOT NULL THEN
        -- Two files may tell of two that look the same.
        INSERT INTO import_warning (line, code, subject, amount)
        SELECT 0, 'taken_for_same', '', count(*)
        FROM import_item AS i JOIN import_unnumbered USING (line)
        WHERE i.outcome IN (1, 2) AND NOT i.derived
        HAVING count(*) > 0;
    END IF;
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

CREATE FUNCTION ar_import_match(p_form text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_currency text;
    v_decimals smallint;
BEGIN
    SELECT s.base_currency, c.decimals INTO v_currency, v_decimals
    FROM ar_setting AS s JOIN ar_currency AS c ON c.code = s.base_currency;
    CREATE TEMP TABLE import_item ON COMMIT DROP AS
    SELECT line, first_line, customer_id, kind, derived, number, amount,
        CASE WHEN is_own THEN amount ELSE ar_to_base(amount, rate, decimals, v_decimals) END
            AS base_amount,
        rate, is_stated,
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
                = (found_amount, found_on, found_due, found_currency, found_disputed)
                AND (NOT is_stated
                    OR ar_to_base(amount, rate, decimals, v_decimals) = found_base) THEN 1
            ELSE 2 END)::smallint AS outcome,
        -- An aging list without documents gives items whose dates nobody knows.
        p_form = 'aging' AND NOT derived AS assumed
    FROM (
        SELECT s.line, c.id AS customer_id, s.kind, s.derived, s.number,
            CASE WHEN s.amount_unknown IS NULL THEN s.amount
                WHEN s.amount < 0 THEN least(s.amount, d.amount)
                ELSE greatest(s.amount, d.amount) END AS amount,
            s.currency IS NULL AS is_own, x.decimals,
            -- A payment has the rate of its day, if there is one.
            CASE WHEN s.derived THEN coalesce(x.rate, s.rate) ELSE coalesce(s.rate, x.rate) END
                AS rate,
            NOT s.derived AND s.rate IS NOT NULL AS is_stated,
            CASE WHEN s.date_unknown IS NULL THEN s.document_on
                ELSE coalesce(d.document_on, s.document_on) END AS document_on,
            CASE WHEN s.due_unknown IS NULL THEN s.due_on
                ELSE coalesce(d.due_on, s.due_on) END AS due_on,
            s.settled_on,
            coalesce(s.currency, v_currency) AS currency, s.disputed,
            first_value(s.line) OVER (PARTITION BY c.id, s.kind, s.number ORDER BY s.line)
                AS first_line,
            d.id AS found_id, d.amount AS found_amount, d.document_on AS found_on,
            d.base_amount AS found_base, d.due_on AS found_due, d.currency AS found_currency, d.disputed AS found_disputed
        FROM (
            SELECT line, customer, kind, false AS derived, number, amount, document_on, due_on,
                settled_on, currency, disputed, amount_unknown, date_unknown, due_unknown, rate
            FROM import_row
            UNION ALL
            SELECT line, customer, CASE kind WHEN 1 THEN 3 ELSE 4 END, true,
                ar_import_payment_number(number),
                CASE WHEN settled_on IS NULL THEN 0 ELSE -amount END,
                coalesce(settled_on, document_on), coalesce(settled_on, document_on), settled_on,
                currency, NULL, NULL, NULL, NULL, rate
            FROM import_row WHERE p_form = 'history' AND amount <> 0
        ) AS s
        JOIN ar_customer AS c ON c.code = s.customer
        LEFT JOIN import_rate AS x ON x.currency = s.currency AND x.on_day = s.document_on
        LEFT JOIN ar_document AS d
            ON d.customer_id = c.id AND d.kind = s.kind AND d.number = s.number
            AND d.undone_import IS NULL
    ) AS item;
    ANALYZE import_item (line, first_line, customer_id, document_id, kind, derived, outcome);
END
$$;

-- Gives the lines whose number is that of one stored document but for leading zeros that number,
-- with a warning; true if there are any. Documents that the file names exactly stay as they are.
CREATE FUNCTION ar_import_zeros(p_form text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    CREATE TEMP TABLE import_zeros ON COMMIT DROP AS
    SELECT line, min(known) AS known
    FROM (
        SELECT i.line, d.number AS known, d.id
        FROM import_item AS i JOIN ar_document AS d ON d.customer_id = i.customer_id
            AND d.kind = i.kind AND ltrim(d.number, '0') = ltrim(i.number, '0')
        WHERE i.outcome = 0 AND NOT i.derived AND d.undone_import IS NULL AND d.number ~ '^0[0-9]+$'
            AND i.number ~ '^[0-9]+$'
        UNION ALL
        SELECT i.line, d.number, d.id
        FROM import_item AS i JOIN ar_document AS d ON d.customer_id = i.customer_id
            AND d.kind = i.kind AND ltrim(d.number, '0') = ltrim(i.number, '0')
        WHERE i.outcome = 0 AND NOT i.derived AND d.undone_import IS NULL AND i.number ~ '^0[0-9]+$'
            AND d.number ~ '^[1-9][0-9]*$'
        UNION ALL
        -- Both are stored: the line says what the one with the zeros does.
        SELECT i.line, d.number, d.id
        FROM import_item AS i JOIN ar_document AS d ON d.customer_id = i.customer_id
            AND d.kind = i.kind AND ltrim(d.number, '0') = i.number
        JOIN ar_document AS e ON e.customer_id = i.customer_id AND e.kind = i.kind
            AND e.number = i.number AND e.undone_import IS NULL
        WHERE i.outcome IN (2, 3) AND NOT i.derived AND d.undone_import IS NULL
            AND d.number ~ '^0[0-9]+$' AND i.number ~ '^[1-9][0-9]*$'
            AND (i.amount, i.document_on, i.due_on) = (d.amount, d.document_on, d.due_on)
            AND (i.amount, i.document_on, i.due_on) <> (e.amount, e.document_on, e.due_on)
    ) AS pair
    WHERE NOT EXISTS (SELECT FROM import_item AS i WHERE i.document_id = pair.id)
    GROUP BY line
    HAVING count(*) = 1;
    -- Two numbers of the file for one document are two documents.
    DELETE FROM import_zeros AS z USING import_row AS r
    WHERE r.line = z.line AND (r.customer, r.kind, z.known) IN (
        SELECT r.customer, r.kind, z.known FROM import_zeros AS z JOIN import_row AS r USING (line)
        GROUP BY 1, 2, 3 HAVING count(DISTINCT r.number) > 1);
    INSERT INTO import_warning (line, code, subject, object)
    SELECT z.line, 'number_zeros', r.number, z.known
    FROM import_zeros AS z JOIN import_row AS r USING (line);
    UPDATE import_row AS r SET number = z.known FROM import_zeros AS z WHERE z.line = r.line;
    IF p_form = 'receipts' THEN PERFORM ar_import_zeros_applied(); END IF;
    RETURN EXISTS (SELECT FROM import_zeros);
END
$$;

-- The same for the invoices that receipts are applied to.
CREATE FUNCTION ar_import_zeros_applied() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE import_row AS r SET applied_to = x.known
    FROM (
        SELECT r.line, min(d.number) AS known
        FROM import_row AS r
        JOIN ar_customer AS c ON c.code = r.customer
        JOIN ar_document AS d ON d.customer_id = c.id AND d.kind = 1
            AND ltrim(d.number, '0') = ltrim(r.applied_to, '0')
        WHERE r.applied_to ~ '^[0-9]+$' AND d.number ~ '^[0-9]+$'
            AND d.undone_import IS NULL
            AND NOT EXISTS (SELECT FROM ar_document AS e
                WHERE e.customer_id = c.id AND e.kind = 1 AND e.number = r.applied_to
                    AND e.undone_import IS NULL)
        GROUP BY r.line
        HAVING count(*) = 1
    ) AS x
    WHERE x.line = r.line;
END
$$;

