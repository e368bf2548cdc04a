internal import Synchronization

/// A bounded set of connections to one server, opened when first needed.
package final class PostgresPool: Sendable {
    package let configuration: PoolConfiguration
    let settings: ConnectionSettings
    let canceller: SerialThread
    let state = Mutex(PoolState())
    let nextTicket = Atomic<UInt64>(0)
    let nextConnection = Atomic<UInt64>(0)
    private let listener: NotificationListener

    /// Opens nothing yet.
    ///
    /// - Throws: `invalidConfiguration` for a connection string libpq does not accept.
    package init(_ configuration: PoolConfiguration) throws(PostgresError) {
        self.configuration = configuration
        settings = try configuration.settings(for: configuration.connectionString)
        canceller = SerialThread(name: "\(configuration.threadNamePrefix)-cancel")
        let listenString = configuration.listenConnectionString ?? configuration.connectionString
        listener = NotificationListener(
            configuration: configuration, settings: try configuration.settings(for: listenString),
            canceller: canceller)
    }

    deinit {
        // A pool that was never shut down must not leave threads behind.
        canceller.stop()
        listener.close {}
        for connection in state.withLock({ $0.all.values.map(\.self) }) {
            connection.thread.stop()
        }
    }

    /// Lends one connection to the body, which runs on the connection's thread.
    ///
    /// When the task is cancelled, the statement that is running is stopped on the server and the
    /// ones after it are refused.
    ///
    /// - Parameter scope: whose statements the body runs, for the choice of the connection alone.
    /// - Throws: what the body throws; `poolExhausted`, `poolClosed`, `unavailable`, `cancelled`.
    @discardableResult
    package func withConnection<R: Sendable>(
        for scope: StatementScope? = nil,
        _ body: @Sendable (isolated PostgresConnection) async throws -> R
    ) async throws -> R {
        let lease = try await acquire(for: scope)
        return try await withTaskCancellationHandler {
            try await lease.connection.run(lease, of: self, body)
        } onCancel: {
            lease.connection.cancellation.cancel(lease: lease.number)
        }
    }

    /// Runs one statement and returns its rows.
    package func query(_ query: Query, in scope: StatementScope? = nil) async throws -> Rows {
        try await withConnection(for: scope) { connection in
            try connection.query(query, in: scope)
        }
    }

    /// Runs one statement and returns how many rows it changed.
    @discardableResult
    package func execute(_ query: Query, in scope: StatementScope? = nil) async throws -> Int {
        try await withConnection(for: scope) { connection in
            try connection.execute(query, in: scope)
        }
    }

    /// Runs statements in one round trip, as one transaction.
    ///
    /// - Throws: the first failed statement's error with its index; none takes effect then.
    package func pipeline(
        _ queries: [Query], in scope: StatementScope? = nil
    ) async throws -> [Rows] {
        try await withConnection(for: scope) { connection in
            try connection.pipeline(queries, in: scope)
        }
    }

    /// Runs the body in a transaction on one connection; it may suspend, but should not for long.
    @discardableResult
    package func transaction<R: Sendable>(
        _ options: TransactionOptions = .init(), in scope: StatementScope? = nil,
        _ body: @Sendable (isolated PostgresConnection) async throws -> R
    ) async throws -> R {
        try await withConnection(for: scope) { connection in
            try await connection.suspendingTransaction(options, in: scope, body)
        }
    }

    /// Listens on a channel, over a connection of its own that comes back after a break.
    ///
    /// Notifications are hints: some are lost while there is no connection, and `resumed` says when
    /// that may have happened. The stream ends with the pool.
    package func listen(_ channel: Identifier) -> AsyncStream<PostgresNotification> {
        listener.listen(channel)
    }

    func closeListener() async {
        await withCheckedContinuation { continuation in
            listener.close { continuation.resume() }
        }
    }

    /// Whether a shutdown has begun.
    package var isClosed: Bool { state.withLock { $0.isClosed } }

    package var statistics: PoolStatistics {
        state.withLock { state in
            PoolStatistics(
                open: state.all.count, idle: state.idle.count, waiting: state.waiters.count,
                leased: state.leased, opened: state.opened, discarded: state.discarded)
        }
    }
}
