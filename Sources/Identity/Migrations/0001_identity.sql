-- Who may log in and what each may do where. Only the application's login reads it, and changes
-- what a login changes: people and their memberships are made by the owner alone. Tenant roles
-- have no right here.

CREATE TABLE users (
    id            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email         text        NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
    name          text        NOT NULL,
    -- Null: no password has been set yet.
    password_hash text        CHECK (password_hash LIKE '$argon2id$%'),
    -- Whose people may have had the link that the password was set by: the account may be entered
    -- by one of them, and opens nothing that they may not (strangers_stay_out). Null: nobody's but
    -- the person's own. It stays when that tenant is gone.
    password_of   bigint,
    -- Whether they may make, suspend and resume tenants, of whose rows they see none by that.
    is_operator   boolean     NOT NULL DEFAULT false,
    created_at    timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX users_email ON users (lower(email));

CREATE TABLE memberships (
    user_id    bigint      NOT NULL REFERENCES users ON DELETE CASCADE,
    tenant_id  bigint      NOT NULL REFERENCES tenants ON DELETE CASCADE,
    role       text        NOT NULL
        CHECK (role IN ('owner', 'admin', 'accountant', 'collector', 'viewer', 'service')),
    created_at timestamptz NOT NULL DEFAULT now(),
    -- The groups of customers that the member sees; null for all. A group that is not there any
    -- more shows nobody.
    portfolio  bigint[],
    PRIMARY KEY (user_id, tenant_id),
    CONSTRAINT memberships_portfolio
        CHECK (portfolio IS NULL OR role IN ('collector', 'viewer'))
);
CREATE INDEX memberships_tenant ON memberships (tenant_id);

-- The role of a member, who keeps it until the transaction ends; null of whoever is none. The
-- application's login reads memberships and could lock none of them.
CREATE FUNCTION membership_held(p_user bigint, p_tenant bigint) RETURNS text
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT m.role FROM public.memberships AS m
    WHERE m.user_id = p_user AND m.tenant_id = p_tenant FOR SHARE
$$;
REVOKE EXECUTE ON FUNCTION membership_held(bigint, bigint) FROM PUBLIC;

-- Of a token only the SHA-256 is kept: who reads this table cannot log in with it.
CREATE TABLE sessions (
    token_hash   bytea       PRIMARY KEY CHECK (length(token_hash) = 32),
    -- What its owner calls it by to end it.
    id           bigint      GENERATED ALWAYS AS IDENTITY UNIQUE,
    user_id      bigint      NOT NULL REFERENCES users ON DELETE CASCADE,
    created_at   timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    -- When its person last proved who they are.
    proved_at    timestamptz NOT NULL,
    -- Where it was begun.
    address      text        NOT NULL DEFAULT '',
    agent        text        NOT NULL DEFAULT '' CHECK (length(agent) <= 300),
    -- The only tenant that a program's session is for; null for all of its person's.
    tenant_id    bigint      REFERENCES tenants ON DELETE CASCADE,
    -- Begun by a provider's word alone, which its person has not connected: it connects nothing,
    -- and ends when they become an operator.
    by_provider  boolean     NOT NULL DEFAULT false
);
CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_tenant ON sessions (tenant_id) WHERE tenant_id IS NOT NULL;
CREATE INDEX sessions_expires ON sessions (expires_at);

-- Browsers that somebody logged in with before: who guesses elsewhere does not make them wait.
CREATE TABLE known_devices (
    token_hash   bytea       PRIMARY KEY CHECK (length(token_hash) = 32),
    user_id      bigint      NOT NULL REFERENCES users ON DELETE CASCADE,
    created_at   timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL
);
CREATE INDEX known_devices_user ON known_devices (user_id, last_used_at);

-- What a program renews its access with: each is used once and replaced by the next. One that is
-- used again was stolen, by whoever came first or by whoever comes now: the session ends.
CREATE TABLE refresh_tokens (
    token_hash bytea       PRIMARY KEY CHECK (length(token_hash) = 32),
    session_id bigint      NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    used_at    timestamptz
);
CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id);

-- What programs work with: of one tenant, for some time, with no more than the rights named, and
-- no longer than whoever made it belongs to the tenant.
CREATE TABLE api_keys (
    id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id    bigint      NOT NULL REFERENCES tenants ON DELETE CASCADE,
    name         text        NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    token_hash   bytea       NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    permissions  text[]      NOT NULL CHECK (cardinality(permissions) > 0),
    -- The groups of customers that it sees; null for all.
    portfolio    bigint[],
    created_by   text        NOT NULL,
    -- The member who made it; null where that was whoever runs the installation.
    made_by      bigint,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    last_used_at timestamptz,
    FOREIGN KEY (made_by, tenant_id) REFERENCES memberships ON DELETE CASCADE
);
CREATE INDEX api_keys_tenant ON api_keys (tenant_id);
CREATE INDEX api_keys_maker ON api_keys (made_by, tenant_id);

