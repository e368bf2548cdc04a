-- Rollups: folding, moving them to the next day, rebuilding and proving what is derived.

CREATE FUNCTION ar_rollup_lock(p_wait boolean) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    v_key bigint := hashtextextended(current_schema() || '.ar_rollup', 0);
BEGIN
    IF p_wait THEN
        PERFORM pg_advisory_xact_lock(v_key);
        RETURN true;
    END IF;
    RETURN pg_try_advisory_xact_lock(v_key);
END
$$;

-- Adds changes to both rollups. Overdue and at risk hold for ar_setting.rolled_to, which nobody
-- moves meanwhile: the caller holds the rollup lock.
CREATE FUNCTION ar_fold() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    v_folded bigint;
    v_day    date;
BEGIN
    IF NOT ar_rollup_lock(false) THEN RETURN 0; END IF;
    SELECT rolled_to INTO v_day FROM ar_setting;
    WITH gone AS (DELETE FROM ar_delta RETURNING *),
    due AS (
        INSERT INTO ar_due_total AS t (due_on, base_amount, items, documents)
        SELECT due_on, sum(base_amount), sum(items), sum(documents)
        FROM gone GROUP BY due_on ORDER BY due_on
        ON CONFLICT (due_on) DO UPDATE SET base_amount = t.base_amount + excluded.base_amount,
            items = t.items + excluded.items, documents = t.documents + excluded.documents
    ), customer AS (
        INSERT INTO ar_summary AS s (customer_id, outstanding, overdue, items, documents, at_risk)
        SELECT customer_id, sum(base_amount),
            coalesce(sum(base_amount) FILTER (WHERE due_on < v_day), 0), sum(items),
            sum(documents), coalesce(sum(documents) FILTER (WHERE due_on < v_day - 90), 0)
        FROM gone GROUP BY customer_id ORDER BY customer_id
        ON CONFLICT (customer_id) DO UPDATE SET
            outstanding = s.outstanding + excluded.outstanding,
            overdue = s.overdue + excluded.overdue, items = s.items + excluded.items,
            documents = s.documents + excluded.documents, at_risk = s.at_risk + excluded.at_risk
    )
    SELECT count(*) INTO v_folded FROM gone;
    DELETE FROM ar_due_total WHERE items = 0 AND documents = 0 AND base_amount = 0;
    RETURN v_folded;
END
$$;

-- Moves the day for which ar_summary's overdue and at_risk hold. Items and unfolded changes are
-- read in one snapshot: the rollup is what the items say less what is still to be folded.
CREATE FUNCTION ar_roll_to(p_day date) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    IF NOT ar_rollup_lock(false) THEN RETURN false; END IF;
    IF (SELECT rolled_to FROM ar_setting) = p_day THEN RETURN false; END IF;
    UPDATE ar_summary AS s SET overdue = t.overdue, at_risk = t.at_risk
    FROM (
        SELECT customer_id, sum(overdue)::bigint AS overdue, sum(at_risk)::integer AS at_risk
        FROM (
            SELECT customer_id, 0 AS overdue, 0 AS at_risk FROM ar_summary
            UNION ALL
            SELECT customer_id, base_amount,
                CASE WHEN due_on < p_day - 90 THEN documents ELSE 0 END
            FROM ar_open_item WHERE due_on < p_day
            UNION ALL
            SELECT customer_id, -base_amount,
                CASE WHEN due_on < p_day - 90 THEN -documents ELSE 0 END
            FROM ar_delta WHERE due_on < p_day
        ) AS part
        GROUP BY customer_id
    ) AS t
    WHERE t.customer_id = s.customer_id
        AND (s.overdue, s.at_risk) IS DISTINCT FROM (t.overdue, t.at_risk);
    UPDATE ar_setting SET rolled_to = p_day;
    RETURN true;
END
$$;

