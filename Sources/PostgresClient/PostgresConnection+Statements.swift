extension PostgresConnection {
    /// Runs a statement and returns its rows.
    ///
    /// - Parameter scope: settings sent ahead in the same round trip.
    /// - Throws: any `PostgresError`; after a server error the connection stays usable.
    package func query(
        _ query: Query, in scope: StatementScope? = nil
    ) throws(PostgresError) -> Rows {
        Rows(try run(query, in: scope))
    }

    /// Runs a statement and returns how many rows it changed.
    @discardableResult
    package func execute(
        _ query: Query, in scope: StatementScope? = nil
    ) throws(PostgresError) -> Int {
        try run(query, in: scope).affectedRows
    }

    /// Runs statements in one round trip and, outside a transaction, as one transaction.
    ///
    /// - Throws: the first failed statement's error with its index; none of them takes effect then.
    package func pipeline(
        _ queries: [Query], in scope: StatementScope? = nil
    ) throws(PostgresError) -> [Rows] {
        guard !queries.isEmpty else { return [] }
        return try runPipeline(queries, in: scope).map { Rows($0) }
    }

    /// Runs several statements, by the simple protocol, as one transaction unless one is open or
    /// the text says otherwise. For migrations: nothing can be bound.
    package func runScript(_ script: SQLFile) throws(PostgresError) {
        try runScript(text: script.text)
    }

    /// As for a file, with the text in the program.
    package func runScript(_ script: StaticString) throws(PostgresError) {
        try runScript(text: script.description)
    }

    private func runScript(text: String) throws(PostgresError) {
        try sendOpening()
        try talking { wire throws(PostgresError) in
            try checkTransaction(on: wire)
            try wire.sendScript(text)
            _ = try wire.finishCommand()
        }
    }

    /// Runs a statement that may not share its transaction with anything, such as CREATE DATABASE
    /// or VACUUM: without settings ahead of it, and without being kept prepared.
    ///
    /// - Returns: how many rows it changed.
    @discardableResult
    package func runAlone(_ query: Query) throws(PostgresError) -> Int {
        guard transaction == nil else { throw .protocolViolation("not inside a transaction") }
        return try talking { wire throws(PostgresError) in
            try wire.sendUnnamed(query)
            return try wire.finishCommand().affectedRows
        }
    }

    private func run(
        _ query: Query, in scope: StatementScope?
    ) throws(PostgresError) -> ResultStorage {
        guard isOpeningSent, scope?.prologue.isEmpty ?? true, transactionPrologue.isEmpty,
            cache != nil
        else { return try runFresh(query, in: scope) }
        let key = StatementCache.Key(query, scope: scopeName(scope))
        guard let name = cache?.name(of: key) else {
            return try runFresh(query, in: scope)
        }
        do throws(PostgresError) {
            return try talking { wire throws(PostgresError) in
                try checkTransaction(on: wire)
                try wire.sendPrepared(name, query.values)
                return try wire.finishCommand()
            }
        } catch {
            guard error.isStaleStatement else { throw error }
            forgetStale(error, key)
            if transaction != nil || wire?.isIdle != true { throw error }
            return try runFresh(query, in: scope)
        }
    }

    /// Runs a statement that must be prepared first, or that others go ahead of.
    private func runFresh(
        _ query: Query, in scope: StatementScope?
    ) throws(PostgresError) -> ResultStorage {
        do throws(PostgresError) {
            guard let result = try runPipeline([query], in: scope).last else {
                throw .protocolViolation("a statement without a result")
            }
            return result
        } catch {
            // The index says nothing where there is one statement only.
            throw error.at(statement: nil)
        }
    }

    private func runPipeline(
        _ queries: [Query], in scope: StatementScope?
    ) throws(PostgresError) -> [ResultStorage] {
        // Whatever this call opens can be done again from its start; a transaction that has
        // answered a statement before cannot.
        let opening = transaction?.opening ?? []
        let isRepeatable = transaction == nil || !opening.isEmpty
        // A scope may begin with BEGIN, which nothing goes ahead of.
        let prologue = scope?.prologue ?? []
        let ahead = transaction == nil ? prologue + transactionPrologue : opening + prologue
        let name = scopeName(scope)
        let behind = scope?.epilogue ?? []
        let statements =
            ahead.map { ($0, "") } + queries.map { ($0, name) } + behind.map { ($0, "") }
        let own = ahead.count..<(ahead.count + queries.count)
        var run = PipelineRun(statements, on: try openWire())
        transaction?.opening = []
        do throws(PostgresError) {
            return Array(try perform(&run)[own])
        } catch {
            keepOpening(opening)
            guard error.isStaleStatement, run.failedOnKeptStatement else {
                throw error.at(
                    statement: run.failedStatement.flatMap {
                        own.contains($0) ? $0 - ahead.count : nil
                    })
            }
            let failed = run.failedStatement.map { statements[$0] }
            forgetStale(error, failed.map { StatementCache.Key($0.0, scope: $0.1) })
            guard isRepeatable else { throw error }
            return Array(try repeatPipeline(statements, opening)[own])
        }
    }

    /// Runs a pipeline once more from the start of the transaction it is, or begins.
    private func repeatPipeline(
        _ statements: [(Query, String)], _ opening: [Query]
    ) throws(PostgresError) -> [ResultStorage] {
        if wire?.isIdle == false { try runPlain("ROLLBACK") }
        transaction?.opening = opening
        var run = PipelineRun(statements, on: try openWire())
        transaction?.opening = []
        do throws(PostgresError) { return try perform(&run) } catch {
            keepOpening(opening)
            throw error
        }
    }

    private func perform(_ run: inout PipelineRun) throws(PostgresError) -> [ResultStorage] {
        try cancellation.beginStatement(evenIfCancelled: false)
        defer { cancellation.endStatement() }
        return try run.run(cache: &cache)
    }

    private func openWire() throws(PostgresError) -> Wire {
        guard let wire, !wire.isBroken else { throw .connectionLost("the connection is closed") }
        try checkTransaction(on: wire)
        return wire
    }

    /// Refuses a statement that believes to be in a transaction which the text of an earlier one
    /// has ended: it would take effect by itself.
    private func checkTransaction(on wire: Wire) throws(PostgresError) {
        if let transaction, transaction.opening.isEmpty, wire.isIdle { throw .transactionFailed }
    }

    /// Keeps BEGIN for the next statement when it did not get through with this one.
    private func keepOpening(_ opening: [Query]) {
        if let wire, !wire.isBroken, wire.isIdle { transaction?.opening = opening }
    }

    private func scopeName(_ scope: StatementScope?) -> String {
        let name = scope?.name ?? transaction?.scopeName ?? ""
        if !name.isEmpty { scopesServed.insert(name) }
        return name
    }

    private var isOpeningSent: Bool { transaction?.opening.isEmpty ?? true }

    /// Sends a transaction's BEGIN now, for what cannot share a round trip with it.
    func sendOpening() throws(PostgresError) {
        guard let opening = transaction?.opening, !opening.isEmpty else { return }
        var run = PipelineRun(opening.map { ($0, "") }, on: try openWire())
        transaction?.opening = []
        do throws(PostgresError) { _ = try perform(&run) } catch {
            keepOpening(opening)
            throw error
        }
    }

    private func forgetStale(_ error: PostgresError, _ key: StatementCache.Key?) {
        if error.sqlState == .unknownStatement {
            // One is gone, so something has emptied the session.
            cache?.removeAll()
        } else if let key {
            cache?.abandon(key)
        }
    }
}
