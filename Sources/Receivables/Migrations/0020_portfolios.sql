-- Portfolios: what somebody sees who is limited to some groups of customers.
--
-- Their statements run as a role of its own, in a schema of its own that holds nothing but the
-- views below. Each bears the name of a table and holds what that table would hold if there were
-- no other customers, so that every question of the program can be asked there as it is written;
-- none needs a filter, so none can lack one. The role has no right on any table. What has no view
-- is not there, and asking for it fails. Row-level security on the tables themselves would have
-- closed them to COPY, which imports need.
--
-- The groups are those of the setting countinghouse.portfolio; where nobody has set it, reading
-- fails. The views take no condition of a question into account before their own, unless it can
-- tell nothing of the rows it sees (security_barrier).
CREATE INDEX ar_customer_in_group ON ar_customer (group_id);

DO $$
DECLARE
    v_schema  text := current_setting('countinghouse.portfolio_schema');
    v_role    text := current_setting('countinghouse.portfolio_role');
    v_grouped text := $sql$= ANY ((SELECT current_setting('countinghouse.portfolio')::bigint[])
        ::bigint[])$sql$;
    v_own     text := 'IN (SELECT id FROM ar_customer WHERE group_id ' || v_grouped || ')';
    v_papers  text := 'IN (SELECT id FROM ar_document WHERE customer_id ' || v_own || ')';
    -- Entries of other kinds may come to be written for something else than a document.
    v_entries text := 'source_kind IN (1, 2, 3, 4, 5, 10, 12, 15) AND source_id ' || v_papers;
    -- What ar_contra_account answers, as an expression. To call it the server would look through
    -- all tenants' functions of that name, which takes longer with every tenant; asked for by its
    -- whole key it is found at once.
    v_contra  text := (SELECT replace(substring(prosrc FROM 'CASE.*END'), 'p_kind', 'kind')
        FROM pg_proc WHERE proname = 'ar_contra_account' AND proargtypes = '21'::oidvector
            AND pronamespace = current_schema()::regnamespace);
    v_view    text[];
BEGIN
    FOREACH v_view SLICE 1 IN ARRAY ARRAY[
        -- About no customer at all.
        ARRAY['ar_setting', 'SELECT * FROM ar_setting'],
        ARRAY['ar_currency', 'SELECT * FROM ar_currency'],
        ARRAY['ar_rate', 'SELECT * FROM ar_rate'],
        ARRAY['ledger_account', 'SELECT * FROM ledger_account'],
        -- The customers, and what belongs to one.
        ARRAY['ar_customer_group', 'SELECT * FROM ar_customer_group WHERE id ' || v_grouped],
        ARRAY['ar_customer', 'SELECT * FROM ar_customer WHERE group_id ' || v_grouped],
        ARRAY['ar_payment_terms', 'SELECT * FROM ar_payment_terms WHERE id IN
            (SELECT terms_id FROM ar_customer WHERE group_id ' || v_grouped || ')'],
        ARRAY['ar_contact', 'SELECT * FROM ar_contact WHERE customer_id ' || v_own],
        ARRAY['ar_note', 'SELECT * FROM ar_note WHERE customer_id ' || v_own
            || ' WITH CASCADED CHECK OPTION'],
        ARRAY['ar_document', 'SELECT * FROM ar_document WHERE customer_id ' || v_own],
        ARRAY['ar_instalment', 'SELECT * FROM ar_instalment WHERE document_id ' || v_papers],
        ARRAY['ar_invoice_line', 'SELECT * FROM ar_invoice_line WHERE document_id ' || v_papers],
        ARRAY['ar_entry', 'SELECT * FROM ar_entry WHERE customer_id ' || v_own],
        ARRAY['ar_write_off_reversal', 'SELECT * FROM ar_write_off_reversal
            WHERE document_id ' || v_papers],
        ARRAY['ar_open_item', 'SELECT * FROM ar_open_item WHERE customer_id ' || v_own],
        ARRAY['ar_past_item', 'SELECT * FROM ar_past_item WHERE customer_id ' || v_own],
        ARRAY['ar_settled_document', 'SELECT * FROM ar_settled_document
            WHERE customer_id ' || v_own],
        ARRAY['ar_summary', 'SELECT * FROM ar_summary WHERE customer_id ' || v_own],
        ARRAY['ar_delta', 'SELECT * FROM ar_delta WHERE customer_id ' || v_own],
        -- The rollup by due date is of everybody: here it is what it stands for, several rows a
        -- day, less the changes that its readers add.
        ARRAY['ar_due_total', 'SELECT due_on, base_amount, 1::bigint AS items,
                documents::bigint AS documents FROM ar_open_item WHERE customer_id ' || v_own || '
            UNION ALL SELECT due_on, -base_amount, -items::bigint, -documents::bigint
            FROM ar_delta WHERE customer_id ' || v_own],
        -- The journal's entries for these customers' documents; and what its accounts come to, as
        -- the movements say, for the journal has balances of everybody alone. It is no proof of
        -- the movements, so no control balance is told from it.
        ARRAY['journal_entry', 'SELECT * FROM journal_entry WHERE ' || v_entries],
        ARRAY['journal_line', 'SELECT * FROM journal_line
            WHERE entry_id IN (SELECT id FROM journal_entry WHERE ' || v_entries || ')'],
        ARRAY['ledger_balance', 'SELECT 1 AS account_id, currency, effective_on AS entry_on,
                amount, base_amount FROM ar_entry WHERE customer_id ' || v_own || '
            UNION ALL SELECT ' || v_contra || ', currency, effective_on, -amount,
                -base_amount FROM ar_entry WHERE customer_id ' || v_own],
        ARRAY['ledger_delta', 'SELECT account_id, currency, entry_on, amount, base_amount
            FROM ledger_delta WHERE false'],
        -- A file may hold anybody's documents, and its name say whose.
        ARRAY['ar_import', 'SELECT * FROM ar_import WHERE false']
    ] LOOP
        EXECUTE format('CREATE VIEW %I.%I WITH (security_barrier = true) AS %s', v_schema,
            v_view[1], v_view[2]);
        EXECUTE format('GRANT SELECT ON %I.%I TO %I', v_schema, v_view[1], v_role);
    END LOOP;
    EXECUTE format('GRANT INSERT ON %I.ar_note TO %I', v_schema, v_role);
    -- The functions that questions call, none of which reads a table; ar_folded is there (0017).
    EXECUTE format('CREATE AGGREGATE %I.ar_sum (bigint) (SFUNC = int8pl, STYPE = bigint,'
        ' COMBINEFUNC = int8pl, INITCOND = ''0'', PARALLEL = SAFE)', v_schema);
    EXECUTE format('CREATE FUNCTION %I.ar_recorded_at() RETURNS timestamptz LANGUAGE sql STABLE'
        ' AS %L', v_schema,
        'SELECT current_setting(''countinghouse.recorded_at'')::timestamptz');
END
$$;

-- Groups can be made and dissolved by hand; one that still has customers stays.
DO $$
BEGIN
    EXECUTE format('GRANT DELETE ON ar_customer_group TO %I',
        current_setting('countinghouse.tenant_role'));
END
$$;
