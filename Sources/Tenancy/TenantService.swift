import Kernel
import PostgresClient

/// Creates tenants, changes and closes them.
package struct TenantService: Sendable {
    let installation: Installation
    package let directory: TenantDirectory

    package init(installation: Installation, directory: TenantDirectory) {
        self.installation = installation
        self.directory = directory
    }

    /// Creates a tenant with its role, schema and tables, in one transaction: it is whole or not
    /// there.
    ///
    /// - Throws: `TenancyError.nameTaken`, `.cannotCreateRoles`, `PostgresError`.
    package func create(
        _ settings: TenantSettings, by source: AuditSource = .commandLine
    ) async throws -> Tenant {
        defer { directory.invalidate() }
        do {
            return try await installation.owner.transaction { connection in
                let tenant = try Self.insert(settings, on: connection)
                _ = try connection.pipeline(installation.makeRoom(for: tenant))
                _ = try installation.migrate(tenant, on: connection)
                let activate: Query =
                    "UPDATE public.tenants SET status = 'active' WHERE id = \(tenant.id)"
                let event = AuditEvent(
                    .tenantCreated, AuditObject(.tenant, tenant.id, name: tenant.name.text),
                    after: [
                        "currency": .text(tenant.currency.code),
                        "time_zone": .text(tenant.timeZone.name), "locale": .text(tenant.locale),
                    ])
                _ = try connection.pipeline(
                    installation.seed(tenant) + [activate, event.record(source, of: tenant.id)])
                return tenant.with(status: .active)
            }
        } catch let error as PostgresError {
            if case .uniqueViolation(let report) = error, report.table == "tenants" {
                throw TenancyError.nameTaken(settings.name.text)
            }
            if case .insufficientPrivilege = error { throw TenancyError.cannotCreateRoles }
            throw error
        }
    }

    /// Brings every tenant's schema up to date, one transaction each, so that it can be
    /// interrupted and goes on where it stopped.
    ///
    /// - Parameter progress: called after each tenant with how many are done, of how many.
    package func migrateAll(
        progress: @Sendable (Tenant, _ done: Int, _ total: Int, [String]) -> Void
    ) async throws {
        let tenants = try await directory.all()
        for (index, tenant) in tenants.enumerated() {
            try Task.checkCancellation()
            let applied = try await installation.migrate(tenant)
            progress(tenant, index + 1, tenants.count, applied)
        }
    }

    private static func insert(
        _ settings: TenantSettings, on connection: isolated PostgresConnection
    ) throws -> Tenant {
        let next: Query = """
            SELECT nextval(pg_get_serial_sequence('public.tenants', 'id')), id
            FROM public.installation
            """
        let row = try connection.query(next).single()
        let id = try row.int64(0)
        let installation = try row.string(1)
        let underscored = settings.name.text.split(
            separator: "-", omittingEmptySubsequences: false
        ).joined(separator: "_")
        // The number keeps apart what hyphens and underscores would make alike, and no tenant
        // can be named after a schema of the server's own.
        let schema = try Identifier("t\(id)_\(underscored)")
        let role = try Identifier("ch_\(installation)_t\(id)")
        let insert: Query = """
            INSERT INTO public.tenants
                (id, name, schema_name, role_name, currency, time_zone, locale)
            OVERRIDING SYSTEM VALUE
            VALUES (\(id), \(settings.name.text), \(schema.name), \(role.name),
                \(settings.currency.code), \(settings.timeZone.name), \(settings.locale))
            RETURNING \(fragment: Tenant.columns)
            """
        return try Tenant(row: connection.query(insert).single())
    }
}
