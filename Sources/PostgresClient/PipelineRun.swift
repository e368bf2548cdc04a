internal import CLibPQ

/// Sends several statements at once and reads their results: one round trip and, outside a
/// transaction, one implicit transaction. What the server should forget goes ahead of them in a
/// transaction of its own, since nothing may stand before a BEGIN that sets the isolation.
struct PipelineRun {
    /// Past this much unsent data the run starts to send, and to read what comes back.
    private static let unsentBytesMax = 64 << 10

    private enum Operation {
        case prepare(name: String, key: StatementCache.Key, statement: Int)
        case executePrepared(name: String, key: StatementCache.Key, statement: Int, isNew: Bool)
        case executeUnnamed(statement: Int)
    }

    private let statements: [(query: Query, scope: String)]
    private let wire: Wire
    private var forgotten: [String] = []
    private var operations: [Operation] = []
    private var results: [ResultStorage] = []
    private var failure: PostgresError?
    /// The statement that failed, and whether it had been prepared in an earlier run.
    private(set) var failedStatement: Int?
    private(set) var failedOnKeptStatement = false

    init(_ statements: [(query: Query, scope: String)], on wire: Wire) {
        self.statements = statements
        self.wire = wire
    }

    /// Runs everything; the results are one per statement.
    ///
    /// - Parameter cache: nil leaves all statements unnamed.
    /// - Throws: the first failed statement's error; the connection is usable afterwards unless
    ///   it was lost.
    mutating func run(cache: inout StatementCache?) throws(PostgresError) -> [ResultStorage] {
        for statement in statements { try ParameterBuffer.check(statement.query.values) }
        plan(&cache)
        guard PQenterPipelineMode(wire.pointer) == 1 else {
            throw wire.confused("the pipeline cannot begin")
        }
        try send()
        let refusal = try receiveForgotten(&cache)
        for operation in operations { try receive(operation, &cache) }
        try receiveSync()
        if let refusal, case .transactionFailed? = failure {
            failedOnKeptStatement = true
            throw refusal
        }
        if let failure { throw failure }
        return results
    }

    private mutating func plan(_ cache: inout StatementCache?) {
        for (index, statement) in statements.enumerated() {
            guard cache != nil else {
                operations.append(.executeUnnamed(statement: index))
                continue
            }
            let key = StatementCache.Key(statement.query, scope: statement.scope)
            let known = cache?.name(of: key)
            var name = known ?? ""
            if known == nil, let (fresh, forget) = cache?.add(key) {
                forgotten.append(contentsOf: forget)
                operations.append(.prepare(name: fresh, key: key, statement: index))
                name = fresh
            }
            operations.append(
                .executePrepared(name: name, key: key, statement: index, isNew: known == nil))
        }
    }

    private mutating func send() throws(PostgresError) {
        if !forgotten.isEmpty {
            for name in forgotten { try wire.sendForget(name) }
            if PQpipelineSync(wire.pointer) == 0 { throw wire.lost() }
        }
        var unsentBytes = 0
        for operation in operations {
            switch operation {
            case .prepare(let name, _, let index):
                try wire.sendPrepare(name, statements[index].query)
                unsentBytes += statements[index].query.text.utf8.count
            case .executePrepared(let name, _, let index, _):
                try wire.sendPrepared(name, statements[index].query.values)
                unsentBytes += wire.parameters.byteCount
            case .executeUnnamed(let index):
                try wire.sendUnnamed(statements[index].query)
                unsentBytes += wire.parameters.byteCount
                unsentBytes += statements[index].query.text.utf8.count
            }
            if unsentBytes > PipelineRun.unsentBytesMax {
                try wire.flush()
                unsentBytes = 0
            }
        }
        if PQpipelineSync(wire.pointer) == 0 { throw wire.lost() }
        try wire.flush()
    }

    /// - Returns: why the server did not forget, which alone is no failure.
    private func receiveForgotten(
        _ cache: inout StatementCache?
    ) throws(PostgresError) -> PostgresError? {
        guard !forgotten.isEmpty else { return nil }
        var refusal: PostgresError?
        for name in forgotten {
            guard let result = try wire.nextResult() else {
                throw wire.confused("a pipeline ended early")
            }
            var isGone = result.status == PGRES_COMMAND_OK
            if result.status == PGRES_FATAL_ERROR {
                let error = wire.failure(of: result)
                if wire.isBroken { throw error }
                isGone = error.sqlState == .unknownStatement
                refusal = refusal ?? error
            }
            if !isGone { cache?.keepAbandoned(name) }
            guard try wire.nextResult() == nil else {
                throw wire.confused("a second result in a pipeline")
            }
        }
        guard let result = try wire.nextResult(), result.status == PGRES_PIPELINE_SYNC else {
            throw wire.confused("a pipeline without its middle")
        }
        return refusal
    }

    private mutating func receive(
        _ operation: Operation, _ cache: inout StatementCache?
    ) throws(PostgresError) {
        guard let result = try wire.nextResult() else {
            throw wire.confused("a pipeline ended early")
        }
        switch result.status {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
            switch operation {
            case .executePrepared, .executeUnnamed: results.append(result)
            case .prepare: break
            }
        case PGRES_FATAL_ERROR, PGRES_PIPELINE_ABORTED:
            if result.status == PGRES_FATAL_ERROR, failure == nil {
                note(wire.failure(of: result), in: operation)
            }
            undo(operation, &cache)
        default: throw wire.confused("COPY has functions of its own")
        }
        if wire.isBroken, let failure { throw failure }
        guard try wire.nextResult() == nil else {
            throw wire.confused("a second result in a pipeline")
        }
    }

    private mutating func note(_ error: PostgresError, in operation: Operation) {
        failure = error
        switch operation {
        case .prepare(_, _, let index), .executeUnnamed(let index): failedStatement = index
        case .executePrepared(_, _, let index, let isNew):
            failedStatement = index
            failedOnKeptStatement = !isNew
        }
    }

    /// Brings the cache back in line with the server after an operation that did not happen.
    private func undo(_ operation: Operation, _ cache: inout StatementCache?) {
        switch operation {
        case .prepare(_, let key, _): cache?.remove(key)
        case .executePrepared, .executeUnnamed: break
        }
    }

    private func receiveSync() throws(PostgresError) {
        guard let result = try wire.nextResult(), result.status == PGRES_PIPELINE_SYNC,
            PQexitPipelineMode(wire.pointer) == 1
        else { throw wire.confused("a pipeline without its end") }
    }
}
