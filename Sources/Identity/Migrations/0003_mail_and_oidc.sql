-- Mail that waits to be sent, and logins by other providers.

-- A mail is written here in the transaction of what causes it, and sent by whichever server takes
-- it first. What it says is encrypted, and gone as soon as nobody will send it any more.
CREATE TABLE mail_outbox (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id     bigint      NOT NULL REFERENCES users ON DELETE CASCADE,
    recipient   text        NOT NULL CHECK (length(recipient) <= 254),
    purpose     text        NOT NULL
        CHECK (purpose IN ('invitation', 'password_link', 'reset', 'notice',
            'webhook_paused')),
    message_id  text        NOT NULL UNIQUE,
    body        bytea,
    status      text        NOT NULL DEFAULT 'waiting'
        CHECK (status IN ('waiting', 'sending', 'sent', 'failed', 'unknown')),
    attempts    bigint      NOT NULL DEFAULT 0,
    created_at  timestamptz NOT NULL,
    -- When it is tried next.
    next_at     timestamptz NOT NULL,
    -- From when on it is of no use any more.
    expires_at  timestamptz NOT NULL,
    -- Whoever takes longer than this to send it has died doing so.
    lease_until timestamptz,
    finished_at timestamptz,
    -- What the mail server said last.
    reply       text        NOT NULL DEFAULT '',
    CHECK (body IS NULL OR status IN ('waiting', 'sending'))
);
CREATE INDEX mail_outbox_waiting ON mail_outbox (next_at, id)
    WHERE status IN ('waiting', 'sending');
CREATE INDEX mail_outbox_user ON mail_outbox (user_id, created_at);
CREATE INDEX mail_outbox_finished ON mail_outbox (finished_at);

-- Who asks for a new password: written down alike whether or not anybody has the address, and
-- answered later, so that neither the answer nor its time tells.
CREATE TABLE reset_requests (
    id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email        text        NOT NULL CHECK (length(email) <= 254),
    address      text        NOT NULL,
    request_id   text        NOT NULL,
    requested_at timestamptz NOT NULL
);

-- The provider that a tenant's people log in with.
CREATE TABLE single_sign_on (
    tenant_id     bigint      PRIMARY KEY REFERENCES tenants ON DELETE CASCADE,
    issuer        text        NOT NULL CHECK (length(issuer) BETWEEN 1 AND 500),
    client_id     text        NOT NULL CHECK (length(client_id) BETWEEN 1 AND 500),
    -- Encrypted; null where the provider wants none.
    client_secret bytea,
    -- What a newcomer becomes; null where everybody must be taken in first.
    default_role  text
        CHECK (default_role IN ('admin', 'accountant', 'collector', 'viewer')),
    changed_at    timestamptz NOT NULL
);

-- Domains of which whoever runs the installation has seen that they are the tenant's. A domain
-- is one tenant's: nobody else's provider can speak for its addresses.
CREATE TABLE sign_on_domains (
    domain      text        PRIMARY KEY CHECK (domain = lower(domain)),
    tenant_id   bigint      NOT NULL REFERENCES tenants ON DELETE CASCADE,
    verified_at timestamptz NOT NULL
);
CREATE INDEX sign_on_domains_tenant ON sign_on_domains (tenant_id);

-- Who a provider says somebody is.
CREATE TABLE sign_on_identities (
    issuer       text        NOT NULL,
    subject      text        NOT NULL CHECK (length(subject) BETWEEN 1 AND 255),
    user_id      bigint      NOT NULL REFERENCES users ON DELETE CASCADE,
    -- Whether they said so themselves, logged in: only then it stands for all their tenants.
    is_connected boolean     NOT NULL,
    created_at   timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX sign_on_identities_user ON sign_on_identities (user_id);

-- Who was taken out of a tenant or left it, until somebody takes them in again: its provider does
-- not bring them back, whether or not they ever came by it.
CREATE TABLE dismissals (
    user_id      bigint      NOT NULL REFERENCES users ON DELETE CASCADE,
    tenant_id    bigint      NOT NULL REFERENCES tenants ON DELETE CASCADE,
    dismissed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, tenant_id)
);
CREATE INDEX dismissals_tenant ON dismissals (tenant_id);

