package import Kernel
package import PostgresClient

/// What whoever runs the installation does with tenants.
extension TenantService {
    /// Closes a tenant to everybody, keeping its data; suspending twice changes nothing.
    ///
    /// - Throws: `TenancyError.notAccessible`.
    package func suspend(_ name: TenantName, by source: AuditSource) async throws {
        try await set(name, "suspended", from: ["active"], by: source, .tenantSuspended)
    }

    /// Opens a tenant again that was suspended, or deleted not long ago.
    ///
    /// - Throws: `TenancyError.notAccessible`.
    package func resume(_ name: TenantName, by source: AuditSource) async throws {
        try await set(
            name, "active", from: ["suspended", "deleting"], by: source, .tenantResumed)
    }

    /// Gives a tenant a name on the web of its own, or takes it away.
    ///
    /// - Throws: `TenancyError.notAccessible`, `.invalidDomain`, `.nameTaken`.
    package func setDomain(
        _ name: TenantName, _ domain: String?, by source: AuditSource
    ) async throws {
        defer { directory.invalidate() }
        do {
            try await installation.owner.transaction { connection in
                let tenant = try Self.named(name, on: connection)
                let update: Query =
                    "UPDATE public.tenants SET domain = \(domain) WHERE id = \(tenant.id)"
                try connection.execute(update)
                let event = AuditEvent(
                    .tenantChanged, AuditObject(.tenant, tenant.id),
                    before: ["domain": tenant.domain.map { .text($0) } ?? .null],
                    after: ["domain": domain.map { .text($0) } ?? .null])
                try connection.execute(event.record(source, of: tenant.id))
            }
        } catch let error as PostgresError {
            switch error {
            case .uniqueViolation: throw TenancyError.nameTaken(domain ?? "")
            case .checkViolation: throw TenancyError.invalidDomain(domain ?? "")
            default: throw error
            }
        }
    }

    package typealias Leftovers =
        @Sendable (Tenant, isolated PostgresConnection) throws -> @Sendable () -> Void

    /// Removes the rows, roles and memberships of every tenant whose days of grace are over.
    ///
    /// - Parameter leftovers: finds what there is of one outside the database, in the transaction
    ///   that removes it, and gives what removes that when the transaction is committed.
    /// - Returns: their names.
    package func purge(
        at now: Instant, by source: AuditSource,
        leftovers: Leftovers = { _, _ in {} }
    ) async throws -> [TenantName] {
        let due = try await installation.owner.query(
            """
            SELECT \(fragment: Tenant.columns) FROM public.tenants
            WHERE status = 'deleting' AND delete_after <= \(now) ORDER BY id
            """
        ).decode(as: Tenant.self)
        for tenant in due {
            try await remove(tenant, at: now, by: source, leftovers)
        }
        return due.map(\.name)
    }

    private func remove(
        _ tenant: Tenant, at now: Instant, by source: AuditSource, _ leftovers: Leftovers
    ) async throws {
        defer { directory.invalidate() }
        let clear = try await installation.owner.transaction { connection -> @Sendable () -> Void in
            // It may have been brought back since.
            let delete: Query = """
                DELETE FROM public.tenants
                WHERE id = \(tenant.id) AND status = 'deleting' AND delete_after <= \(now)
                """
            guard try connection.execute(delete) == 1 else { return {} }
            let clear = try leftovers(tenant, connection)
            let event = AuditEvent(
                .tenantDeleted, AuditObject(.tenant, tenant.id, name: tenant.name.text),
                after: ["rows": "removed"])
            try connection.execute(event.record(source, of: nil))
            for schema in try Self.schemas(of: tenant, on: connection) {
                try connection.execute("DROP SCHEMA \(identifier: schema) CASCADE")
            }
            for role in try Self.roles(of: tenant, on: connection) {
                try connection.execute("DROP ROLE \(identifier: role)")
            }
            return clear
        }
        clear()
    }

    /// The tenant's schema, and those that are named after it, which look into it.
    private static func schemas(
        of tenant: Tenant, on connection: isolated PostgresConnection
    ) throws -> [Identifier] {
        let question: Query = """
            SELECT nspname::text FROM pg_catalog.pg_namespace
            WHERE nspname = \(tenant.schema.name) OR starts_with(nspname, \(tenant.schema.name + "_"))
            ORDER BY nspname DESC
            """
        return try connection.query(question).map { try Identifier(try $0.string(0)) }
    }

    /// The tenant's role, and those that are named after it.
    private static func roles(
        of tenant: Tenant, on connection: isolated PostgresConnection
    ) throws -> [Identifier] {
        let question: Query = """
            SELECT rolname::text FROM pg_catalog.pg_roles
            WHERE rolname = \(tenant.role.name) OR starts_with(rolname, \(tenant.role.name + "_"))
            ORDER BY rolname DESC
            """
        return try connection.query(question).map { try Identifier(try $0.string(0)) }
    }

    private func set(
        _ name: TenantName, _ status: String, from known: [String], by source: AuditSource,
        _ action: AuditAction
    ) async throws {
        defer { directory.invalidate() }
        try await installation.owner.transaction { connection in
            let tenant = try Self.named(name, on: connection)
            let update: Query = """
                UPDATE public.tenants SET status = \(status), delete_after = NULL
                WHERE id = \(tenant.id) AND status = ANY(\(known))
                """
            guard try connection.execute(update) == 1 else { return }
            let event = AuditEvent(
                action, AuditObject(.tenant, tenant.id),
                before: ["status": .text(tenant.status.rawValue)], after: ["status": .text(status)])
            try connection.execute(event.record(source, of: tenant.id))
        }
    }

    private static func named(
        _ name: TenantName, on connection: isolated PostgresConnection
    ) throws -> Tenant {
        let question: Query = """
            SELECT \(fragment: Tenant.columns) FROM public.tenants
            WHERE name = \(name.text) FOR UPDATE
            """
        guard let row = try connection.query(question).first else {
            throw TenancyError.notAccessible(name.text)
        }
        return try Tenant(row: row)
    }
}
