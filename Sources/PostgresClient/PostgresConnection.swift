internal import Synchronization

/// One session with the server, on a thread of its own.
///
/// A pool lends it whole: between `withConnection`'s begin and end nobody else's statement runs
/// on it. Its functions block that thread, never one of Swift's pool, and none of them suspends
/// unless it says so, so consecutive statements follow each other without a hop.
package actor PostgresConnection {
    /// A connection unused for longer is looked at before it is trusted.
    private static let trustedIdleNanoseconds: Int64 = 2_000_000

    nonisolated let thread: SerialThread
    nonisolated let cancellation: LeaseCancellation
    let configuration: PoolConfiguration
    let settings: ConnectionSettings
    /// What goes ahead of every transaction, behind a pooler.
    let transactionPrologue: [Query]
    /// Its place among the connections of its pool.
    nonisolated let place: Int

    var wire: Wire?
    var cache: StatementCache?
    var transaction: OpenTransaction?
    /// Whose statements this session has run. The server keeps what it has read of their schemas
    /// as long as the session lasts.
    var scopesServed: Set<String> = []
    private var lastUse: Int64 = 0

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    init(
        configuration: PoolConfiguration, settings: ConnectionSettings, canceller: SerialThread,
        name: String, place: Int
    ) {
        self.place = place
        thread = SerialThread(name: name)
        cancellation = LeaseCancellation(canceller: canceller)
        self.configuration = configuration
        self.settings = settings
        transactionPrologue = configuration.transactionPrologue
    }

    /// Whether the session's traffic is encrypted.
    package var usesTLS: Bool { wire?.usesTLS ?? false }

    /// How many statements are prepared in this session.
    package var cachedStatementCount: Int { cache?.count ?? 0 }

    // MARK: Life

    /// Makes sure there is a working session, opening one if the last was lost while idle.
    ///
    /// - Throws: `unavailable`.
    func open(_ pool: PostgresPool) throws(PostgresError) {
        if let wire {
            let idle = MonotonicClock.nanoseconds() - lastUse
            if idle < PostgresConnection.trustedIdleNanoseconds || !wire.isStale() { return }
        }
        close()
        if let refusal = pool.refusalToConnect() { throw refusal }
        wire = try Wire.connect(
            settings, timeout: configuration.connectTimeout, cancellation: cancellation)
        cache =
            configuration.preparesStatements
            ? StatementCache(countMax: configuration.maxCachedStatements) : nil
        pool.noteConnected()
    }

    /// Leaves the session as the next lease expects it.
    ///
    /// - Returns: whether it can be used again.
    func tidy() -> Bool {
        transaction = nil
        guard let wire, !wire.isBroken else { return false }
        if !wire.isIdle {
            do { try runPlain("ROLLBACK") } catch { return false }
        }
        lastUse = MonotonicClock.nanoseconds()
        guard wire.isIdle, !wire.isBroken else { return false }
        // The next lease opens another one, whose process begins small.
        if scopesServed.count > configuration.maxScopes { close() }
        return true
    }

    func close() {
        wire = nil
        scopesServed = []
    }

    // MARK: One statement's frame

    /// Runs a body that talks to the server, as one statement for cancellation.
    func talking<R>(
        evenIfCancelled: Bool = false, _ body: (Wire) throws(PostgresError) -> R
    ) throws(PostgresError) -> R {
        guard let wire, !wire.isBroken else { throw .connectionLost("the connection is closed") }
        try cancellation.beginStatement(evenIfCancelled: evenIfCancelled)
        defer { cancellation.endStatement() }
        return try body(wire)
    }

    /// Runs one of the client's own statements, also after a cancellation.
    func runPlain(_ statement: StaticString) throws(PostgresError) {
        _ = try talking(evenIfCancelled: true) { wire throws(PostgresError) in
            try wire.sendUnnamed(Query(literal: statement))
            return try wire.finishCommand()
        }
    }
}