-- Adds whole new documents of one import to the rollups at once: a million changes would only
-- be folded again. Waits for a fold that is running; others wait until this commits.
CREATE FUNCTION ar_fold_import(p_import bigint, p_first_document bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_day date;
BEGIN
    PERFORM ar_rollup_lock(true);
    SELECT rolled_to INTO v_day FROM ar_setting;
    INSERT INTO ar_due_total AS t (due_on, base_amount, items, documents)
    SELECT due_on, sum(base_amount), count(*), count(*) FILTER (WHERE kind = 1)
    FROM ar_document
    WHERE import_id = p_import AND id >= p_first_document AND amount <> 0
    GROUP BY due_on ORDER BY due_on
    ON CONFLICT (due_on) DO UPDATE SET base_amount = t.base_amount + excluded.base_amount,
        items = t.items + excluded.items, documents = t.documents + excluded.documents;
    INSERT INTO ar_summary AS s (customer_id, outstanding, overdue, items, documents, at_risk)
    SELECT customer_id, sum(base_amount),
        coalesce(sum(base_amount) FILTER (WHERE due_on < v_day), 0), count(*),
        count(*) FILTER (WHERE kind = 1),
        count(*) FILTER (WHERE kind = 1 AND due_on < v_day - 90)
    FROM ar_document
    WHERE import_id = p_import AND id >= p_first_document AND amount <> 0
    GROUP BY customer_id ORDER BY customer_id
    ON CONFLICT (customer_id) DO UPDATE SET outstanding = s.outstanding + excluded.outstanding,
        overdue = s.overdue + excluded.overdue, items = s.items + excluded.items,
        documents = s.documents + excluded.documents, at_risk = s.at_risk + excluded.at_risk;
END
$$;

-- Proves what is derived against the ledger: one row per difference found, none if all is well.
-- Where two figures are compared at once, the first that differs is shown.
CREATE FUNCTION ar_verify() RETURNS TABLE (what text, at text, expected numeric, found numeric)
LANGUAGE sql STABLE AS $$
    SELECT 'open items', 'document ' || document_id || '/' || instalment || ' on ' || on_date,
        CASE WHEN sum(e) <> sum(i) THEN sum(e) ELSE sum(e_base) END,
        CASE WHEN sum(e) <> sum(i) THEN sum(i) ELSE sum(i_base) END
    FROM (
        -- A step begins with its balance and ends with it: what is left is the movement.
        SELECT document_id, instalment, document_on, due_on, effective_on AS on_date,
            amount AS e, base_amount AS e_base, 0 AS i, 0 AS i_base FROM ar_entry
        UNION ALL SELECT document_id, instalment, document_on, due_on, from_on, 0, 0, amount,
            base_amount FROM ar_open_item
        UNION ALL SELECT document_id, instalment, document_on, due_on, from_on, 0, 0, amount,
            base_amount FROM ar_past_item
        UNION ALL SELECT document_id, instalment, document_on, due_on, to_on, 0, 0, -amount,
            -base_amount FROM ar_past_item
    ) AS x GROUP BY document_id, instalment, document_on, due_on, on_date
    HAVING sum(e) <> sum(i) OR sum(e_base) <> sum(i_base)
    UNION ALL
    SELECT 'settled documents', 'document ' || coalesce(d.id, s.document_id),
        CASE WHEN d.id IS NULL THEN 0 ELSE 1 END, CASE WHEN s.document_id IS NULL THEN 0 ELSE 1 END
    FROM (
        SELECT id, customer_id, amount, document_on, due_on, kind FROM ar_document AS d
        WHERE status = 1 AND NOT EXISTS (SELECT FROM ar_open_item AS i
            WHERE i.document_id = d.id AND i.amount <> 0)
    ) AS d
    FULL JOIN ar_settled_document AS s ON s.document_id = d.id
        AND (s.customer_id, s.amount, s.document_on, s.due_on, s.kind)
            = (d.customer_id, d.amount, d.document_on, d.due_on, d.kind)
    WHERE d.id IS NULL OR s.document_id IS NULL
    UNION ALL
    SELECT 'due date rollup', due_on::text,
        CASE WHEN sum(e) <> sum(r) THEN sum(e) ELSE sum(e_count) END,
        CASE WHEN sum(e) <> sum(r) THEN sum(r) ELSE sum(r_count) END
    FROM (
        SELECT due_on, base_amount AS e, 1000000007::bigint + documents AS e_count, 0 AS r,
            0 AS r_count FROM ar_open_item
        UNION ALL SELECT due_on, 0, 0, base_amount, 1000000007::bigint * items + documents
            FROM ar_due_total
        UNION ALL SELECT due_on, 0, 0, base_amount, 1000000007::bigint * items + documents
            FROM ar_delta
    ) AS x GROUP BY due_on HAVING sum(e) <> sum(r) OR sum(e_count) <> sum(r_count)
    UNION ALL
    SELECT 'customer rollup', 'customer ' || customer_id,
        CASE WHEN sum(e) <> sum(r) THEN sum(e) ELSE sum(e_count) END,
        CASE WHEN sum(e) <> sum(r) THEN sum(r) ELSE sum(r_count) END
    FROM (
        SELECT customer_id, base_amount AS e, 1000000007::bigint + documents AS e_count, 0 AS r,
            0 AS r_count FROM ar_open_item
        UNION ALL SELECT customer_id, 0, 0, outstanding,
            1000000007::bigint * items + documents FROM ar_summary
        UNION ALL SELECT customer_id, 0, 0, base_amount,
            1000000007::bigint * items + documents FROM ar_delta
    ) AS x GROUP BY customer_id HAVING sum(e) <> sum(r) OR sum(e_count) <> sum(r_count)
    UNION ALL
    SELECT 'customer rollup, overdue', 'customer ' || customer_id,
        CASE WHEN sum(e) <> sum(r) THEN sum(e) ELSE sum(e_risk) END,
        CASE WHEN sum(e) <> sum(r) THEN sum(r) ELSE sum(r_risk) END
    FROM (
        SELECT customer_id, base_amount AS e,
            CASE WHEN due_on < rolled_to - 90 THEN documents ELSE 0 END AS e_risk, 0 AS r,
            0 AS r_risk FROM ar_open_item, ar_setting WHERE due_on < rolled_to
        UNION ALL SELECT customer_id, 0, 0, overdue, at_risk FROM ar_summary
        UNION ALL SELECT customer_id, 0, 0, base_amount,
            CASE WHEN due_on < rolled_to - 90 THEN documents ELSE 0 END
        FROM ar_delta, ar_setting WHERE due_on < rolled_to
    ) AS x GROUP BY customer_id HAVING sum(e) <> sum(r) OR sum(e_risk) <> sum(r_risk)
    UNION ALL
    SELECT 'control account', currency || ' ' || on_date,
        CASE WHEN sum(e) <> sum(j) THEN sum(e) ELSE sum(e_base) END,
        CASE WHEN sum(e) <> sum(j) THEN sum(j) ELSE sum(j_base) END
    FROM (
        SELECT currency, effective_on AS on_date, amount AS e, base_amount AS e_base, 0 AS j,
            0 AS j_base FROM ar_entry
        UNION ALL SELECT currency, entry_on, 0, 0, amount, base_amount
        FROM journal_line WHERE account_id = 1
    ) AS x GROUP BY currency, on_date HAVING sum(e) <> sum(j) OR sum(e_base) <> sum(j_base)
    UNION ALL
    SELECT 'journal balance', account_id || ' ' || currency || ' ' || entry_on,
        CASE WHEN sum(e) <> sum(b) THEN sum(e) ELSE sum(e_base) END,
        CASE WHEN sum(e) <> sum(b) THEN sum(b) ELSE sum(b_base) END
    FROM (
        SELECT account_id, currency, entry_on, amount AS e, base_amount AS e_base, 0 AS b,
            0 AS b_base FROM journal_line
        UNION ALL SELECT account_id, currency, entry_on, 0, 0, amount, base_amount
        FROM ledger_balance
        UNION ALL SELECT account_id, currency, entry_on, 0, 0, amount, base_amount
        FROM ledger_delta
    ) AS x GROUP BY account_id, currency, entry_on
    HAVING sum(e) <> sum(b) OR sum(e_base) <> sum(b_base)
    UNION ALL
    SELECT 'journal entry', 'entry ' || entry_id, 0, sum(base_amount)
    FROM (
        SELECT entry_id, sum(amount) AS amount, sum(base_amount) AS base_amount
        FROM journal_line GROUP BY entry_id, currency
    ) AS by_currency
    GROUP BY entry_id HAVING sum(base_amount) <> 0 OR bool_or(amount <> 0)
$$;
