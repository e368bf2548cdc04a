-- What was done, by whom, on what and from where. Rows are only ever added, through the
-- functions below, but that names are erased: nobody but the owner of the tables has another right on them, and what the
-- owner or a superuser changes is found by the chain of seals.

CREATE TABLE audit_events (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Null for what concerns the whole installation. Events outlive their tenant.
    tenant_id   bigint,
    -- Set here, by nobody else: see the rights below.
    at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor_kind  text        NOT NULL
        CHECK (actor_kind IN ('command_line', 'local', 'person', 'key', 'system', 'nobody')),
    -- Of a person or a key.
    actor_id    bigint,
    action      text        NOT NULL CHECK (action ~ '^[a-z_]+\.[a-z_]+$'),
    object_kind text,
    object_id   text,
    -- As text that never changes: it is what was sealed.
    before      json,
    after       json,
    address     text        NOT NULL DEFAULT '',
    request_id  text        NOT NULL DEFAULT '',
    -- What they were called then. In place of a name its digest with a salt is sealed: a name can
    -- be erased with its salt, which leaves nothing to guess from, and changed by nobody. A salt has
    -- 16 bytes; one of another length is reported, as bytes may have moved between it and the name.
    actor_name    text,
    actor_salt    bytea,
    actor_digest  bytea,
    object_name   text,
    object_salt   bytea,
    object_digest bytea,
    -- From the first to the last of the `ids` that an event of several objects names in its facts,
    -- to find it by: one entry of an index, however many they are. Sealed like the facts: without
    -- it a record would be there, and nobody who asks for the object would see it.
    ids int8range
);
CREATE INDEX audit_events_all ON audit_events (at, id);
CREATE INDEX audit_events_tenant ON audit_events (tenant_id, at, id);
CREATE INDEX audit_events_object ON audit_events (tenant_id, object_kind, object_id, at, id);
CREATE INDEX audit_events_ids ON audit_events USING gist (ids) WHERE ids IS NOT NULL;
CREATE INDEX audit_events_actor
    ON audit_events (tenant_id, (coalesce(lower(actor_name), actor_kind)), at, id);
CREATE INDEX audit_events_action ON audit_events (tenant_id, action, at, id);

-- Events that have no seal yet. An event gets its number when it is sealed, so that one whose
-- transaction ends late is sealed late and none is lost.
CREATE TABLE audit_waiting (
    event_id bigint PRIMARY KEY
);

-- The chain: each hash covers the one before it, the number, the times and the whole event.
CREATE TABLE audit_seals (
    number     bigint      PRIMARY KEY CHECK (number > 0),
    event_id   bigint      NOT NULL UNIQUE,
    hash       bytea       NOT NULL CHECK (length(hash) = 32),
    sealed_at  timestamptz NOT NULL,
    -- Whether nothing waited any more then.
    caught_up  boolean     NOT NULL,
    -- When nothing had waited before: an event is not older, but for the time that a transaction
    -- takes. Null where the sealer did not know.
    not_before timestamptz
);

-- Whoever seals holds its row. Only the owner of the tables can: a lock that any login may take
-- would let any login keep records from being sealed.
CREATE TABLE audit_sealer (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row)
);
INSERT INTO audit_sealer DEFAULT VALUES;

-- What things are called whose events do not say it, and which may be gone by then.
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
ALTER TABLE audit_sealer ENABLE ROW LEVEL SECURITY;

-- Appends an event with the names that its caller has found.
CREATE FUNCTION audit_append(
    p_tenant bigint, p_actor_kind text, p_actor_id bigint, p_actor_name text, p_action text,
    p_object_kind text, p_object_id text, p_object_name text, p_before json, p_after json,
    p_address text, p_request_id text
) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_actor_salt  bytea := uuid_send(gen_random_uuid());
    v_object_salt bytea := uuid_send(gen_random_uuid());
    v_ids         int8range;
BEGIN
    IF p_object_id IS NULL AND p_object_kind IN ('document', 'allocation', 'customer') THEN
        SELECT int8range(min(i.id::bigint), max(i.id::bigint), '[]') INTO v_ids
        FROM json_array_elements_text(coalesce(p_after -> 'ids', p_before -> 'ids')) AS i (id)
        HAVING count(*) > 0;
    END IF;
    WITH event AS (
        INSERT INTO public.audit_events (tenant_id, actor_kind, actor_id, action, object_kind,
            object_id, before, after, address, request_id, actor_name, actor_salt, actor_digest,
            object_name, object_salt, object_digest, ids)
        VALUES (p_tenant, p_actor_kind, p_actor_id, p_action, p_object_kind, p_object_id,
            p_before, p_after, p_address, p_request_id,
            p_actor_name, CASE WHEN p_actor_name IS NOT NULL THEN v_actor_salt END,
            sha256(v_actor_salt || convert_to(p_actor_name, 'UTF8')),
            p_object_name, CASE WHEN p_object_name IS NOT NULL THEN v_object_salt END,
            sha256(v_object_salt || convert_to(p_object_name, 'UTF8')), v_ids)
        RETURNING id
    )
    INSERT INTO public.audit_waiting (event_id) SELECT id FROM event;
END
$$;

-- What a member of a tenant is called, or was before they left it; nobody else is told of.
CREATE FUNCTION audit_member(p_tenant bigint, p_user bigint) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT u.email FROM public.users AS u WHERE u.id = p_user AND (
        EXISTS (SELECT FROM public.memberships AS m
            WHERE m.user_id = p_user AND m.tenant_id = p_tenant)
        OR EXISTS (SELECT FROM public.dismissals AS d
            WHERE d.user_id = p_user AND d.tenant_id = p_tenant)));
