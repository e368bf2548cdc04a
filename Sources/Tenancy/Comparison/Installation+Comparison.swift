import Kernel
import PostgresClient

/// Nothing is written down of how things should be: the migrations make it all once more, for the
/// installation and for a tenant that nobody has, in a transaction that is rolled back. So it is
/// always of this version and as this server tells it.
extension Installation {
    /// Ends the transaction and carries out of it what was found.
    private struct Compared: Error {
        let comparison: SchemaComparison
    }

    /// Compares what is there with what the migrations make, of all tenants at once.
    ///
    /// - Parameter behind: names of tenants that are left out, since they have another version.
    /// - Throws: `TenancyError.cannotCreateRoles`, `PostgresError`, `MigrationError`.
    package func compareSchemas(without behind: [String] = []) async throws -> SchemaComparison {
        do {
            try await owner.transaction { (connection: isolated PostgresConnection) -> Void in
                let role = try makeReference(connection)
                throw Compared(
                    comparison: try compare(to: role, without: behind, on: connection))
            }
        } catch let compared as Compared {
            return compared.comparison
        } catch PostgresError.insufficientPrivilege {
            throw TenancyError.cannotCreateRoles
        }
        throw PostgresError.transactionFailed
    }

    /// - Returns: the role of the tenant that was made.
    private func makeReference(_ connection: isolated PostgresConnection) throws -> Identifier {
        let shared = try Identifier("countinghouse_reference")
        try connection.execute("CREATE SCHEMA \(identifier: shared)")
        try sharedMigrator(schema: shared).run(on: connection)
        let id = try connection.query("SELECT id FROM public.installation").single().string(0)
        let tenant = Tenant(
            id: ID(0), name: try TenantName("reference"), schema: try Identifier("t0_reference"),
            role: try Identifier("ch_\(id)_t0"), currency: try Currency(code: "USD"),
            timeZone: try TimeZoneName("UTC"), locale: "en-US", agingLimits: [], status: .creating)
        _ = try connection.pipeline(makeRoom(for: tenant))
        _ = try migrate(tenant, on: connection)
        return tenant.role
    }

    private func compare(
        to role: Identifier, without behind: [String], on connection: isolated PostgresConnection
    ) throws -> SchemaComparison {
        try connection.execute(
            """
            SELECT set_config('countinghouse.application_role', \(applicationRole.name), true),
                set_config('countinghouse.reference_role', \(role.name), true),
                set_config('countinghouse.behind', \(behind)::text[]::text, true)
            """)
        try connection.runScript(SQLFile(embedded: PackageResources.places_sql))
        try connection.runScript(SQLFile(embedded: PackageResources.lines_sql))
        return SchemaComparison(
            schemas: try Self.lines(PackageResources.differences_sql, on: connection),
            elsewhere: try Self.lines(PackageResources.elsewhere_sql, on: connection))
    }

    private static func lines(
        _ bytes: [UInt8], on connection: isolated PostgresConnection
    ) throws -> [String] {
        try connection.query(Query(SQLFile(embedded: bytes))).map { try $0.string(0) }
    }
}
