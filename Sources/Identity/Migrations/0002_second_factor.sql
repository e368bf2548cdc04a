-- The second thing that somebody proves who they are with: codes of a program on their phone, and
-- codes on paper for when the phone is gone.

CREATE TABLE second_factors (
    user_id      bigint      PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    -- What the codes come from, encrypted. Null until a code of it was shown.
    seed         bytea,
    confirmed_at timestamptz,
    -- The last time step whose code was used: none is taken twice, and none before it.
    last_step    bigint      NOT NULL DEFAULT 0,
    -- The one that is being set up, also encrypted; it takes the place of the other when a code
    -- of it was shown.
    offered_seed bytea,
    offered_at   timestamptz,
    CHECK ((seed IS NULL) = (confirmed_at IS NULL)),
    CHECK ((offered_seed IS NULL) = (offered_at IS NULL))
);

-- A code is used up by deleting its row, so that of two who try only one succeeds.
CREATE TABLE recovery_codes (
    user_id   bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    code_hash bytea  NOT NULL CHECK (length(code_hash) = 32),
    PRIMARY KEY (user_id, code_hash)
);

-- Who has given the first proof and owes the second: no session yet, and good for nothing else.
CREATE TABLE pending_logins (
    token_hash  bytea       PRIMARY KEY CHECK (length(token_hash) = 32),
    user_id     bigint      NOT NULL REFERENCES users ON DELETE CASCADE,
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    -- As the session has it that comes of it.
    by_provider boolean     NOT NULL DEFAULT false
);
CREATE INDEX pending_logins_user ON pending_logins (user_id);
CREATE INDEX pending_logins_expires ON pending_logins (expires_at);

-- What a tenant asks of its members beyond the rest.
CREATE TABLE security_policies (
    tenant_id           bigint PRIMARY KEY REFERENCES tenants ON DELETE CASCADE,
    -- Whoever has one of these roles does nothing in the tenant without a second factor.
    second_factor_roles text[] NOT NULL
        CHECK (second_factor_roles <@ '{owner,admin,accountant,collector,viewer}'::text[])
);

ALTER TABLE second_factors ENABLE ROW LEVEL SECURITY;
ALTER TABLE recovery_codes ENABLE ROW LEVEL SECURITY;
ALTER TABLE pending_logins ENABLE ROW LEVEL SECURITY;
ALTER TABLE security_policies ENABLE ROW LEVEL SECURITY;

DO $$
DECLARE
    v_login text := current_setting('countinghouse.application_role');
BEGIN
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON second_factors TO %I', v_login);
    EXECUTE format('GRANT SELECT, INSERT, DELETE ON recovery_codes, pending_logins TO %I', v_login);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE (second_factor_roles) ON security_policies TO %I',
        v_login);
    EXECUTE format(
        'CREATE POLICY application_keeps ON second_factors TO %I USING (true) WITH CHECK (true)',
        v_login);
    EXECUTE format(
        'CREATE POLICY application_keeps ON recovery_codes TO %I USING (true) WITH CHECK (true)',
        v_login);
    EXECUTE format(
        'CREATE POLICY application_keeps ON pending_logins TO %I USING (true) WITH CHECK (true)',
        v_login);
    EXECUTE format(
        'CREATE POLICY application_keeps ON security_policies TO %I USING (true) WITH CHECK (true)',
        v_login);
END
$$;

-- Whom a provider alone vouches for is let into one company by it, and into no other: who comes to
-- belong to a further one logs in anew, as whoever runs the provider may not. Whichever way they
-- come to it. Nor does a link that another company's people made, and may have, open it.
CREATE FUNCTION provider_sessions_end() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    -- In the order of a login: whoever enters by the identity just now is waited for, and what they
    -- have become by then is seen by the statement after it.
    PERFORM FROM public.sign_on_identities
    WHERE user_id = NEW.user_id AND NOT is_connected FOR UPDATE;
    DELETE FROM public.pending_logins WHERE user_id = NEW.user_id AND by_provider;
    DELETE FROM public.sessions WHERE user_id = NEW.user_id AND by_provider;
    DELETE FROM public.login_links WHERE user_id = NEW.user_id AND tenant_id <> NEW.tenant_id;
    RETURN NULL;
END
$$;
REVOKE EXECUTE ON FUNCTION provider_sessions_end() FROM PUBLIC;
CREATE TRIGGER provider_sessions_end AFTER INSERT ON memberships
    FOR EACH ROW EXECUTE FUNCTION provider_sessions_end();