-- A link is used up by deleting its row, so that of two who try only one succeeds.
CREATE TABLE login_links (
    token_hash bytea       PRIMARY KEY CHECK (length(token_hash) = 32),
    user_id    bigint      NOT NULL REFERENCES users ON DELETE CASCADE,
    purpose    text        NOT NULL CHECK (purpose IN ('login', 'password', 'reset')),
    -- Whose people made it, and may have it; null for one that the person or whoever runs the
    -- installation asked for.
    tenant_id  bigint      REFERENCES tenants ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX login_links_user ON login_links (user_id);
CREATE INDEX login_links_tenant ON login_links (tenant_id) WHERE tenant_id IS NOT NULL;
CREATE INDEX login_links_expires ON login_links (expires_at);

-- Whom a tenant wants to take in who has an account already. No right follows from it: only the
-- person makes a membership of it, logged in and with the link.
CREATE TABLE invitations (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id  bigint      NOT NULL REFERENCES tenants ON DELETE CASCADE,
    user_id    bigint      NOT NULL REFERENCES users ON DELETE CASCADE,
    -- As it was typed: all that the tenant sees of the person.
    email      text        NOT NULL CHECK (length(email) <= 254),
    role       text        NOT NULL
        CHECK (role IN ('owner', 'admin', 'accountant', 'collector', 'viewer', 'service')),
    portfolio  bigint[],
    token_hash bytea       NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    -- The member who invited them, the last one, by whose membership alone they may. It ends when
    -- they may not invite anybody as that any more. Null where that was whoever runs the
    -- installation: it hangs on no membership, and which operator it was is on record.
    made_by    bigint,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    UNIQUE (tenant_id, user_id),
    CHECK (portfolio IS NULL OR role IN ('collector', 'viewer'))
);
CREATE INDEX invitations_user ON invitations (user_id);
CREATE INDEX invitations_maker ON invitations (made_by, tenant_id);

-- Nobody comes in any more whom somebody invited that was dismissed since, or made less than may
-- invite them: in the transaction that does so, whichever that is, and on record. Whoever could
-- would be back by an account that they invited while they might.
CREATE FUNCTION invitations_end() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_role text := CASE WHEN TG_OP = 'UPDATE' THEN NEW.role END;
    v_gone record;
BEGIN
    FOR v_gone IN
        DELETE FROM public.invitations AS i
        WHERE i.made_by = OLD.user_id AND i.tenant_id = OLD.tenant_id
            AND (v_role = 'owner' OR v_role = 'admin' AND i.role <> 'owner') IS NOT TRUE
            -- It may be the company itself that goes.
            AND EXISTS (SELECT FROM public.tenants AS t WHERE t.id = i.tenant_id)
        RETURNING i.user_id, i.email, i.role
    LOOP
        PERFORM public.audit_shared(OLD.tenant_id, 'system', NULL,
            'member.invitation_withdrawn', 'user', v_gone.user_id::text, v_gone.email,
            json_build_object('role', v_gone.role), '{"because": "maker_left"}', '', '');
    END LOOP;
    RETURN NULL;
END
$$;
REVOKE EXECUTE ON FUNCTION invitations_end() FROM PUBLIC;
CREATE TRIGGER invitations_end AFTER DELETE OR UPDATE OF role ON memberships
    FOR EACH ROW EXECUTE FUNCTION invitations_end();

ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TABLE memberships ENABLE ROW LEVEL SECURITY;
ALTER TABLE sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE login_links ENABLE ROW LEVEL SECURITY;
ALTER TABLE invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE refresh_tokens ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE known_devices ENABLE ROW LEVEL SECURITY;

DO $$
DECLARE
    v_login text := current_setting('countinghouse.application_role');
BEGIN
    EXECUTE format('GRANT SELECT, UPDATE (password_hash, password_of) ON users TO %I', v_login);
    EXECUTE format('GRANT SELECT ON memberships TO %I', v_login);
    EXECUTE format('GRANT EXECUTE ON FUNCTION membership_held(bigint, bigint) TO %I', v_login);
    EXECUTE format(
        'GRANT SELECT, INSERT, DELETE, UPDATE (token_hash, last_seen_at, expires_at, proved_at,'
            ' tenant_id) ON sessions TO %I', v_login);
    EXECUTE format('GRANT SELECT, DELETE ON login_links TO %I', v_login);
    EXECUTE format('GRANT SELECT ON invitations TO %I', v_login);
    EXECUTE format(
        'CREATE POLICY application_reads ON invitations FOR SELECT TO %I USING (true)', v_login);
    EXECUTE format(
        'GRANT SELECT, INSERT, DELETE, UPDATE (last_used_at) ON api_keys TO %I', v_login);
    EXECUTE format(
        'CREATE POLICY application_keeps ON api_keys TO %I USING (true) WITH CHECK (true)', v_login);
    EXECUTE format(
        'GRANT SELECT, INSERT, DELETE, UPDATE (last_used_at) ON known_devices TO %I', v_login);
    EXECUTE format(
        'CREATE POLICY application_keeps ON known_devices TO %I USING (true) WITH CHECK (true)',
        v_login);
    EXECUTE format(
        'GRANT SELECT, INSERT, UPDATE (used_at) ON refresh_tokens TO %I', v_login);
    EXECUTE format(
        'CREATE POLICY application_keeps ON refresh_tokens TO %I USING (true) WITH CHECK (true)',
        v_login);
    EXECUTE format(
        'CREATE POLICY application_reads ON users FOR SELECT TO %I USING (true)', v_login);
    EXECUTE format(
        'CREATE POLICY application_sets_passwords ON users FOR UPDATE TO %I USING (true)', v_login);
    EXECUTE format(
        'CREATE POLICY application_reads ON memberships FOR SELECT TO %I USING (true)', v_login);
    EXECUTE format(
        'CREATE POLICY application_keeps ON sessions TO %I USING (true) WITH CHECK (true)',
        v_login);
    EXECUTE format(
        'CREATE POLICY application_reads ON login_links FOR SELECT TO %I USING (true)', v_login);
    EXECUTE format(
        'CREATE POLICY application_uses ON login_links FOR DELETE TO %I USING (true)', v_login);
END
$$;
