-- What the migrations give nobody: rights outside the schemas that were compared, and what would
-- give some by itself.
WITH holder AS MATERIALIZED (
    SELECT 0::oid AS role, 'everybody' AS name
    UNION
    SELECT k.role, r.rolname::text FROM countinghouse_doctor.known_role AS k
    JOIN countinghouse_doctor.place AS p ON p.id = k.place AND NOT p.is_reference
    JOIN pg_roles AS r ON r.oid = k.role
    WHERE k.label <> 'the owner'
), own AS MATERIALIZED (
    SELECT namespace FROM countinghouse_doctor.place WHERE namespace IS NOT NULL
    UNION ALL SELECT 'countinghouse_doctor'::regnamespace
), able AS MATERIALIZED (
    -- What no list of rights and no membership shows. The owner makes roles, and nothing of ours
    -- needs more.
    SELECT r.oid AS role, r.rolname::text AS name, p.what FROM pg_roles AS r
    CROSS JOIN LATERAL (VALUES
        (r.rolbypassrls, 'is bound by no policy'),
        (r.rolreplication, 'may copy the whole server'),
        -- Since version 16 they may do so with roles alone that they were given for it.
        (r.rolcreaterole AND current_setting('server_version_num')::integer < 160000,
            'may become every role but a superuser')
    ) AS p (is_so, what)
    WHERE p.is_so AND NOT r.rolsuper AND r.rolname <> current_user
        -- These have a check of their own.
        AND r.oid NOT IN (SELECT role FROM holder)
), powerful AS MATERIALIZED (
    -- Who is a member of these has what they have, whatever the lists of rights say.
    SELECT role, name, '' AS what, true AS is_ours FROM holder WHERE role <> 0
    UNION ALL
    SELECT oid, rolname::text, ', who owns everything', false FROM pg_roles
    WHERE rolname = current_user
    UNION ALL
    SELECT oid, rolname::text, ', who may do everything', false FROM pg_roles
    WHERE rolsuper AND rolname <> current_user
    UNION ALL
    SELECT oid, rolname::text, ', who sees or changes everything', false FROM pg_roles
    WHERE rolname IN ('pg_read_all_data', 'pg_write_all_data', 'pg_read_server_files',
        'pg_write_server_files', 'pg_execute_server_program')
    UNION ALL
    SELECT role, name, ', who ' || what, false FROM able
), servers AS MATERIALIZED (
    -- Everybody comes into these two.
    SELECT oid FROM pg_namespace WHERE nspname IN ('pg_catalog', 'information_schema')
), extended AS MATERIALIZED (
    SELECT objid FROM pg_depend WHERE classid = 'pg_proc'::regclass AND deptype = 'e'
), elsewhere AS MATERIALIZED (
    -- Schemas that others made, as far as one of ours comes in.
    SELECT DISTINCT n.oid FROM pg_namespace AS n
    CROSS JOIN LATERAL aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) AS a
    JOIN holder AS h ON h.role = a.grantee
    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        AND n.oid NOT IN (SELECT namespace FROM own) AND a.privilege_type = 'USAGE'
), given AS (
    SELECT 'table ' || c.oid::regclass AS object, a.grantee, a.privilege_type
    FROM pg_class AS c CROSS JOIN LATERAL aclexplode(c.relacl) AS a
    WHERE c.relnamespace IN (SELECT oid FROM elsewhere)
    UNION ALL
    SELECT 'function ' || f.oid::regprocedure, a.grantee, a.privilege_type
    FROM pg_proc AS f
    CROSS JOIN LATERAL aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) AS a
    WHERE f.pronamespace IN (SELECT oid FROM elsewhere) AND f.prosecdef
    UNION ALL
    -- Of the server's own, what initdb did not give.
    (SELECT 'table ' || c.oid::regclass, a.grantee, a.privilege_type
    FROM pg_class AS c CROSS JOIN LATERAL aclexplode(c.relacl) AS a
    -- Numbers from 16384 on are of what was made after initdb, which writes down its rights in
    -- pg_catalog alone.
    WHERE c.relnamespace = 'pg_catalog'::regnamespace
        OR c.relnamespace IN (SELECT oid FROM servers) AND c.oid >= 16384
    EXCEPT ALL
    SELECT 'table ' || c.oid::regclass, a.grantee, a.privilege_type
    FROM pg_class AS c
    JOIN pg_init_privs AS i
        ON i.classoid = 'pg_class'::regclass AND i.objoid = c.oid AND i.objsubid = 0
    CROSS JOIN LATERAL aclexplode(i.initprivs) AS a)
    UNION ALL
    (SELECT 'function ' || f.oid::regprocedure, a.grantee, a.privilege_type
    FROM pg_proc AS f
    CROSS JOIN LATERAL aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) AS a
    WHERE f.pronamespace IN (SELECT oid FROM servers) AND (f.proacl IS NOT NULL OR f.prosecdef)
    EXCEPT ALL
    SELECT 'function ' || f.oid::regprocedure, a.grantee, a.privilege_type
    FROM pg_proc AS f
    LEFT JOIN pg_init_privs AS i
        ON i.classoid = 'pg_proc'::regclass AND i.objoid = f.oid AND i.objsubid = 0
    CROSS JOIN LATERAL aclexplode(coalesce(i.initprivs, acldefault('f', f.proowner))) AS a
    WHERE f.proacl IS NOT NULL AND f.oid < 16384 OR f.oid IN (SELECT objid FROM extended))
    UNION ALL
    (SELECT 'column ' || c.attname || ' of ' || c.attrelid::regclass, a.grantee, a.privilege_type
    FROM pg_attribute AS c JOIN pg_class AS r ON r.oid = c.attrelid
    CROSS JOIN LATERAL aclexplode(c.attacl) AS a
    WHERE r.relnamespace NOT IN (SELECT namespace FROM own)
    EXCEPT ALL
    SELECT 'column ' || c.attname || ' of ' || c.attrelid::regclass, a.grantee, a.privilege_type
    FROM pg_attribute AS c
    JOIN pg_init_privs AS i ON i.classoid = 'pg_class'::regclass AND i.objoid = c.attrelid
        AND i.objsubid = c.attnum
    CROSS JOIN LATERAL aclexplode(i.initprivs) AS a)
    UNION ALL
    SELECT 'schema ' || n.nspname, a.grantee, a.privilege_type
    FROM pg_namespace AS n
    CROSS JOIN LATERAL aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) AS a
    WHERE a.privilege_type = 'CREATE' AND n.nspname !~ '^pg_(toast_)?temp_'
        AND (n.nspname = 'public' OR n.oid NOT IN (SELECT namespace FROM own))
    UNION ALL
    SELECT 'database ' || d.datname, a.grantee, a.privilege_type
    FROM pg_database AS d CROSS JOIN LATERAL aclexplode(d.datacl) AS a
    WHERE d.datname = current_database() AND a.privilege_type = 'CREATE'
    UNION ALL
    SELECT 'parameter ' || s.parname, a.grantee, a.privilege_type
    FROM pg_parameter_acl AS s CROSS JOIN LATERAL aclexplode(s.paracl) AS a
    UNION ALL
    SELECT 'foreign server ' || s.srvname, a.grantee, a.privilege_type
    FROM pg_foreign_server AS s CROSS JOIN LATERAL aclexplode(s.srvacl) AS a
    UNION ALL
    SELECT 'foreign data wrapper ' || w.fdwname, a.grantee, a.privilege_type
    FROM pg_foreign_data_wrapper AS w CROSS JOIN LATERAL aclexplode(w.fdwacl) AS a
    UNION ALL
    SELECT 'large object ' || l.oid, a.grantee, a.privilege_type
    FROM pg_largeobject_metadata AS l CROSS JOIN LATERAL aclexplode(l.lomacl) AS a
    UNION ALL
    SELECT 'whatever ' || pg_get_userbyid(d.defaclrole) || ' will make', a.grantee,
        a.privilege_type
    FROM pg_default_acl AS d CROSS JOIN LATERAL aclexplode(d.defaclacl) AS a
    WHERE NOT (d.defaclnamespace = 0 AND a.grantee = 0
        AND (d.defaclobjtype, a.privilege_type) IN (('f', 'EXECUTE'), ('T', 'USAGE')))
)
SELECT detail FROM (
    SELECT DISTINCT g.object || ': ' || h.name || ' may ' || g.privilege_type AS detail
    FROM given AS g JOIN holder AS h ON h.role = g.grantee
    UNION ALL
    -- The login's memberships in tenants' roles are compared in their places.
    SELECT DISTINCT r.rolname || ' may become ' || p.name || p.what
    FROM pg_auth_members AS m
    JOIN powerful AS p ON p.role = m.roleid
    JOIN pg_roles AS r ON r.oid = m.member
    WHERE CASE WHEN p.is_ours
        THEN r.rolname NOT IN (current_user, current_setting('countinghouse.application_role'))
        ELSE NOT r.rolsuper END
    UNION ALL
    SELECT a.name || ' ' || a.what FROM able AS a
    JOIN pg_roles AS r ON r.oid = a.role AND r.rolcanlogin
    UNION ALL
    SELECT 'function ' || f.oid::regprocedure || ' runs with the rights of whoever made it'
    FROM pg_proc AS f
    WHERE f.pronamespace IN (SELECT oid FROM servers) AND f.prosecdef
        AND f.oid NOT IN (SELECT objid FROM extended)
    UNION ALL
    -- Triggers fire and policies hold as these say, and names are found where these say: on the
    -- owner's connections as well, who has memberships, records and foreign keys kept by triggers.
    SELECT DISTINCT h.name || ' begins with ' || s.setting
    FROM pg_db_role_setting AS d
    CROSS JOIN LATERAL unnest(d.setconfig) AS s (setting)
    JOIN (
        SELECT role, name FROM holder
        UNION ALL SELECT oid, rolname::text FROM pg_roles WHERE rolname = current_user
    ) AS h ON h.role = d.setrole
    WHERE s.setting ~* '^(search_path|role|row_security|session_replication_role|countinghouse[.])'
        AND (d.setdatabase = 0 OR d.setdatabase = (
            SELECT oid FROM pg_database WHERE datname = current_database()))
    UNION ALL
    -- Or the server's own settings say so, for whoever connects.
    SELECT current_user || ' is connected with session_replication_role='
        || current_setting('session_replication_role')
    WHERE current_setting('session_replication_role') <> 'origin'
    UNION ALL
    SELECT 'event trigger ' || evtname FROM pg_event_trigger WHERE evtenabled <> 'D'
    UNION ALL
    SELECT p.title || 'schema ' || CASE p.part WHEN 'tenant' THEN p.own ELSE p.limited END
        || ' is missing'
    FROM countinghouse_doctor.place AS p WHERE p.namespace IS NULL
) AS found (detail)
ORDER BY 1 LIMIT 50
