-- Work that is done later, by whichever server takes it first, and work that is done again and
-- again. Times are the database's own, so that servers whose clocks differ agree.

CREATE TABLE jobs (
    id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Null for what concerns the whole installation.
    tenant_id    bigint      REFERENCES tenants ON DELETE CASCADE,
    kind         text        NOT NULL CHECK (kind ~ '^[a-z_]+[.][a-z_]+$'),
    -- Ids and options, never what a person must not read.
    payload      jsonb       NOT NULL DEFAULT '{}' CHECK (length(payload::text) <= 10000),
    state        text        NOT NULL DEFAULT 'queued'
        CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    -- Of the jobs that wait, one of a tenant and kind has it.
    unique_key   text        CHECK (length(unique_key) <= 200),
    attempts     integer     NOT NULL DEFAULT 0,
    attempts_max integer     NOT NULL CHECK (attempts_max BETWEEN 1 AND 100),
    created_at   timestamptz NOT NULL DEFAULT now(),
    -- When it is tried next.
    run_at       timestamptz NOT NULL,
    finished_at  timestamptz,
    -- Which server runs it, and until when it has to be heard of.
    locked_by    text,
    lease_until  timestamptz,
    -- Somebody wants it to stop while it runs.
    is_stopping  boolean     NOT NULL DEFAULT false,
    -- What went wrong last, as a sentence.
    error        text        CHECK (length(error) <= 1000),
    CHECK ((state = 'running') = (lease_until IS NOT NULL)),
    CHECK ((state IN ('done', 'failed', 'cancelled')) = (finished_at IS NOT NULL))
);
CREATE INDEX jobs_due ON jobs (run_at, id) WHERE state = 'queued';
CREATE INDEX jobs_running ON jobs (lease_until) WHERE state = 'running';
CREATE INDEX jobs_tenant ON jobs (tenant_id, id);
CREATE INDEX jobs_finished ON jobs (finished_at) WHERE finished_at IS NOT NULL;
CREATE UNIQUE INDEX jobs_unique_key ON jobs (coalesce(tenant_id, 0), kind, unique_key)
    WHERE state = 'queued' AND unique_key IS NOT NULL;

-- One row for each time that a job was tried.
CREATE TABLE job_attempts (
    job_id      bigint      NOT NULL REFERENCES jobs ON DELETE CASCADE,
    number      integer     NOT NULL,
    started_at  timestamptz NOT NULL,
    finished_at timestamptz,
    server      text        NOT NULL,
    error       text        CHECK (length(error) <= 1000),
    PRIMARY KEY (job_id, number)
);

-- What is done again and again, and how it went last.
CREATE TABLE job_schedules (
    name          text        PRIMARY KEY CHECK (name ~ '^[a-z_]+[.][a-z_]+$'),
    title         text        NOT NULL,
    -- The one or the other: every so many seconds, or at a time of day (UTC).
    every_seconds integer     CHECK (every_seconds > 0),
    at_time       time,
    -- Null for what every server does by itself and only tells here.
    next_at       timestamptz,
    started_at    timestamptz,
    finished_at   timestamptz,
    error         text        CHECK (length(error) <= 1000),
    server        text,
    lease_until   timestamptz,
    CHECK ((every_seconds IS NULL) <> (at_time IS NULL))
);

ALTER TABLE jobs ENABLE ROW LEVEL SECURITY;
ALTER TABLE job_attempts ENABLE ROW LEVEL SECURITY;
ALTER TABLE job_schedules ENABLE ROW LEVEL SECURITY;

DO $$
DECLARE
    v_login text := current_setting('countinghouse.application_role');
    v_table text;
BEGIN
    EXECUTE format('GRANT SELECT, INSERT, DELETE, UPDATE (state, attempts, attempts_max, run_at,'
        ' finished_at, locked_by, lease_until, is_stopping, error) ON jobs TO %I', v_login);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE (finished_at, error) ON job_attempts TO %I',
        v_login);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE (title, every_seconds, at_time, next_at,'
        ' started_at, finished_at, error, server, lease_until) ON job_schedules TO %I', v_login);
    FOREACH v_table IN ARRAY ARRAY['jobs', 'job_attempts', 'job_schedules'] LOOP
        EXECUTE format('CREATE POLICY application_keeps ON %I TO %I USING (true)'
            ' WITH CHECK (true)', v_table, v_login);
    END LOOP;
END
$$;
