-- What was done, by whom, on what and from where. Rows are only ever added, through the two
-- functions below: nobody but the owner of the tables has another right on them, and what the
-- owner or a superuser changes is found by the chain of seals.

CREATE TABLE audit_events (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Null for what concerns the whole installation. Events outlive their tenant.
    tenant_id   bigint,
    at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor_kind  text        NOT NULL
        CHECK (actor_kind IN ('command_line', 'local', 'person', 'key', 'system', 'nobody')),
    -- Of a person or a key. Their names are looked up, so that they can be erased.
    actor_id    bigint,
    action      text        NOT NULL CHECK (action ~ '^[a-z_]+\.[a-z_]+$'),
    object_kind text,
    object_id   text,
    -- As text that never changes: it is what was sealed.
    before      json,
    after       json,
    address     text        NOT NULL DEFAULT '',
    request_id  text        NOT NULL DEFAULT ''
);
CREATE INDEX audit_events_tenant ON audit_events (tenant_id, at, id);
CREATE INDEX audit_events_object ON audit_events (tenant_id, object_kind, object_id, at, id);

-- Events that have no seal yet. An event gets its number when it is sealed, so that one whose
-- transaction ends late is sealed late and none is lost.
CREATE TABLE audit_waiting (
    event_id bigint PRIMARY KEY
);

-- The chain: each hash covers the one before it, the number and the whole event.
CREATE TABLE audit_seals (
    number   bigint PRIMARY KEY CHECK (number > 0),
    event_id bigint NOT NULL UNIQUE,
    hash     bytea  NOT NULL CHECK (length(hash) = 32)
);

-- What things were called that may be gone when somebody reads of them.
CREATE TABLE audit_names (
    kind text NOT NULL,
    id   text NOT NULL,
    name text NOT NULL,
    PRIMARY KEY (kind, id)
);

ALTER TABLE audit_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_waiting ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_seals ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_names ENABLE ROW LEVEL SECURITY;

-- Appends an event of the tenant whose role is in force, and of no other: what a tenant's role
-- may do here whatever it is told.
CREATE FUNCTION audit_tenant(
    p_actor_kind text, p_actor_id bigint, p_action text, p_object_kind text, p_object_id text,
    p_before json, p_after json, p_address text, p_request_id text
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_tenant bigint;
BEGIN
    -- A member with a portfolio has another role of the tenant's.
    SELECT t.id INTO v_tenant FROM public.tenants AS t
    WHERE t.role_name = regexp_replace(current_setting('role'), '_p$', '');
    IF v_tenant IS NULL THEN
        RAISE insufficient_privilege USING MESSAGE = 'no role of a tenant is in force';
    END IF;
    WITH event AS (
        INSERT INTO public.audit_events (tenant_id, actor_kind, actor_id, action, object_kind,
            object_id, before, after, address, request_id)
        VALUES (v_tenant, p_actor_kind, p_actor_id, p_action, p_object_kind, p_object_id,
            p_before, p_after, p_address, p_request_id)
        RETURNING id
    )
    INSERT INTO public.audit_waiting (event_id) SELECT id FROM event;
END
$$;

-- Appends an event of any tenant or of none, and remembers what its object is called: for what
-- is done to the shared tables.
CREATE FUNCTION audit_shared(
    p_tenant bigint, p_actor_kind text, p_actor_id bigint, p_action text, p_object_kind text,
    p_object_id text, p_object_name text, p_before json, p_after json, p_address text,
    p_request_id text
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    WITH event AS (
        INSERT INTO public.audit_events (tenant_id, actor_kind, actor_id, action, object_kind,
            object_id, before, after, address, request_id)
        VALUES (p_tenant, p_actor_kind, p_actor_id, p_action, p_object_kind, p_object_id,
            p_before, p_after, p_address, p_request_id)
        RETURNING id
    )
    INSERT INTO public.audit_waiting (event_id) SELECT id FROM event;
    IF p_object_name IS NOT NULL AND p_object_id IS NOT NULL THEN
        INSERT INTO public.audit_names (kind, id, name)
        VALUES (p_object_kind, p_object_id, p_object_name)
        ON CONFLICT (kind, id) DO NOTHING;
    END IF;
END
$$;

REVOKE EXECUTE ON FUNCTION audit_shared(
    bigint, text, bigint, text, text, text, text, json, json, text, text) FROM PUBLIC;

DO $$
DECLARE
    v_login text := current_setting('countinghouse.application_role');
    v_table text;
BEGIN
    FOREACH v_table IN ARRAY ARRAY['audit_events', 'audit_waiting', 'audit_seals', 'audit_names']
    LOOP
        EXECUTE format('GRANT SELECT ON %I TO %I', v_table, v_login);
        EXECUTE format(
            'CREATE POLICY application_reads ON %I FOR SELECT TO %I USING (true)', v_table,
            v_login);
    END LOOP;
    EXECUTE format('GRANT EXECUTE ON FUNCTION audit_shared(bigint, text, bigint, text, text, text,'
        ' text, json, json, text, text) TO %I', v_login);
END
$$;
