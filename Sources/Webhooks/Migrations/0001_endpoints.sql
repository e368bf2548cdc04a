-- Where tenants want to be told of what happens in their books.
CREATE TABLE webhook_endpoints (
    id               bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id        bigint      NOT NULL REFERENCES tenants ON DELETE CASCADE,
    url              text        NOT NULL CHECK (length(url) BETWEEN 1 AND 2000),
    description      text        NOT NULL DEFAULT '' CHECK (length(description) <= 200),
    types            text[]      NOT NULL CHECK (cardinality(types) BETWEEN 1 AND 100),
    state            text        NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'paused')),
    -- It was paused because it failed for days, and not by a person.
    is_given_up      boolean     NOT NULL DEFAULT false,
    -- Encrypted. The old one signs too until its time is over.
    secret           bytea,
    old_secret       bytea,
    old_secret_until timestamptz,
    created_at       timestamptz NOT NULL DEFAULT now(),
    -- The member who made it, gave it its address or had it go on, the last of them; null where
    -- that was whoever runs the installation. It is paused when they are no administrator any more.
    made_by          bigint,
    is_orphaned      boolean     NOT NULL DEFAULT false,
    -- Since when nothing has arrived, and how often that was tried.
    failing_since    timestamptz,
    failures         integer     NOT NULL DEFAULT 0,
    -- Not before this, while it fails.
    retry_at         timestamptz NOT NULL DEFAULT '-infinity'
);
CREATE INDEX webhook_endpoints_tenant ON webhook_endpoints (tenant_id);
CREATE INDEX webhook_endpoints_maker ON webhook_endpoints (made_by) WHERE made_by IS NOT NULL;
ALTER TABLE webhook_endpoints ENABLE ROW LEVEL SECURITY;

-- Whoever leaves has the company's events no longer sent to where they wanted them, as their keys
-- end: in the transaction that ends the membership, whichever that is, and on record.
CREATE FUNCTION webhook_endpoints_orphan() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_id bigint;
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.role IN ('owner', 'admin') THEN
        RETURN NULL;
    END IF;
    FOR v_id IN
        UPDATE public.webhook_endpoints AS w
        SET state = 'paused', is_orphaned = true, is_given_up = false
        WHERE w.made_by = OLD.user_id AND w.tenant_id = OLD.tenant_id AND w.state = 'active'
            -- It may be the company itself that goes.
            AND EXISTS (SELECT FROM public.tenants AS t WHERE t.id = w.tenant_id)
        RETURNING w.id
    LOOP
        PERFORM public.audit_shared(OLD.tenant_id, 'system', NULL, 'webhook.paused', 'webhook',
            v_id::text, NULL, NULL, '{"reason": "maker_left"}', '', '');
    END LOOP;
    RETURN NULL;
END
$$;
REVOKE EXECUTE ON FUNCTION webhook_endpoints_orphan() FROM PUBLIC;
CREATE TRIGGER webhook_endpoints_orphan AFTER DELETE OR UPDATE OF role ON memberships
    FOR EACH ROW EXECUTE FUNCTION webhook_endpoints_orphan();

-- Whoever is dismissed while they make one leaves it as they would have a moment later. The
-- membership stays as it is until the transaction ends.
CREATE FUNCTION webhook_endpoints_made() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM FROM public.memberships AS m
    WHERE m.user_id = NEW.made_by AND m.tenant_id = NEW.tenant_id AND m.role IN ('owner', 'admin')
    FOR SHARE;
    IF NOT FOUND THEN
        NEW.state := 'paused';
        NEW.is_orphaned := true;
    END IF;
    RETURN NEW;
END
$$;
REVOKE EXECUTE ON FUNCTION webhook_endpoints_made() FROM PUBLIC;
CREATE TRIGGER webhook_endpoints_made BEFORE INSERT OR UPDATE OF made_by ON webhook_endpoints
    FOR EACH ROW WHEN (NEW.made_by IS NOT NULL AND NEW.state = 'active')
    EXECUTE FUNCTION webhook_endpoints_made();

DO $$
DECLARE
    v_login text := current_setting('countinghouse.application_role');
BEGIN
    EXECUTE format('GRANT SELECT, INSERT, DELETE, UPDATE (url, description, types, state,'
        ' is_given_up, is_orphaned, made_by, secret, old_secret, old_secret_until, failing_since,'
        ' failures, retry_at)'
        ' ON webhook_endpoints TO %I', v_login);
    EXECUTE format('CREATE POLICY application_keeps ON webhook_endpoints TO %I USING (true)'
        ' WITH CHECK (true)', v_login);
END
$$;
