-- What all tenants share. Only the application's login reads it; tenant roles have no right here.

CREATE TABLE tenants (
    id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name         text        NOT NULL UNIQUE CHECK (name ~ '^[a-z][a-z0-9-]{0,39}$'),
    schema_name  text        NOT NULL UNIQUE,
    role_name    text        NOT NULL UNIQUE,
    currency     text        NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    time_zone    text        NOT NULL,
    locale       text        NOT NULL DEFAULT 'en-US',
    aging_limits integer[]   NOT NULL DEFAULT '{30,60,90,120}',
    status       text        NOT NULL DEFAULT 'creating'
        CHECK (status IN ('creating', 'active', 'suspended')),
    created_at   timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE tenants ENABLE ROW LEVEL SECURITY;

CREATE TABLE installation (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    -- Part of every role's name: roles belong to the whole server, not to one database.
    id       text    NOT NULL CHECK (id ~ '^[0-9a-f]{8}$')
);
INSERT INTO installation (id) VALUES (left(replace(gen_random_uuid()::text, '-', ''), 8));

DO $$
DECLARE
    v_login text := current_setting('countinghouse.application_role');
BEGIN
    EXECUTE format('GRANT SELECT ON tenants, installation, schema_migration TO %I', v_login);
    EXECUTE format(
        'CREATE POLICY application_reads ON tenants FOR SELECT TO %I USING (true)', v_login);
END
$$;

-- The start of the oldest transaction that has begun to write, null when there is none. What was
-- recorded before it is complete: whoever writes later takes a later recorded time.
CREATE FUNCTION oldest_writer() RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT min(xact_start) FROM pg_stat_activity
    WHERE datname = current_database() AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()
$$;
