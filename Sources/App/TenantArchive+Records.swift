import Formats
import Glibc
import Kernel
import PostgresClient
import Tenancy

/// What the installation keeps of a tenant beside the tenant's own tables: nothing in it is a
/// secret or the hash of one.
extension TenantArchive {
    private static let batch = 2_000

    /// What happened to memberships.
    private static let rolesActions = [
        "member.added", "member.role_changed", "member.portfolio_changed", "member.removed",
        "user.granted",
    ]

    /// Writes keys, roles, the whole audit, webhooks, jobs and invitations, each into its own file.
    static func records(
        of tenant: Tenant, into folder: String, on connection: isolated PostgresConnection
    ) throws -> [Manifest.Table] {
        let keys: Query = """
            SELECT k.id, jsonb_build_object('id', k.id, 'name', k.name,
                'permissions', k.permissions, 'portfolio', k.portfolio,
                'created_by', k.created_by, 'made_by', k.made_by,
                'created_at', k.created_at, 'expires_at', k.expires_at, 'last_used_at', k.last_used_at)::text
            FROM public.api_keys AS k WHERE k.tenant_id = \(tenant.id)
            """
        let roles: Query = """
            \(fragment: audit(of: tenant)) AND e.action = ANY (\(rolesActions))
            """
        return [
            try write("keys", keys, by: "k.id", into: folder, on: connection),
            try write("roles", roles, by: "e.id", into: folder, on: connection),
            try write("audit", audit(of: tenant), by: "e.id", into: folder, on: connection),
            try write("webhooks", webhooks(of: tenant), by: "w.id", into: folder, on: connection),
            try write("jobs", jobs(of: tenant), by: "j.id", into: folder, on: connection),
            try write(
                "invitations", invitations(of: tenant), by: "i.id", into: folder, on: connection),
        ]
    }

    /// Whom the company has told of what happens; what was sent is in its own tables.
    private static func webhooks(of tenant: Tenant) -> Query {
        """
        SELECT w.id, jsonb_build_object('id', w.id, 'url', w.url, 'description', w.description,
            'types', w.types, 'state', w.state, 'is_given_up', w.is_given_up,
            'is_orphaned', w.is_orphaned, 'made_by', w.made_by,
            'created_at', w.created_at, 'failing_since', w.failing_since,
            'failures', w.failures, 'old_secret_until', w.old_secret_until)::text
        FROM public.webhook_endpoints AS w WHERE w.tenant_id = \(tenant.id)
        """
    }

    /// Who was asked and has not answered: of them the company knows the address that it typed.
    private static func invitations(of tenant: Tenant) -> Query {
        """
        SELECT i.id, jsonb_build_object('id', i.id, 'email', i.email, 'role', i.role,
            'portfolio', i.portfolio, 'made_by', i.made_by, 'created_at', i.created_at,
            'expires_at', i.expires_at)::text
        FROM public.invitations AS i WHERE i.tenant_id = \(tenant.id)
        """
    }

    private static func jobs(of tenant: Tenant) -> Query {
        """
        SELECT j.id, jsonb_build_object('id', j.id, 'kind', j.kind, 'payload', j.payload,
            'state', j.state, 'attempts', j.attempts, 'attempts_max', j.attempts_max,
            'created_at', j.created_at, 'run_at', j.run_at, 'finished_at', j.finished_at,
            'error', j.error, 'tries', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                    'number', a.number, 'started_at', a.started_at, 'finished_at', a.finished_at,
                    'error', a.error) ORDER BY a.number), '[]')
                FROM public.job_attempts AS a WHERE a.job_id = j.id))::text
        FROM public.jobs AS j WHERE j.tenant_id = \(tenant.id)
        """
    }

    /// With what people and keys are called now.
    private static func audit(of tenant: Tenant) -> Query {
        """
        SELECT e.id, jsonb_build_object('id', e.id, 'at', e.at, 'actor_kind', e.actor_kind,
            'actor', coalesce(p.email, k.name), 'action', e.action, 'object_kind', e.object_kind,
            'object_id', e.object_id, 'object', coalesce(o.email, n.name), 'before', e.before,
            'after', e.after, 'address', e.address, 'request_id', e.request_id)::text
        FROM public.audit_events AS e
        LEFT JOIN public.users AS p ON e.actor_kind = 'person' AND p.id = e.actor_id
        LEFT JOIN public.audit_names AS k
            ON e.actor_kind = 'key' AND k.kind = 'key' AND k.id = e.actor_id::text
        LEFT JOIN public.users AS o ON e.object_kind = 'user' AND o.id::text = e.object_id
        LEFT JOIN public.audit_names AS n ON n.kind = e.object_kind AND n.id = e.object_id
        WHERE e.tenant_id = \(tenant.id)
        """
    }

    /// - Parameters:
    ///   - query: gives an id and a JSON object, and ends with a condition.
    ///   - column: the id.
    private static func write(
        _ name: String, _ query: Query, by column: Query, into folder: String,
        on connection: isolated PostgresConnection
    ) throws -> Manifest.Table {
        let path = "\(folder)/\(name).jsonl"
        guard let file = fopen(path, "wxe") else { throw ZipWriter.Problem.cannotWrite(path: path) }
        var (last, count, isWritten) = (Int64(0), 0, true)
        do {
            while true {
                let page: Query = """
                    \(fragment: query) AND \(fragment: column) > \(last)
                    ORDER BY \(fragment: column) LIMIT \(Int64(batch))
                    """
                let rows = try connection.query(page)
                for row in rows {
                    last = try row.int64(0)
                    let line = Array("\(try row.string(1))\n".utf8)
                    if fwrite(line, 1, line.count, file) != line.count { isWritten = false }
                }
                count += rows.count
                if rows.count < batch { break }
            }
        } catch {
            fclose(file)
            throw error
        }
        guard fclose(file) == 0, isWritten else {
            throw ZipWriter.Problem.cannotWrite(path: path)
        }
        return Manifest.Table(file: "\(name).jsonl", rows: Int64(count))
    }

    func secondFactorRoles(of tenant: Tenant) async throws -> [String] {
        try await owner.query(
            """
            SELECT second_factor_roles FROM public.security_policies
            WHERE tenant_id = \(tenant.id)
            """
        ).first?.decode(0, as: [String].self) ?? []
    }

    func signOn(of tenant: Tenant) async throws -> Manifest.SignOn? {
        let rows = try await owner.query(
            """
            SELECT s.issuer, s.client_id, s.client_secret IS NOT NULL, s.default_role,
                ARRAY(SELECT d.domain FROM public.sign_on_domains AS d
                    WHERE d.tenant_id = s.tenant_id ORDER BY d.domain)
            FROM public.single_sign_on AS s WHERE s.tenant_id = \(tenant.id)
            """)
        return try rows.first.map { row in
            Manifest.SignOn(
                issuer: try row.string(0), clientID: try row.string(1),
                hasSecret: try row.decode(2), newcomers: try row.decode(3),
                domains: try row.decode(4))
        }
    }
}
