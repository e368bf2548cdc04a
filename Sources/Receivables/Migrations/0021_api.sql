-- What programs ask for: requests that may be sent again, and lists in orders of their own.

-- A request that its sender gave a key, and what it was answered with. The row is written by the
-- transaction that does what the request asks for; where that is not done in one transaction, the
-- row is there before, without an answer, held by whoever does it until begun_until, again and again.
CREATE TABLE api_request (
    actor_kind  text        NOT NULL,
    -- 0 for an actor without an id.
    actor_id    bigint      NOT NULL,
    key         text        NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
    -- SHA-256 of method, address and body.
    digest      bytea       NOT NULL CHECK (length(digest) = 32),
    status      smallint,
    body        bytea,
    path        text,
    begun_until timestamptz,
    -- Who holds it until then: a number made up for each time.
    begun_by    bigint,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    -- The groups of customers that its sender saw then; null for all.
    portfolio   text        DEFAULT nullif(current_setting('countinghouse.portfolio', true), ''),
    PRIMARY KEY (actor_kind, actor_id, key)
) WITH (fillfactor = 70);
CREATE INDEX api_request_recorded ON api_request USING brin (recorded_at);

-- Takes a key for the transaction, or fails where it was taken before; waits for one that is being
-- taken. It fails by itself, since the server's log would else have whose key it was and which.
-- There is another one for portfolios, which takes it in the view below.
DO $$
DECLARE
    v_schema text;
BEGIN
    FOREACH v_schema IN ARRAY
        ARRAY[current_schema()::text, current_setting('countinghouse.portfolio_schema')]
    LOOP
        EXECUTE format('CREATE FUNCTION %I.api_take(p_actor_kind text, p_actor_id bigint,'
            ' p_key text, p_digest bytea) RETURNS void LANGUAGE plpgsql AS %L', v_schema, $body$
BEGIN
    INSERT INTO api_request (actor_kind, actor_id, key, digest)
    VALUES (p_actor_kind, p_actor_id, p_key, p_digest)
    ON CONFLICT (actor_kind, actor_id, key) DO NOTHING;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'this key was sent before' USING ERRCODE = 'CH121';
    END IF;
END
$body$);
    END LOOP;
END
$$;

-- Lists of documents of a kind by date, by due date and by amount, each from any place on.
CREATE INDEX ar_document_by_date ON ar_document (kind, document_on, id);
CREATE INDEX ar_document_by_due ON ar_document (kind, due_on, id);
CREATE INDEX ar_document_by_amount ON ar_document (kind, amount, id);
-- The same of those that are settled; by id they are found by the primary key.
CREATE INDEX ar_settled_by_date ON ar_settled_document (kind, document_on, document_id);
CREATE INDEX ar_settled_by_due ON ar_settled_document (kind, due_on, document_id);
CREATE INDEX ar_settled_by_amount ON ar_settled_document (kind, amount, document_id);
CREATE INDEX ar_settled_of_customer ON ar_settled_document (customer_id, kind, document_id);
-- The same of those that are void: few, until a large import is undone.
CREATE INDEX ar_document_void ON ar_document (kind, id) WHERE status = 2;
CREATE INDEX ar_document_void_by_date ON ar_document (kind, document_on, id) WHERE status = 2;
CREATE INDEX ar_document_void_by_due ON ar_document (kind, due_on, id) WHERE status = 2;
CREATE INDEX ar_document_void_by_amount ON ar_document (kind, amount, id) WHERE status = 2;
-- The same of those that are open: one row of each bears the mark.
CREATE INDEX ar_open_item_by_date ON ar_open_item (document_on, document_id) WHERE documents = 1;
CREATE INDEX ar_open_item_by_due ON ar_open_item (due_on, document_id) WHERE documents = 1;

-- Customers by name, whatever the case of its letters; write-offs as they were recorded.
CREATE INDEX ar_customer_by_name
    ON ar_customer ((left(ar_folded(name), 100) COLLATE "C"), id);
CREATE INDEX ar_entry_write_off ON ar_entry (id) WHERE kind = 12 AND cause = 0;

DO $$
BEGIN
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON api_request TO %I',
        current_setting('countinghouse.tenant_role'));
END
$$;

-- Whoever is limited to a portfolio has their own requests there and nobody else's, and of those
-- what they sent with the portfolio that they have: an answer to an earlier one may tell of
-- customers that are not theirs any more. Its key counts as used.
DO $$
DECLARE
    v_schema text := current_setting('countinghouse.portfolio_schema');
    v_role   text := current_setting('countinghouse.portfolio_role');
BEGIN
    EXECUTE format('CREATE VIEW %I.api_request WITH (security_barrier = true) AS'
        ' SELECT * FROM api_request'
        ' WHERE actor_kind || '' '' || actor_id = current_setting(''countinghouse.actor'')'
        ' AND portfolio = current_setting(''countinghouse.portfolio'')'
        ' WITH CASCADED CHECK OPTION', v_schema);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I.api_request TO %I', v_schema, v_role);
END
$$;
