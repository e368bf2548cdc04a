import App
import Glibc
import Identity
import Kernel
import PostgresClient
import Receivables
import Tenancy

/// An installation of its own to measure: its cluster, its connections, its programs.
struct Site: Sendable {
    /// Enough for the widest line, 32 clients at once.
    static let connectionsMax = 32

    let options: Options
    let directory: String
    let database: Database

    /// Starts an empty installation in a new directory. Close it in any case.
    static func open(
        _ options: Options, name: String, connections: Int = connectionsMax
    ) async throws -> Site {
        let directory = "\(options.directory)/\(name)"
        guard mkdir(directory, 0o755) == 0 else {
            throw BenchError.unexpected("\(directory) cannot be made")
        }
        let settings = [
            "COUNTINGHOUSE_DATA_DIR": directory, "DATABASE_POOL_SIZE": "\(connections)",
            "PATH": getenv("PATH").map { String(cString: $0) } ?? "",
        ]
        let configuration = try Configuration { settings[$0] }
        return Site(
            options: options, directory: directory,
            database: try await Database.open(configuration))
    }

    func close() async throws {
        try await database.close()
    }

    /// The environment of a `countinghouse` that joins this installation.
    func environment(port: Int? = nil, keeps: Bool = false) -> [String: String] {
        var variables = ["COUNTINGHOUSE_DATA_DIR": directory, "LOG_LEVEL": "error"]
        // What is measured is what the server can answer, not what it is told to.
        for who in ["ADDRESS", "CLIENT", "TENANT"] {
            variables["COUNTINGHOUSE_REQUESTS_PER_\(who)"] = "0"
        }
        if !keeps { variables["COUNTINGHOUSE_CACHE_SECONDS"] = "0" }
        if let port { variables["COUNTINGHOUSE_PORT"] = "\(port)" }
        return variables
    }

    /// Runs the program under test.
    func program(_ arguments: [String]) async throws -> Command.Outcome {
        try await Command(
            [options.program] + arguments, environment: environment(), timeout: .seconds(900)
        ).run()
    }

    // MARK: PostgreSQL's own programs

    var socketDirectory: String { database.cluster?.socketDirectory ?? "" }

    /// libpq keywords for a role of this cluster.
    func connection(_ role: Role, database name: String = "countinghouse") -> String {
        database.cluster?.connectionString(database: name, user: role.rawValue) ?? ""
    }

    /// The roles that connect without a password on this machine.
    enum Role: String {
        case superuser = "postgres"
        case owner = "ch_owner"
        case application = "ch_app"
    }

    /// What `pgbench` and `createdb` need to find the cluster.
    func clientEnvironment(_ role: Role) -> [String: String] {
        ["PGHOST": socketDirectory, "PGPORT": "5432", "PGUSER": role.rawValue]
    }

    /// Writes out what is dirty, so that no run pays for what another one left behind.
    func settle() async throws {
        try PsqlSession(connection(.superuser)).run("CHECKPOINT;")
        try await Task.sleep(for: .seconds(1))
    }

    // MARK: Tenants

    /// Creates a tenant with the program under test and returns its scope.
    func makeTenant(_ name: String) async throws -> Scope {
        _ = try await program(["tenant", "create", name])
        let directory = TenantDirectory(pool: database.pool)
        guard let tenant = try await directory.find(try TenantName(name)) else {
            throw BenchError.unexpected("the tenant \(name) is not there")
        }
        return .unrestricted(tenant, actor: .commandLine)
    }

    /// The cookie of a session of somebody who may do everything in a tenant.
    func logIn(to scope: Scope) async throws -> String {
        let services = Services(database)
        let email = try EmailAddress("bench@example.com")
        _ = try await services.users.grant(
            email, name: nil, role: .owner, in: scope.tenant, password: nil, at: .now())
        let link = try await services.users.loginLink(email, at: .now())
        let token = try await services.login.logIn(link: link, at: .now())
        return "countinghouse_session=\(token.text)"
    }

    /// A key of a program that may post.
    func key(to scope: Scope) async throws -> String {
        try await Services(database).keys.create(
            scope, name: "bench", permissions: [.readReceivables, .postReceivables], days: 1,
            at: .now()
        ).secret.text
    }

    /// Removes a tenant with all its rows.
    func dropTenant(_ scope: Scope) throws {
        let tenant = scope.tenant
        try PsqlSession(connection(.owner)).run(
            """
            SET client_min_messages = error;
            DROP SCHEMA "\(tenant.schema.name)" CASCADE;
            DELETE FROM public.tenants WHERE id = \(tenant.id);
            """)
    }

    var tenantDatabase: TenantDatabase { TenantDatabase(pool: database.pool) }
    var posting: PostingService { PostingService(database: tenantDatabase) }
    var rollups: RollupService { RollupService(database: tenantDatabase) }
}
