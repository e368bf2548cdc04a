import PostgresClient
import Tenancy

/// What is asked of the catalogue: each question answers with a line for everything that is wrong.
enum DoctorQuestions {
    /// - Parameter login: the role that requests run under.
    static func all(login: String) -> [(String, Query)] {
        [
            ("The server is PostgreSQL 15 or later", version),
            ("The application's login has no power of its own", powers(login)),
            ("The application's login owns nothing", possessions(login)),
            ("The application's login may become tenants' roles and no others", roles(login)),
            ("Every tenant has the schema and the roles of its number", places),
            ("Tenants' roles cannot log in and have no power", tenantPowers),
            ("Tenants' roles own nothing", tenantPossessions),
            ("Tenants' roles have no rights in another schema", tenantRights),
            ("Every shared table has row-level security", policies),
            ("Nobody may make objects in the shared schema", creation),
            ("Records are sealed within a minute", sealing),
        ]
    }

    private static let sealing: Query = """
        SELECT count(*) || ' wait for their seal, since ' || date_trunc('second', min(e.at))
            || '; no server runs, or its log says why it cannot seal'
        FROM public.audit_waiting AS w JOIN public.audit_events AS e ON e.id = w.event_id
        HAVING \(fragment: AuditSealer.isLate)
        """

    private static let version: Query = """
        SELECT 'it is ' || current_setting('server_version')
        WHERE current_setting('server_version_num')::integer < 150000
        """

    private static func powers(_ login: String) -> Query {
        """
        SELECT rolname || ' is a superuser, bypasses policies, inherits or may make roles'
        FROM pg_catalog.pg_roles WHERE rolname = \(login)
            AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication
                OR rolinherit)
        """
    }

    private static func possessions(_ login: String) -> Query {
        """
        SELECT c.oid::regclass::text FROM pg_catalog.pg_class AS c
        JOIN pg_catalog.pg_roles AS r ON r.oid = c.relowner
        WHERE r.rolname = \(login) LIMIT 50
        """
    }

    private static func roles(_ login: String) -> Query {
        """
        SELECT granted.rolname::text FROM pg_catalog.pg_auth_members AS m
        JOIN pg_catalog.pg_roles AS member ON member.oid = m.member
        JOIN pg_catalog.pg_roles AS granted ON granted.oid = m.roleid
        WHERE member.rolname = \(login) AND NOT EXISTS (
            SELECT FROM public.tenants AS t
            WHERE granted.rolname = t.role_name OR starts_with(granted.rolname, t.role_name || '_'))
        LIMIT 50
        """
    }

    /// A tenant that is given another's would open that one's books. Its name may have changed
    /// since; its number never does.
    private static let places: Query = """
        SELECT t.name || ' has number ' || t.id || ', and ' || w.what || ' is ' || w.name
        FROM public.tenants AS t
        CROSS JOIN LATERAL (VALUES
            ('its schema', t.schema_name, '^t' || t.id || '_[a-z0-9_]+$'),
            ('its role', t.role_name, '^ch_[0-9a-f]{8}_t' || t.id || '$')
        ) AS w (what, name, pattern)
        WHERE w.name !~ w.pattern ORDER BY t.id, w.what LIMIT 50
        """

    /// Tenants' roles with the schema that is theirs: the role itself, and those named after it,
    /// as the schemas of portfolios are. A tenant's number stands in the names of all.
    private static let tenantRoles: Query = """
        SELECT r.oid, r.rolname, t.schema_name FROM public.tenants AS t
        JOIN pg_catalog.pg_roles AS r
            ON r.rolname = t.role_name OR starts_with(r.rolname, t.role_name || '_')
        """

    private static let tenantPowers: Query = """
        SELECT t.rolname::text FROM (\(fragment: tenantRoles)) AS t
        JOIN pg_catalog.pg_roles AS r ON r.oid = t.oid
        WHERE r.rolcanlogin OR r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb
            OR r.rolreplication
            OR EXISTS (SELECT FROM pg_catalog.pg_auth_members AS m WHERE m.member = r.oid)
        LIMIT 50
        """

    private static let tenantPossessions: Query = """
        SELECT t.rolname || ' owns ' || c.oid::regclass::text
        FROM (\(fragment: tenantRoles)) AS t
        JOIN pg_catalog.pg_class AS c ON c.relowner = t.oid LIMIT 50
        """

    /// From the lists of rights themselves: a question for each role and table would be as many as
    /// there are of both together.
    private static let tenantRights: Query = """
        SELECT DISTINCT t.rolname || ' may ' || a.privilege_type || ' ' || c.oid::regclass::text
        FROM pg_catalog.pg_class AS c
        JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
        CROSS JOIN LATERAL aclexplode(c.relacl) AS a
        JOIN (\(fragment: tenantRoles)) AS t ON t.oid = a.grantee
        WHERE n.nspname <> t.schema_name AND NOT starts_with(n.nspname, t.schema_name || '_')
        LIMIT 50
        """

    private static let policies: Query = """
        SELECT c.oid::regclass::text FROM pg_catalog.pg_class AS c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
            AND NOT c.relrowsecurity AND c.relname NOT IN ('schema_migration', 'installation')
        ORDER BY 1
        """

    private static let creation: Query = """
        SELECT 'public grants CREATE to everybody' FROM pg_catalog.pg_namespace AS n
        CROSS JOIN LATERAL aclexplode(n.nspacl) AS a
        WHERE n.nspname = 'public' AND a.grantee = 0 AND a.privilege_type = 'CREATE'
        """
}
