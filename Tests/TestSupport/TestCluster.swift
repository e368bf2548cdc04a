internal import Glibc
package import PostgresClient
internal import Synchronization

/// A throw-away PostgreSQL server for one test process.
///
/// It listens on a Unix socket only, in a directory of its own, and is gone with the process, also
/// when that is killed.
package final class TestCluster: Sendable {
    /// The process's server: the one `COUNTINGHOUSE_TEST_DATABASE_URL` names, or a private one that
    /// starts with the first use.
    package static let shared: TestCluster = {
        do {
            if let url = getenv("COUNTINGHOUSE_TEST_DATABASE_URL") {
                return TestCluster(url: String(cString: url))
            }
            return try TestCluster()
        } catch {
            // Nothing that asks for a database can run.
            fatalError("PostgreSQL for the tests does not start: \(error)")
        }
    }()

    private let base: String
    private let supervisor: Supervisor?
    private let numbers = Atomic<UInt64>(0)
    /// Where the socket, the data and the log are; nil for a server given by a URL.
    package let directory: String?
    /// The port on 127.0.0.1 and `localhost`, where the server offers TLS; nil without.
    package let tlsPort: UInt16?

    private init(url: String) {
        base = url
        supervisor = nil
        directory = nil
        tlsPort = nil
    }

    /// Starts a server of its own.
    ///
    /// - Parameters:
    ///   - settings: further `postgres` options, such as `-c max_connections=5`.
    ///   - offersTLS: also listen on 127.0.0.1 with a certificate for `localhost` that signs itself,
    ///     `server.crt` in the directory.
    package init(settings: String = "", offersTLS: Bool = false) throws {
        StaleClusters.remove()
        let directory = TestDirectory.make(kind: "cluster")
        let port = offersTLS ? try FreePort.find() : nil
        let supervisor = try Supervisor(
            script: ClusterScript.text,
            arguments: [directory, ClusterScript.binaries, settings, port.map { "\($0)" } ?? ""])
        guard try supervisor.perform("init") == "ready", try supervisor.perform("start") == "ready"
        else { throw TestSupportError.cannotStart("postgres in \(directory)") }
        self.supervisor = supervisor
        self.directory = directory
        tlsPort = port
        base = "host=\(directory) port=\(port ?? 5432) user=postgres dbname=postgres"
    }

    /// How to connect to a database of this server.
    package func connectionString(database: String = "postgres", user: String? = nil) -> String {
        let text = try? PoolConfiguration.connectionString(
            from: base, database: database, user: user)
        return text ?? base
    }

    /// A pool's configuration with few connections and short patience.
    package func configuration(database: String = "postgres") -> PoolConfiguration {
        var configuration = PoolConfiguration(
            connectionString: connectionString(database: database))
        configuration.maxConnections = 4
        return configuration
    }

    /// Creates a database, as a copy of a template when one is named.
    ///
    /// - Returns: its name.
    package func makeDatabase(template: String? = nil) async throws -> String {
        let number = numbers.add(1, ordering: .relaxed).newValue
        let name = try Identifier("t_\(getpid())_\(number)")
        var query: Query = "CREATE DATABASE \(identifier: name)"
        if let template { query += " TEMPLATE \(identifier: try Identifier(template))" }
        try await administer(query)
        return name.name
    }

    package func dropDatabase(_ name: String) async throws {
        try await administer("DROP DATABASE IF EXISTS \(identifier: try Identifier(name)) (FORCE)")
    }

    /// Kills the server and all its processes at once, as a crash of the machine would.
    package func crash() throws { _ = try supervisor?.perform("crash") }

    /// Shuts the server down in good order.
    package func stop() throws { _ = try supervisor?.perform("stop") }

    /// Starts the server again.
    package func start() throws {
        guard try supervisor?.perform("start") == "ready" else {
            throw TestSupportError.cannotStart("postgres")
        }
    }

    private func administer(_ query: Query) async throws {
        var configuration = configuration()
        configuration.maxConnections = 1
        // CREATE DATABASE must stand alone, outside any pipeline.
        configuration.statementTimeout = .seconds(60)
        let pool = try PostgresPool(configuration)
        do {
            try await pool.withConnection { try $0.runAlone(query) }
            await pool.shutdown()
        } catch {
            await pool.shutdown()
            throw error
        }
    }
}
