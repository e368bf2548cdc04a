/// How a pool reaches its server and what it allows itself.
package struct PoolConfiguration: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// A URL or libpq keywords; may hold the password, so it is never printed.
    package var connectionString: String
    /// A string for `LISTEN`, where a pooler stands in front of the server.
    package var listenConnectionString: String?
    package var maxConnections = 8
    /// How long a caller may wait for a connection.
    package var acquireTimeout: Duration = .seconds(10)
    /// How many callers may wait; the next one is refused at once.
    package var maxWaiters = 1_024
    package var connectTimeout: Duration = .seconds(5)
    /// How long one statement may run; nil leaves the server's setting.
    package var statementTimeout: Duration? = .seconds(30)
    /// How long one statement may wait for a lock; nil leaves the server's setting.
    package var lockTimeout: Duration? = .seconds(10)
    /// How long a transaction may do nothing; nil leaves the server's setting.
    package var idleInTransactionTimeout: Duration? = .seconds(60)
    /// Whether statements are prepared once and kept. Off behind a pooler in transaction mode,
    /// where the time-outs are set in every transaction instead of once for the session.
    package var preparesStatements = true
    /// How many prepared statements a connection keeps, over all scopes: some 35 kB each on the
    /// server.
    package var maxCachedStatements = 1_024
    /// How many scopes one session serves before another one takes its place: it keeps some
    /// 0.3 MB of each, for as long as it lasts.
    package var maxScopes = 500
    package var applicationName = "countinghouse"
    /// What the names of the pool's threads begin with; the kernel keeps 15 bytes of each.
    package var threadNamePrefix = "pg"

    package init(connectionString: String) {
        self.connectionString = connectionString
    }

    package var description: String {
        let place = (try? ConnectionSettings(parsing: connectionString))?.description
        return "PoolConfiguration(\(place ?? "invalid"), connections: \(maxConnections))"
    }

    /// Whether libpq can read the connection string, and its ports are ports.
    package var isValid: Bool {
        guard let settings = try? ConnectionSettings(parsing: connectionString) else {
            return false
        }
        let ports = (settings["port"] ?? "").split(separator: ",")
        return ports.allSatisfy { UInt16($0).map { $0 > 0 } ?? false }
    }

    /// The same server with another database or user, as keywords.
    ///
    /// - Throws: `invalidConfiguration`.
    package static func connectionString(
        from base: String, database: String? = nil, user: String? = nil
    ) throws(PostgresError) -> String {
        var settings = try ConnectionSettings(parsing: base)
        if let database { settings.set("dbname", to: database) }
        if let user { settings.set("user", to: user) }
        return settings.keywordText
    }

    package var debugDescription: String { description }

    package var customMirror: Mirror { Mirror(self, children: [:]) }

    /// The keywords to open a connection with.
    func settings(for text: String) throws(PostgresError) -> ConnectionSettings {
        var settings = try ConnectionSettings(parsing: text)
        settings.setDefault("application_name", to: applicationName)
        settings.set("client_encoding", to: "UTF8")
        settings.setDefault("gssencmode", to: "disable")
        let connectSeconds = max(2, Int((connectTimeout + .milliseconds(999)).components.seconds))
        settings.setDefault("connect_timeout", to: String(connectSeconds))
        // A peer that vanishes without a word is noticed within about a minute.
        settings.setDefault("keepalives_idle", to: "30")
        settings.setDefault("keepalives_interval", to: "10")
        settings.setDefault("keepalives_count", to: "3")
        settings.setDefault("tcp_user_timeout", to: "30000")
        if preparesStatements {
            for (name, milliseconds) in timeouts {
                settings.appendSessionSetting(name, milliseconds)
            }
        }
        return settings
    }

    /// What every transaction begins with: the time-outs, when the session cannot carry them.
    var transactionPrologue: [Query] {
        let timeouts = self.timeouts
        guard !preparesStatements, let first = timeouts.first else { return [] }
        var query: Query = "SELECT pg_catalog.set_config(\(first.0), \(first.1), true)"
        for (name, milliseconds) in timeouts.dropFirst() {
            query += ", pg_catalog.set_config(\(name), \(milliseconds), true)"
        }
        return [query]
    }

    private var timeouts: [(String, String)] {
        let all: [(String, Duration?)] = [
            ("statement_timeout", statementTimeout), ("lock_timeout", lockTimeout),
            ("idle_in_transaction_session_timeout", idleInTransactionTimeout),
        ]
        return all.compactMap { name, value in
            value.map { (name, String(MonotonicClock.nanoseconds($0) / 1_000_000)) }
        }
    }
}
