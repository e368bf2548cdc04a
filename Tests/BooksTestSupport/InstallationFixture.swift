import Identity
import Jobs
import Ledger
package import PostgresClient
import Receivables
package import Tenancy
import TestSupport
import Webhooks

/// A database of its own with the roles of an installation: the owner, who migrates, and the
/// application's login. It has no tables until they are migrated.
package struct InstallationFixture: Sendable {
    package let database: String
    /// Connections as the application's login.
    package let pool: PostgresPool
    /// Connections as the owner of the schemas.
    package let owner: PostgresPool
    package let installation: Installation
    package let directory: TenantDirectory
    package let tenants: TenantService

    /// Opens a database that is there.
    init(database: String, connections: Int) throws {
        self.database = database
        pool = try Self.pool(database, user: BooksServer.applicationName, connections)
        owner = try Self.pool(database, user: BooksServer.ownerName, 3)
        installation = Installation(
            owner: owner, applicationRole: try Identifier(BooksServer.applicationName),
            sharedMigrations: try JobsSchema.migrations() + IdentitySchema.migrations()
                + WebhooksSchema.sharedMigrations(),
            tenantMigrations: try Self.tenantMigrations(),
            seed: { ReceivablesSchema.seed($0) })
        directory = TenantDirectory(pool: pool)
        tenants = TenantService(installation: installation, directory: directory)
    }

    /// What a tenant's schema consists of.
    package static func tenantMigrations() throws -> MigrationSet {
        try MigrationSet(
            LedgerSchema.migrations() + WebhooksSchema.tenantMigrations()
                + ReceivablesSchema.migrations())
    }

    /// Lends the body a database that is dropped afterwards.
    ///
    /// - Parameter isMigrated: whether the shared tables are there.
    @discardableResult
    package static func use<R: Sendable>(
        connections: Int = 4, isMigrated: Bool = true,
        _ body: (InstallationFixture) async throws -> R
    ) async throws -> R {
        try await use(
            connections: connections, make: { try await BooksServer.shared.makeEmptyDatabase() }
        ) { fixture in
            if isMigrated { _ = try await fixture.installation.migrateShared() }
            return try await body(fixture)
        }
    }

    static func use<R: Sendable>(
        connections: Int, make: () async throws -> String,
        _ body: (InstallationFixture) async throws -> R
    ) async throws -> R {
        await BooksServer.gate.enter()
        let result: Result<R, any Error>
        do {
            result = .success(
                try await useAlone(connections: connections, make: make, body))
        } catch {
            result = .failure(error)
        }
        await BooksServer.gate.leave()
        return try result.get()
    }

    private static func useAlone<R: Sendable>(
        connections: Int, make: () async throws -> String,
        _ body: (InstallationFixture) async throws -> R
    ) async throws -> R {
        let fixture = try InstallationFixture(
            database: try await make(), connections: connections)
        let result: Result<R, any Error>
        do { result = .success(try await body(fixture)) } catch { result = .failure(error) }
        await fixture.close()
        try await BooksServer.shared.dropDatabase(fixture.database)
        return try result.get()
    }

    /// Connections to this database as another role that can log in; shut them down afterwards.
    package func pool(as user: String, connections: Int = 2) throws -> PostgresPool {
        try Self.pool(database, user: user, connections)
    }

    /// Runs statements as the server's superuser.
    package func administer(
        _ body: @Sendable (isolated PostgresConnection) async throws -> Void
    ) async throws {
        try await BooksServer.administer(database, body)
    }

    /// The settings with which the program finds this database.
    package var settings: [String: String] {
        let cluster = TestCluster.shared
        return [
            "DATABASE_URL": cluster.connectionString(
                database: database, user: BooksServer.applicationName),
            "DATABASE_OWNER_URL": cluster.connectionString(
                database: database, user: BooksServer.ownerName),
        ]
    }

    func close() async {
        await pool.shutdown()
        await owner.shutdown()
    }

    private static func pool(
        _ database: String, user: String, _ connections: Int
    ) throws -> PostgresPool {
        var configuration = PoolConfiguration(
            connectionString: TestCluster.shared.connectionString(database: database, user: user))
        configuration.maxConnections = connections
        return try PostgresPool(configuration)
    }
}
