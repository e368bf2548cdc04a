package import Kernel
package import PostgresClient
package import Tenancy

/// What operators do with the tenants of an installation. They see names, sizes and states, and
/// never a row: nothing here enters a tenant.
package struct OperatorService: Sendable {
    package static let pageMax = 100

    private let pool: PostgresPool
    private let tenants: TenantService
    private let members: MemberService

    /// - Parameter pool: connections as the application's login.
    package init(pool: PostgresPool, tenants: TenantService, members: MemberService) {
        self.pool = pool
        self.tenants = tenants
        self.members = members
    }

    /// The tenants by name, a page of them.
    ///
    /// - Parameters:
    ///   - text: a part of the name; empty for all.
    ///   - name: the last one seen.
    package func list(
        _ scope: InstallationScope, containing text: String = "", after name: String = "",
        limit: Int = pageMax
    ) async throws -> (tenants: [TenantListing], hasMore: Bool) {
        let rows = try await pool.query(
            """
            SELECT t.name, t.status, t.currency, t.created_at, t.delete_after,
                (SELECT count(*) FROM public.memberships AS m WHERE m.tenant_id = t.id),
                (SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint
                    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
                    WHERE n.nspname = t.schema_name AND c.relkind IN ('r', 'm'))
            FROM public.tenants AS t
            WHERE t.name > \(name) AND (\(text) = '' OR position(\(text) IN t.name) > 0)
            ORDER BY t.name LIMIT \(Int64(limit + 1))
            """)
        let found = try rows.map { row in
            guard let status = Tenant.Status(rawValue: try row.string(1)) else {
                throw TenancyError.notMigrated
            }
            return TenantListing(
                name: try TenantName(row.string(0)), status: status,
                currency: try row.string(2), createdAt: try row.decode(3),
                deleteAfter: try row.decode(4, as: Instant?.self),
                members: Int(try row.int64(5)), bytes: try row.int64(6))
        }
        return (Array(found.prefix(limit)), found.count > limit)
    }

    /// How many tenants there are, and how many of them are open.
    package func count(_ scope: InstallationScope) async throws -> (all: Int, open: Int) {
        let row = try await pool.query(
            "SELECT count(*), count(*) FILTER (WHERE status = 'active') FROM public.tenants"
        ).single()
        return (Int(try row.int64(0)), Int(try row.int64(1)))
    }

    /// Creates a tenant, with its first owner where one is named.
    ///
    /// - Throws: `TenancyError.nameTaken`, `.cannotCreateRoles`.
    package func create(
        _ scope: InstallationScope, _ settings: TenantSettings, owner: EmailAddress?,
        at now: Instant
    ) async throws -> (tenant: Tenant, owner: NewUser?) {
        let tenant = try await tenants.create(settings, by: scope.source)
        guard let owner else { return (tenant, nil) }
        // As a member who takes somebody in: who has an account is asked first.
        let inside = Scope(
            tenant: tenant, actor: scope.actor,
            grant: Grant(permissions: [.manageMembers, .manageOwners], portfolio: nil),
            origin: scope.origin, basis: .installation)
        return (tenant, try await members.add(inside, owner, name: nil, role: .owner, at: now))
    }

    /// - Throws: `TenancyError.notAccessible`.
    package func suspend(_ scope: InstallationScope, _ name: TenantName) async throws {
        try await tenants.suspend(name, by: scope.source)
    }

    /// - Throws: `TenancyError.notAccessible`.
    package func resume(_ scope: InstallationScope, _ name: TenantName) async throws {
        try await tenants.resume(name, by: scope.source)
    }
}
