-- A number for each tenant that grows with every transaction that may change what its answers are
-- made of: whoever keeps an answer compares. It is read with the same snapshot rules as the data,
-- so that neither is seen without the other.
CREATE TABLE data_versions (
    -- 0 is what all tenants share: who they are and who may do what in them.
    tenant_id bigint  NOT NULL,
    -- The server process that wrote: two never write the same row, so that no writer waits for
    -- another. Under 0 stands what processes that have ended counted.
    process   integer NOT NULL,
    changes   bigint  NOT NULL,
    PRIMARY KEY (tenant_id, process)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
ALTER TABLE data_versions ENABLE ROW LEVEL SECURITY;

-- Counts the transaction for the tenant whose role is in force, as it begins to write. Tenants'
-- tables have no triggers: they could not be spread over several servers.
CREATE FUNCTION data_count() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    -- A member with a portfolio has another role of the tenant's.
    INSERT INTO public.data_versions AS v (tenant_id, process, changes)
    SELECT t.id, pg_backend_pid(), 1 FROM public.tenants AS t
    WHERE t.role_name = regexp_replace(current_setting('role'), '_p$', '')
    ON CONFLICT (tenant_id, process) DO UPDATE SET changes = v.changes + 1;
    IF NOT FOUND THEN
        RAISE insufficient_privilege USING MESSAGE = 'no role of a tenant is in force';
    END IF;
END
$$;

-- Counts a transaction that changes what all tenants share, once.
CREATE FUNCTION data_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    -- Ends with the transaction, and with the savepoint where that is taken back.
    v_counted text := current_setting('countinghouse.counted', true);
BEGIN
    IF v_counted IS DISTINCT FROM pg_current_xact_id()::text THEN
        PERFORM set_config('countinghouse.counted', pg_current_xact_id()::text, true);
        INSERT INTO public.data_versions AS v (tenant_id, process, changes)
        VALUES (0, pg_backend_pid(), 1)
        ON CONFLICT (tenant_id, process) DO UPDATE SET changes = v.changes + 1;
    END IF;
    RETURN NULL;
END
$$;
REVOKE EXECUTE ON FUNCTION data_changed() FROM PUBLIC;

-- Has every change of a shared table counted, or only those named. A statement that changes no row
-- is none: who has nothing to end would else make every server look up all rights anew.
CREATE FUNCTION data_watch(
    p_table regclass, p_changes text DEFAULT 'INSERT OR UPDATE OR DELETE')
RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER data_changed AFTER %s ON %s'
        ' FOR EACH ROW EXECUTE FUNCTION public.data_changed()', p_changes, p_table);
    EXECUTE format('CREATE TRIGGER data_emptied AFTER TRUNCATE ON %s'
        ' FOR EACH STATEMENT EXECUTE FUNCTION public.data_changed()', p_table);
END
$$;
REVOKE EXECUTE ON FUNCTION data_watch(regclass, text) FROM PUBLIC;

-- Adds up what processes counted that have ended: the sums stay as they are.
CREATE FUNCTION data_versions_fold() RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH ended AS (
        DELETE FROM public.data_versions AS v
        WHERE v.process <> 0
            AND NOT EXISTS (SELECT FROM pg_stat_activity AS a WHERE a.pid = v.process)
        RETURNING v.tenant_id, v.changes
    ), added AS (
        INSERT INTO public.data_versions AS v (tenant_id, process, changes)
        SELECT tenant_id, 0, sum(changes)::bigint FROM ended GROUP BY tenant_id ORDER BY tenant_id
        ON CONFLICT (tenant_id, process) DO UPDATE SET changes = v.changes + excluded.changes
    )
    SELECT count(*) FROM ended
$$;
REVOKE EXECUTE ON FUNCTION data_versions_fold() FROM PUBLIC;

SELECT data_watch('tenants');

DO $$
DECLARE
    v_login text := current_setting('countinghouse.application_role');
BEGIN
    EXECUTE format('GRANT SELECT ON data_versions TO %I', v_login);
    EXECUTE format('GRANT EXECUTE ON FUNCTION data_versions_fold() TO %I', v_login);
    EXECUTE format(
        'CREATE POLICY application_reads ON data_versions FOR SELECT TO %I USING (true)', v_login);
END
$$;
