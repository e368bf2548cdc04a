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
    -- Since when nothing has arrived, and how often that was tried.
    failing_since    timestamptz,
    failures         integer     NOT NULL DEFAULT 0,
    -- Not before this, while it fails.
    retry_at         timestamptz NOT NULL DEFAULT '-infinity'
);
CREATE INDEX webhook_endpoints_tenant ON webhook_endpoints (tenant_id);
ALTER TABLE webhook_endpoints ENABLE ROW LEVEL SECURITY;

DO $$
DECLARE
    v_login text := current_setting('countinghouse.application_role');
BEGIN
    EXECUTE format('GRANT SELECT, INSERT, DELETE, UPDATE (url, description, types, state,'
        ' is_given_up, secret, old_secret, old_secret_until, failing_since, failures, retry_at)'
        ' ON webhook_endpoints TO %I', v_login);
    EXECUTE format('CREATE POLICY application_keeps ON webhook_endpoints TO %I USING (true)'
        ' WITH CHECK (true)', v_login);
END
$$;