END
$$;

-- Appends an event of the tenant whose role is in force, and of no other, with names of this one
-- alone: what a tenant's role may do here whatever it is told.
CREATE FUNCTION audit_tenant(
    p_actor_kind text, p_actor_id bigint, p_action text, p_object_kind text, p_object_id text,
    p_before json, p_after json, p_address text, p_request_id text
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_tenant bigint;
    v_actor  text;
    v_object text;
BEGIN
    -- A member with a portfolio has another role of the tenant's.
    SELECT t.id INTO v_tenant FROM public.tenants AS t
    WHERE t.role_name = regexp_replace(current_setting('role'), '_p$', '');
    IF v_tenant IS NULL THEN
        RAISE insufficient_privilege USING MESSAGE = 'no role of a tenant is in force';
    END IF;
    IF p_actor_kind = 'person' THEN
        v_actor := public.audit_member(v_tenant, p_actor_id);
    ELSIF p_actor_kind = 'key' THEN
        SELECT k.name INTO v_actor FROM public.api_keys AS k
        WHERE k.id = p_actor_id AND k.tenant_id = v_tenant;
    END IF;
    IF p_object_kind = 'user' AND p_object_id ~ '^[0-9]{1,18}$' THEN
        v_object := public.audit_member(v_tenant, p_object_id::bigint);
    END IF;
    PERFORM public.audit_append(v_tenant, p_actor_kind, p_actor_id, v_actor, p_action,
        p_object_kind, p_object_id, v_object, p_before, p_after, p_address, p_request_id);
END
$$;

-- Whether whoever acts, person or key, still belongs to the tenant whose role is in force, and then
-- stays so until the transaction ends: what bears their name is not written after it was erased.
-- Says that and nothing else, and nothing of other tenants.
CREATE FUNCTION actor_held(p_actor_kind text, p_actor_id bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_tenant bigint;
    v_person bigint := p_actor_id;
BEGIN
    IF p_actor_kind NOT IN ('person', 'key') THEN RETURN true; END IF;
    SELECT t.id INTO v_tenant FROM public.tenants AS t
    WHERE t.role_name = regexp_replace(current_setting('role'), '_p$', '');
    IF v_tenant IS NULL THEN
        RAISE insufficient_privilege USING MESSAGE = 'no role of a tenant is in force';
    END IF;
    IF p_actor_kind = 'key' THEN
        SELECT k.made_by INTO v_person FROM public.api_keys AS k
        WHERE k.id = p_actor_id AND k.tenant_id = v_tenant;
        IF NOT FOUND THEN RETURN false; END IF;
    END IF;
    -- The membership before its keys, as where somebody is erased or dismissed.
    IF v_person IS NOT NULL THEN
        PERFORM FROM public.memberships AS m
        WHERE m.user_id = v_person AND m.tenant_id = v_tenant FOR KEY SHARE;
        IF NOT FOUND THEN RETURN false; END IF;
    END IF;
    IF p_actor_kind = 'key' THEN
        PERFORM FROM public.api_keys AS k
        WHERE k.id = p_actor_id AND k.tenant_id = v_tenant FOR KEY SHARE;
        RETURN FOUND;
    END IF;
    RETURN true;
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
DECLARE
    v_actor  text;
    v_object text := p_object_name;
BEGIN
    IF p_actor_kind = 'person' THEN
        SELECT u.email INTO v_actor FROM public.users AS u WHERE u.id = p_actor_id;
    ELSIF p_actor_kind = 'key' THEN
        SELECT k.name INTO v_actor FROM public.api_keys AS k WHERE k.id = p_actor_id;
    END IF;
    IF v_object IS NULL AND p_object_kind = 'user' AND p_object_id ~ '^[0-9]{1,18}$' THEN
        SELECT u.email INTO v_object FROM public.users AS u WHERE u.id = p_object_id::bigint;
    ELSIF v_object IS NULL AND p_object_id IS NOT NULL THEN
        SELECT n.name INTO v_object FROM public.audit_names AS n
        WHERE n.kind = p_object_kind AND n.id = p_object_id;
    END IF;
    PERFORM public.audit_append(p_tenant, p_actor_kind, p_actor_id, v_actor, p_action,
        p_object_kind, p_object_id, v_object, p_before, p_after, p_address, p_request_id);
    IF p_object_name IS NOT NULL AND p_object_id IS NOT NULL THEN
        INSERT INTO public.audit_names (kind, id, name)
        VALUES (p_object_kind, p_object_id, p_object_name)
        ON CONFLICT (kind, id) DO NOTHING;
    END IF;
END
$$;

REVOKE EXECUTE ON FUNCTION audit_append(
    bigint, text, bigint, text, text, text, text, text, json, json, text, text) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION audit_member(bigint, bigint) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION audit_shared(
    bigint, text, bigint, text, text, text, text, json, json, text, text) FROM PUBLIC;

-- The owner too cannot say when something was done: every column but the number and the time.
REVOKE INSERT ON audit_events FROM CURRENT_USER;
GRANT INSERT (tenant_id, actor_kind, actor_id, action, object_kind, object_id, before, after,
    address, request_id, actor_name, actor_salt, actor_digest, object_name, object_salt,
    object_digest, ids) ON audit_events TO CURRENT_USER;

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
