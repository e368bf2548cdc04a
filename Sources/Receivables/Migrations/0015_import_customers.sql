-- Import: lists of customers and of the people there.

CREATE FUNCTION ar_import_customers_begin() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    CREATE TEMP TABLE import_customer (
        line     bigint NOT NULL,
        code     text   NOT NULL,
        name     text,
        grouping text,
        terms    text,
        currency text,
        contact  text,
        email    text,
        phone    text
    ) ON COMMIT DROP;
END
$$;

-- The days that usual names of payment terms mean; null for others.
CREATE FUNCTION ar_import_term_days(p_name text) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN lower(p_name) ~ '(receipt|immediate|cod|cash|sofort|prepa)' THEN 0
        ELSE substring(replace(lower(p_name), '_', ' ')
            from '^(?:net|n|due in|netto|within)?[ /]*([0-9]{1,3})[ ]*(?:days?|d|tage)?(?: net)?$')
            ::integer END
$$;

-- Takes in import_customer: what is said replaces what is stored, what is not said stays. One
-- customer may stand in several lines, one for each person. Counts are of customers.
CREATE FUNCTION ar_import_customers_store() RETURNS TABLE (
    customer_count bigint, contact_count bigint, new_count bigint, changed_count bigint,
    unchanged_count bigint
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    v_contacts bigint;
BEGIN
    CREATE TEMP TABLE import_named ON COMMIT DROP AS
    SELECT code, max(name) AS name, NULL::text AS known FROM import_customer GROUP BY code;
    IF ar_import_known_customers() THEN
        UPDATE import_customer AS r SET code = n.known FROM import_named AS n
        WHERE n.code = r.code AND n.known IS NOT NULL;
        UPDATE import_named SET code = known WHERE known IS NOT NULL;
    END IF;
    PERFORM ar_import_customers_terms();
    INSERT INTO ar_customer_group (name)
    SELECT DISTINCT grouping FROM import_customer WHERE grouping IS NOT NULL ORDER BY 1
    ON CONFLICT (name) DO NOTHING;

    CREATE TEMP TABLE import_master ON COMMIT DROP AS
    SELECT s.*, c.id AS found_id, 0::smallint AS outcome
    FROM (
        SELECT i.code, min(g.id) AS group_id, min(t.id) AS terms_id,
            (array_agg(i.name ORDER BY line) FILTER (WHERE i.name IS NOT NULL))[1] AS name,
            (array_agg(i.currency ORDER BY line) FILTER (WHERE i.currency IS NOT NULL))[1]
                AS currency
        FROM import_customer AS i
        LEFT JOIN ar_customer_group AS g ON g.name = i.grouping
        LEFT JOIN ar_payment_terms AS t ON lower(t.name) = lower(i.terms)
        GROUP BY i.code
    ) AS s
    LEFT JOIN ar_customer AS c ON c.code = s.code;
    UPDATE import_master AS m SET outcome = CASE WHEN (
            coalesce(m.name, c.name), coalesce(m.group_id, c.group_id),
            coalesce(m.terms_id, c.terms_id), coalesce(m.currency, c.currency))
        IS DISTINCT FROM (c.name, c.group_id, c.terms_id, c.currency) THEN 2 ELSE 1 END
    FROM ar_customer AS c WHERE c.id = m.found_id;
    INSERT INTO ar_customer (code, name, group_id, terms_id, currency)
    SELECT code, coalesce(name, code), group_id, terms_id, currency
    FROM import_master WHERE outcome = 0 ORDER BY code;
    UPDATE ar_customer AS c SET name = coalesce(m.name, c.name),
        group_id = coalesce(m.group_id, c.group_id), terms_id = coalesce(m.terms_id, c.terms_id),
        currency = coalesce(m.currency, c.currency)
    FROM import_master AS m WHERE m.outcome = 2 AND c.id = m.found_id;
    PERFORM ar_import_alike();
    v_contacts := ar_import_contacts();
    RETURN QUERY
    SELECT count(*), v_contacts, count(*) FILTER (WHERE outcome = 0),
        count(*) FILTER (WHERE outcome = 2), count(*) FILTER (WHERE outcome = 1)
    FROM import_master;
END
$$;

-- Creates the payment terms whose names say what they are and warns of the others.
CREATE FUNCTION ar_import_customers_terms() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO ar_payment_terms (name, due_days)
    SELECT min(terms), ar_import_term_days(min(terms)) FROM import_customer AS i
    WHERE NOT EXISTS (SELECT FROM ar_payment_terms AS t WHERE lower(t.name) = lower(i.terms))
        AND ar_import_term_days(terms) IS NOT NULL
    GROUP BY lower(terms) ORDER BY 1;
    INSERT INTO import_warning (line, code, subject)
    SELECT 0, 'terms_unknown', terms FROM import_customer AS i
    WHERE terms IS NOT NULL
        AND NOT EXISTS (SELECT FROM ar_payment_terms AS t WHERE lower(t.name) = lower(i.terms))
    GROUP BY terms;
END
$$;

-- People are known by their e-mail address, or by name where they have none. Returns how many
-- the file names; a customer whose people change has changed.
CREATE FUNCTION ar_import_contacts() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    v_count bigint;
BEGIN
    CREATE TEMP TABLE import_contact ON COMMIT DROP AS
    SELECT DISTINCT ON (c.id, key) c.id AS customer_id, key,
        coalesce(i.contact, i.email, i.phone) AS name, i.email, i.phone, i.code,
        (SELECT min(k.id) FROM ar_contact AS k WHERE k.customer_id = c.id
            AND lower(coalesce(k.email, k.name)) = key) AS found_id
    FROM import_customer AS i
    JOIN ar_customer AS c ON c.code = i.code
    CROSS JOIN LATERAL (SELECT lower(coalesce(i.email, i.contact, i.phone)) AS key) AS k
    WHERE key IS NOT NULL
    ORDER BY c.id, key, i.line;
    SELECT count(*) INTO v_count FROM import_contact;
    WITH added AS (
        INSERT INTO ar_contact (customer_id, name, email, phone)
        SELECT customer_id, name, email, phone FROM import_contact WHERE found_id IS NULL
        ORDER BY customer_id, name
        RETURNING customer_id
    ), updated AS (
        UPDATE ar_contact AS k SET name = i.name, phone = coalesce(i.phone, k.phone)
        FROM import_contact AS i
        WHERE k.id = i.found_id AND (k.name, k.phone) IS DISTINCT FROM
            (i.name, coalesce(i.phone, k.phone))
        RETURNING k.customer_id
    )
    UPDATE import_master AS m SET outcome = 2 FROM ar_customer AS c
    WHERE c.code = m.code AND m.outcome = 1
        AND c.id IN (SELECT customer_id FROM added UNION SELECT customer_id FROM updated);
    RETURN v_count;
END
$$;
