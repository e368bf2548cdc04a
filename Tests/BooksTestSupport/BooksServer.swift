import Glibc
import Kernel
import PostgresClient
import Receivables
import Tenancy
import TestSupport

/// The roles and template databases of this process's test server.
actor BooksServer {
    static let shared = BooksServer()
    static let gate = FixtureGate(places: 6)

    /// Roles belong to the whole server, which may be shared by several test runs.
    static let ownerName = "books_owner_\(getpid())"
    static let applicationName = "books_app_\(getpid())"

    private var roles: Task<Void, any Error>?
    private var template: Task<String, any Error>?

    /// An empty database that the owner role owns.
    func makeEmptyDatabase() async throws -> String {
        try await prepareRoles()
        let name = try await TestCluster.shared.makeDatabase()
        try await Self.giveAway(name)
        return name
    }

    /// A copy of a database with the shared tables and one tenant.
    func makeBooks() async throws -> String {
        try await prepareRoles()
        let name = try await TestCluster.shared.makeDatabase(template: try await makeTemplate())
        try await Self.giveAway(name)
        try await Self.administer(name) { connection in
            // Copies are alike in everything but the names of roles made from here on.
            let rename: Query =
                "UPDATE installation SET id = left(md5(gen_random_uuid()::text), 8)"
            try connection.execute(rename)
        }
        return name
    }

    private func prepareRoles() async throws {
        let task =
            roles
            ?? Task {
                let owner = try Identifier(Self.ownerName)
                let login = try Identifier(Self.applicationName)
                try await Self.administer("postgres") { connection in
                    try connection.execute("CREATE ROLE \(identifier: owner) LOGIN CREATEROLE")
                    try connection.execute("CREATE ROLE \(identifier: login) LOGIN NOINHERIT")
                    try connection.execute("GRANT \(identifier: login) TO \(identifier: owner)")
                }
            }
        roles = task
        try await task.value
    }

    private func makeTemplate() async throws -> String {
        let task =
            template
            ?? Task {
                let name = try await TestCluster.shared.makeDatabase()
                try await Self.giveAway(name)
                let fixture = try InstallationFixture(database: name, connections: 2)
                do {
                    _ = try await fixture.installation.migrateShared()
                    _ = try await fixture.tenants.create(
                        TenantSettings(
                            name: TenantName(Books.tenantName), currency: Books.base,
                            timeZone: TimeZoneName("Europe/Berlin")))
                } catch {
                    await fixture.close()
                    throw error
                }
                await fixture.close()
                return name
            }
        template = task
        return try await task.value
    }

    private static func giveAway(_ database: String) async throws {
        let (name, owner) = (try Identifier(database), try Identifier(ownerName))
        try await administer("postgres") { connection in
            let give: Query = "ALTER DATABASE \(identifier: name) OWNER TO \(identifier: owner)"
            try connection.execute(give)
            try connection.execute("ALTER DATABASE \(identifier: name) SET jit TO off")
        }
    }

    /// Runs a body as the server's superuser.
    static func administer(
        _ database: String, _ body: @Sendable (isolated PostgresConnection) async throws -> Void
    ) async throws {
        var configuration = TestCluster.shared.configuration(database: database)
        configuration.maxConnections = 1
        let pool = try PostgresPool(configuration)
        do {
            try await pool.withConnection(body)
        } catch {
            await pool.shutdown()
            throw error
        }
        await pool.shutdown()
    }
}
