import BooksTestSupport
import Foundation
import Kernel
import PostgresClient
import Tenancy
import Testing

@Suite struct `Migrating many tenants` {
    private static let names = ["anna", "bert", "cora", "dora", "emil"]
    private static let patience: Duration = .seconds(60)

    @Test func `goes on after a kill where it stopped and repeats nothing`() async throws {
        try await InstallationFixture.use { installation in
            var tenants: [Tenant] = []
            for name in Self.names {
                tenants.append(
                    try await installation.tenants.create(
                        TenantSettings(
                            name: try TenantName(name), currency: "EUR",
                            timeZone: try TimeZoneName("Europe/Berlin"))))
            }
            for tenant in tenants { try await Self.empty(tenant, installation) }
            let program = try Program(settings: installation.settings)
            let all = Int64(installation.installation.tenantMigrations.files.count)

            let told = try await Self.kill(program, within: tenants[2], installation)
            #expect(told.contains("[1/5] anna: applied \(all)\n[2/5] bert: applied \(all)\n"))
            #expect(!told.contains("cora"))
            for (tenant, steps) in zip(tenants, [all, all, 0, 0, 0]) {
                let found = try await Self.steps(tenant, installation)
                #expect(found == steps, "\(tenant.name)")
            }

            let again = try program.run("migrate")
            #expect(again.status == 0, "\(again.errors)")
            #expect(
                again.output == """
                    [1/5] anna: up to date
                    [2/5] bert: up to date
                    [3/5] cora: applied \(all)
                    [4/5] dora: applied \(all)
                    [5/5] emil: applied \(all)
                    The database is up to date.

                    """)
            for tenant in tenants {
                let found = try await Self.steps(tenant, installation)
                #expect(found == all, "\(tenant.name)")
            }
        }
    }

    /// Takes a tenant's tables away, as if none of its steps had run yet.
    private static func empty(_ tenant: Tenant, _ installation: InstallationFixture) async throws {
        let limited = try Identifier(tenant.portfolioSchemaName)
        let limitedRole = try Identifier(tenant.portfolioRoleName)
        let statements: [Query] = [
            "SET LOCAL client_min_messages = error",
            "DROP SCHEMA \(identifier: limited) CASCADE",
            "DROP SCHEMA \(identifier: tenant.schema) CASCADE",
            "CREATE SCHEMA \(identifier: tenant.schema)",
            "GRANT USAGE ON SCHEMA \(identifier: tenant.schema) TO \(identifier: tenant.role)",
            "CREATE SCHEMA \(identifier: limited)",
            "GRANT USAGE ON SCHEMA \(identifier: limited) TO \(identifier: limitedRole)",
        ]
        try await installation.owner.transaction { connection in
            for statement in statements { try connection.execute(statement) }
        }
    }

    /// How many steps the tenant has; 0 only where nothing of any step is there.
    private static func steps(
        _ tenant: Tenant, _ installation: InstallationFixture
    ) async throws -> Int64 {
        let things: Query = """
            SELECT count(*) FROM pg_class WHERE relnamespace = \(tenant.schema.name)::regnamespace
            """
        guard try await installation.owner.query(things).single().int64(0) > 0 else { return 0 }
        let steps: Query = "SELECT count(*) FROM \(identifier: tenant.schema).schema_migration"
        return try await installation.owner.query(steps).single().int64(0)
    }

    /// Kills the program, as a loss of power would, while it is in the middle of this tenant: a
    /// step of it waits there for a lock. Returns what it had printed.
    private static func kill(
        _ program: Program, within tenant: Tenant, _ installation: InstallationFixture
    ) async throws -> String {
        struct Done: Error {}
        let limited = try Identifier(tenant.portfolioSchemaName)
        let output = Pipe()
        let process = program.process(["migrate"])
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        do {
            try await installation.owner.transaction { connection in
                // The last step makes views there; the ones before it have run then.
                try connection.execute("DROP SCHEMA \(identifier: limited)")
                try process.run()
                let isWaiting: Query = """
                    SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND database =
                        (SELECT oid FROM pg_database WHERE datname = current_database()))
                    """
                let end = ContinuousClock.now + patience
                while !(try await installation.owner.query(isWaiting).single().decode(0)) {
                    try #require(process.isRunning && ContinuousClock.now < end)
                    await Task.yield()
                }
                Foundation.kill(process.processIdentifier, SIGKILL)
                process.waitUntilExit()
                throw Done()
            }
        } catch is Done {}
        #expect(process.terminationReason == .uncaughtSignal)
        let told = try output.fileHandleForReading.readToEnd() ?? Data()
        return String(decoding: told, as: UTF8.self)
    }
}
