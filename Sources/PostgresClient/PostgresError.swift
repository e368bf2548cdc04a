internal import Kernel

/// Everything that can go wrong between this program and the database.
package enum PostgresError: DomainError, Hashable {
    /// No connection could be made, or attempts are paused after one failed. Nothing was sent.
    case unavailable(String)
    /// The connection broke while in use. A statement outside a transaction may have taken effect.
    case connectionLost(String)
    /// The connection broke during COMMIT: whether the transaction took effect is not known.
    case commitUnknown(String)
    /// Every connection was in use for too long, or too many callers were waiting already.
    case poolExhausted
    /// The pool has been shut down.
    case poolClosed
    /// The statement ran into the statement time-out.
    case timeout(ServerDiagnostic)
    /// The task that ran the statement was cancelled, or an administrator cancelled the statement.
    case cancelled

    case uniqueViolation(ServerDiagnostic)
    case foreignKeyViolation(ServerDiagnostic)
    case checkViolation(ServerDiagnostic)
    case notNullViolation(ServerDiagnostic)
    case exclusionViolation(ServerDiagnostic)
    case serializationFailure(ServerDiagnostic)
    case deadlock(ServerDiagnostic)
    case lockTimeout(ServerDiagnostic)
    case insufficientPrivilege(ServerDiagnostic)
    /// A value that the column's type refuses (SQLSTATE class 22).
    case invalidData(ServerDiagnostic)
    /// The transaction had failed before, so that it could only be rolled back.
    case transactionFailed
    /// Any other failure the server reported.
    case server(ServerDiagnostic)

    /// A column does not hold what was asked of it.
    case decoding(DecodingProblem)
    /// A text to bind holds a NUL character.
    case invalidText
    /// A value to bind, or a set of them, is larger than the protocol allows.
    case tooLarge
    /// A name that may not be placed into SQL.
    case invalidIdentifier
    /// A connection string that libpq does not accept.
    case invalidConfiguration
    /// A shipped SQL file is missing or damaged.
    case unreadableFile
    /// The client and the server disagree about what comes next, or the client was misused.
    case protocolViolation(String)
}

extension PostgresError {
    /// The server's own report, when there is one.
    package var serverDiagnostic: ServerDiagnostic? {
        switch self {
        case .timeout(let report), .uniqueViolation(let report),
            .foreignKeyViolation(let report), .checkViolation(let report),
            .notNullViolation(let report), .exclusionViolation(let report),
            .serializationFailure(let report), .deadlock(let report), .lockTimeout(let report),
            .insufficientPrivilege(let report), .invalidData(let report), .server(let report):
            report
        default: nil
        }
    }

    package var sqlState: SQLState? { serverDiagnostic?.sqlState }

    /// The name of the constraint that refused the change.
    package var constraint: String? { serverDiagnostic?.constraint }

    /// Whether the same transaction, run again from its start, may succeed and cannot take
    /// effect twice.
    package var isRetryable: Bool {
        switch self {
        case .serializationFailure, .deadlock, .lockTimeout, .unavailable, .poolExhausted: true
        default: false
        }
    }

    /// Whether the database ended the transaction so that another one could go on: run again from
    /// its start (`PostgresPool.retryingLostRaces`), it need wait for nothing but that one.
    package var isLostRace: Bool {
        switch self {
        case .serializationFailure, .deadlock: true
        default: false
        }
    }

    /// Text for logs: what happened, with SQLSTATE and names, without bound values.
    package var diagnostic: String {
        if let serverDiagnostic { return serverDiagnostic.summary }
        return switch self {
        case .unavailable(let reason): "no connection: \(reason)"
        case .connectionLost(let reason): "connection lost: \(reason)"
        case .commitUnknown(let reason): "connection lost during commit: \(reason)"
        case .decoding(let problem): problem.description
        case .protocolViolation(let reason): reason
        default: code
        }
    }

    /// The same failure, pointing at a statement of a pipeline.
    func at(statement index: Int?) -> PostgresError {
        guard var report = serverDiagnostic else { return self }
        report.statementIndex = index
        return PostgresError(report, isOwnCancel: false)
    }
}
