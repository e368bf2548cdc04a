-- The outbox: what happened in the books, written by the transactions in which it happened, and
-- to whom that is still to be told. Where nobody wants to know, nothing is written.

-- Which endpoints want which events; kept in step with public.webhook_endpoints.
CREATE TABLE webhook_subscription (
    endpoint_id bigint       NOT NULL,
    type        varchar(100) NOT NULL,
    PRIMARY KEY (endpoint_id, type)
);

CREATE TABLE webhook_event (
    no          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    object_id   bigint      NOT NULL,
    recorded_at timestamptz NOT NULL,
    id          uuid        NOT NULL DEFAULT gen_random_uuid(),
    -- Of the events that were written of the object; does not begin again.
    sequence    integer     NOT NULL,
    type        text        NOT NULL,
    object_kind text        NOT NULL,
    -- The figures of that moment, as text that is sent as it stands.
    data        json        NOT NULL
);
CREATE INDEX webhook_event_object ON webhook_event (object_id, object_kind);
CREATE INDEX webhook_event_recorded ON webhook_event USING brin (recorded_at);

CREATE TABLE webhook_counter (
    object_id   bigint      NOT NULL,
    object_kind varchar(40) NOT NULL,
    last        integer     NOT NULL,
    PRIMARY KEY (object_id, object_kind)
);

-- One row for each event and endpoint. next_at: when it is tried, or, while it is being sent,
-- when whoever sends it is not believed to be alive any more.
CREATE TABLE webhook_delivery (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_no    bigint      NOT NULL,
    endpoint_id bigint      NOT NULL,
    object_id   bigint      NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    next_at     timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    attempts    integer     NOT NULL DEFAULT 0,
    -- Of the last attempt: how long it took, and what came back.
    duration_ms integer,
    status      integer,
    object_kind text        NOT NULL,
    state       text        NOT NULL DEFAULT 'waiting'
        CHECK (state IN ('waiting', 'sending', 'delivered', 'failed')),
    sender      text,
    error       text,
    excerpt     text
);
CREATE INDEX webhook_delivery_due ON webhook_delivery (endpoint_id, next_at, id)
    WHERE state IN ('waiting', 'sending');
CREATE INDEX webhook_delivery_order ON webhook_delivery (endpoint_id, object_id, object_kind, id)
    WHERE state IN ('waiting', 'sending');
CREATE INDEX webhook_delivery_log ON webhook_delivery (endpoint_id, id);

-- Each time that something was sent, and what came back. What nobody knows the end of, since its
-- server died meanwhile, has no row.
CREATE TABLE webhook_attempt (
    id          bigint      GENERATED ALWAYS AS IDENTITY,
    delivery_id bigint      NOT NULL,
    started_at  timestamptz NOT NULL,
    duration_ms integer     NOT NULL,
    status      integer,
    error       text,
    PRIMARY KEY (delivery_id, id)
);

-- Writes events down for whoever wants them, in their order (parallel arrays, one element an
-- event). An object's events are numbered; whoever writes of one holds it locked, or made it.
CREATE FUNCTION webhook_emit(
    p_types text[], p_kind text, p_objects bigint[], p_data json[]
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    WITH given AS (
        SELECT g.*, count(*) OVER w AS rank, count(*) OVER (PARTITION BY object_id) AS size
        FROM unnest(p_types, p_objects, p_data) WITH ORDINALITY AS g (type, object_id, data, no)
        WHERE type IN (SELECT s.type FROM webhook_subscription AS s)
        WINDOW w AS (PARTITION BY object_id ORDER BY no)
    ), counted AS (
        INSERT INTO webhook_counter AS c (object_id, object_kind, last)
        SELECT object_id, p_kind, count(*) FROM given GROUP BY object_id ORDER BY object_id
        ON CONFLICT (object_id, object_kind) DO UPDATE SET last = c.last + excluded.last
        RETURNING object_id, last
    ), event AS (
        INSERT INTO webhook_event (object_id, recorded_at, sequence, type, object_kind, data)
        SELECT g.object_id, current_setting('countinghouse.recorded_at')::timestamptz,
            c.last - g.size + g.rank, g.type, p_kind, g.data
        FROM given AS g JOIN counted AS c USING (object_id)
        ORDER BY g.no
        RETURNING no, object_id, object_kind, type
    )
    INSERT INTO webhook_delivery (event_no, endpoint_id, object_id, object_kind)
    SELECT e.no, s.endpoint_id, e.object_id, e.object_kind
    FROM event AS e JOIN webhook_subscription AS s USING (type)
    ORDER BY e.no, s.endpoint_id;
END
$$;

-- An event for one endpoint alone, that it was asked for.
CREATE FUNCTION webhook_emit_test(p_endpoint bigint, p_data json) RETURNS bigint
LANGUAGE sql AS $$
    WITH event AS (
        INSERT INTO webhook_event (object_id, recorded_at, sequence, type, object_kind, data)
        VALUES (nextval(pg_get_serial_sequence('webhook_event', 'no')),
            current_setting('countinghouse.recorded_at')::timestamptz, 1, 'webhook.test', 'test',
            p_data)
        RETURNING no, object_id, object_kind
    )
    INSERT INTO webhook_delivery (event_no, endpoint_id, object_id, object_kind)
    SELECT no, p_endpoint, object_id, object_kind FROM event
    RETURNING id
$$;

DO $$
DECLARE
    v_role text := current_setting('countinghouse.tenant_role');
BEGIN
    EXECUTE format('GRANT SELECT, INSERT, DELETE ON webhook_subscription, webhook_event,'
        ' webhook_attempt TO %I', v_role);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON webhook_counter TO %I', v_role);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON webhook_delivery TO %I', v_role);
    -- By name: for all of a schema the server reads its list of all tenants' relations.
    EXECUTE format('GRANT USAGE ON SEQUENCE webhook_event_no_seq TO %I', v_role);
END
$$;
