extension PostgresError {
    /// The error a server report stands for.
    ///
    /// - Parameter isOwnCancel: whether this client had asked for a cancel; without that 57014
    ///   means the statement time-out.
    init(_ report: ServerDiagnostic, isOwnCancel: Bool) {
        self =
            switch report.sqlState {
            case .queryCanceled: isOwnCancel ? .cancelled : .timeout(report)
            case .uniqueViolation: .uniqueViolation(report)
            case .foreignKeyViolation: .foreignKeyViolation(report)
            case .checkViolation: .checkViolation(report)
            case .notNullViolation: .notNullViolation(report)
            case .exclusionViolation: .exclusionViolation(report)
            case .serializationFailure: .serializationFailure(report)
            case .deadlock: .deadlock(report)
            case .lockTimeout: .lockTimeout(report)
            case .insufficientPrivilege: .insufficientPrivilege(report)
            case .failedTransaction: .transactionFailed
            case .tooManyConnections: .unavailable(report.summary)
            case .idleInTransactionTimeout: .connectionLost(report.summary)
            default: PostgresError(other: report)
            }
    }

    private init(other report: ServerDiagnostic) {
        switch report.sqlState.conditionClass {
        case "22": self = .invalidData(report)
        // 08P01 is about one message that the server could not read; the connection lives on.
        case "08" where report.sqlState.code != "08P01": self = .connectionLost(report.summary)
        default:
            // The server is going down, came down, or is not up yet.
            let goingDown = ["57P01", "57P02", "57P03", "57P05"]
            self =
                goingDown.contains(report.sqlState.code)
                ? .connectionLost(report.summary) : .server(report)
        }
    }

    /// Whether preparing the statement again cures the failure.
    var isStaleStatement: Bool {
        guard let report = serverDiagnostic else { return false }
        switch report.sqlState {
        case .unknownStatement: return true
        // The code stands for everything unsupported; only the message tells the plan's case, and
        // it is in English unless `lc_messages` says otherwise. Trying once more costs little.
        case .cachedPlanChanged: return true
        default: return false
        }
    }
}
