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

    /// Makes and drops databases; kept, since a connection takes as long as either.
    private var administration: PostgresPool?
    private var count = 0
    private var roles: Task<Void, any Error>?
    private var template: Task<String, any Error>?

    /// An empty database that the owner role owns.
    func makeEmptyDatabase() async throws -> String {
        try await prepareRoles()
        return try await makeDatabase()
    }

    /// A copy of a database with the shared tables and one tenant.
    func makeBooks() async throws -> String {
        try await prepareRoles()
        let name = try await makeDatabase(template: try await makeTemplate())
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
                let name = try await makeDatabase()
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

    /// A database that the owner role owns, as a copy of a template when one is named.
    private func makeDatabase(template: String? = nil) async throws -> String {
        count += 1
        let name = try Identifier("books_\(getpid())_\(count)")
        let owner = try Identifier(Self.ownerName)
        var make: Query = "CREATE DATABASE \(identifier: name) OWNER \(identifier: owner)"
        if let template { make += " TEMPLATE \(identifier: try Identifier(template))" }
        try await alone(make)
        try await alone("ALTER DATABASE \(identifier: name) SET jit TO off")
        return name.name
    }

    func dropDatabase(_ name: String) async throws {
        try await alone("DROP DATABASE IF EXISTS \(identifier: try Identifier(name)) (FORCE)")
    }

    /// Runs one of the statements that must stand alone, outside any pipeline, as the superuser.
    private func alone(_ query: Query) async throws {
        let pool: PostgresPool
        if let administration {
            pool = administration
        } else {
            var configuration = TestCluster.shared.configuration()
            configuration.statementTimeout = .seconds(60)
            pool = try PostgresPool(configuration)
            administration = pool
        }
        try await pool.withConnection { try $0.runAlone(query) }
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