-- Logins that have begun here and go on at the provider. Each is used up by deleting its row, and
-- of its secrets only the hashes are kept.
CREATE TABLE sign_on_attempts (
    state_hash   bytea       PRIMARY KEY CHECK (length(state_hash) = 32),
    -- Of the cookie of the browser that began it.
    browser_hash bytea       NOT NULL CHECK (length(browser_hash) = 32),
    tenant_id    bigint      NOT NULL REFERENCES tenants ON DELETE CASCADE,
    -- Where the login leads to.
    next_path    text        NOT NULL,
    -- Of the person who connects their account; null for a login.
    user_id      bigint      REFERENCES users ON DELETE CASCADE,
    expires_at   timestamptz NOT NULL
);
CREATE INDEX sign_on_attempts_expires ON sign_on_attempts (expires_at);
CREATE INDEX sign_on_attempts_tenant ON sign_on_attempts (tenant_id);
CREATE INDEX sign_on_attempts_user ON sign_on_attempts (user_id);

-- What whoever had the link may have connected an account with goes with the password that was set
-- by it, whichever way that is replaced: it stands for all their tenants, and nobody sees it enter.
CREATE FUNCTION connections_end() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    DELETE FROM public.sign_on_identities WHERE user_id = NEW.id AND is_connected;
    RETURN NULL;
END
$$;
REVOKE EXECUTE ON FUNCTION connections_end() FROM PUBLIC;
CREATE TRIGGER connections_end AFTER UPDATE OF password_of ON users FOR EACH ROW
    WHEN (OLD.password_of IS NOT NULL AND NEW.password_of IS DISTINCT FROM OLD.password_of)
    EXECUTE FUNCTION connections_end();

-- An account that somebody else may enter, since they had the link that set its password or have it
-- still, opens no company but theirs, and makes nobody an owner there: whoever handed the link out
-- may be less. Whichever way somebody comes to a membership. After provider_sessions_end, by the
-- order of their names: it waits for whoever uses a link just now, and what they have set is seen.
CREATE FUNCTION strangers_stay_out() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_rises boolean := NEW.role = 'owner';
    v_links boolean := false;
BEGIN
    IF TG_OP = 'UPDATE' AND (NOT v_rises OR OLD.role = 'owner') THEN RETURN NULL; END IF;
    IF v_rises THEN
        DELETE FROM public.login_links WHERE user_id = NEW.user_id AND tenant_id IS NOT NULL;
        -- A newcomer gets another link, from whoever may make owners.
        v_links := FOUND AND TG_OP = 'UPDATE';
    END IF;
    PERFORM FROM public.users WHERE id = NEW.user_id AND password_of IS NOT NULL
        AND (v_rises OR password_of <> NEW.tenant_id);
    IF FOUND OR v_links THEN
        RAISE EXCEPTION 'somebody else may enter this account' USING ERRCODE = 'CH140';
    END IF;
    RETURN NULL;
END
$$;
REVOKE EXECUTE ON FUNCTION strangers_stay_out() FROM PUBLIC;
CREATE TRIGGER strangers_stay_out AFTER INSERT OR UPDATE OF role ON memberships
    FOR EACH ROW EXECUTE FUNCTION strangers_stay_out();

ALTER TABLE mail_outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE reset_requests ENABLE ROW LEVEL SECURITY;
ALTER TABLE single_sign_on ENABLE ROW LEVEL SECURITY;
ALTER TABLE sign_on_domains ENABLE ROW LEVEL SECURITY;
ALTER TABLE sign_on_identities ENABLE ROW LEVEL SECURITY;
ALTER TABLE dismissals ENABLE ROW LEVEL SECURITY;
ALTER TABLE sign_on_attempts ENABLE ROW LEVEL SECURITY;

DO $$
DECLARE
    v_login text := current_setting('countinghouse.application_role');
    v_table text;
BEGIN
    EXECUTE format('GRANT SELECT, INSERT, DELETE, UPDATE (body, status, attempts, next_at,'
        ' lease_until, finished_at, reply) ON mail_outbox TO %I', v_login);
    -- They are answered by the owner, who alone makes links.
    EXECUTE format('GRANT SELECT, INSERT ON reset_requests TO %I', v_login);
    EXECUTE format('GRANT SELECT ON single_sign_on, sign_on_domains TO %I', v_login);
    EXECUTE format('GRANT SELECT, UPDATE (last_used_at) ON sign_on_identities TO %I', v_login);
    EXECUTE format('GRANT SELECT, INSERT, DELETE ON sign_on_attempts TO %I', v_login);
    FOREACH v_table IN ARRAY ARRAY['mail_outbox', 'reset_requests', 'sign_on_identities',
        'sign_on_attempts']
    LOOP
        EXECUTE format('CREATE POLICY application_keeps ON %I TO %I USING (true) WITH CHECK (true)',
            v_table, v_login);
    END LOOP;
    FOREACH v_table IN ARRAY ARRAY['single_sign_on', 'sign_on_domains']
    LOOP
        EXECUTE format('CREATE POLICY application_reads ON %I FOR SELECT TO %I USING (true)',
            v_table, v_login);
    END LOOP;
END
$$;
