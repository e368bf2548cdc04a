package import Kernel

/// What can be wrong with a job.
package enum JobError: DomainError {
    /// There is none, or it is another tenant's: both read alike.
    case unknown
    /// Only what has ended without being done can be tried again.
    case notRetryable(JobState)
    case notCancellable(JobState)
    case payload(String)
    case unknownKind(String)
    /// The server that ran it ended, or was not heard of any more.
    case abandoned
    /// The same, and another one with its unique key does what it was to do.
    case replaced
    /// Another one with its unique key waits already.
    case isWaitedFor

    package var kind: ErrorKind {
        switch self {
        case .unknown: .notFound
        case .notRetryable, .notCancellable, .isWaitedFor: .conflict
        case .payload, .unknownKind, .abandoned, .replaced: .internalFailure
        }
    }

    package var code: String {
        switch self {
        case .unknown: "job_unknown"
        case .notRetryable: "job_not_retryable"
        case .notCancellable: "job_not_cancellable"
        case .payload: "job_payload"
        case .unknownKind: "job_kind_unknown"
        case .abandoned: "job_abandoned"
        case .replaced: "job_replaced"
        case .isWaitedFor: "job_waits_already"
        }
    }

    package var userMessage: String {
        switch self {
        case .unknown: "There is no such job."
        case .notRetryable(let state):
            "Only a job that failed or was cancelled can be tried again; this one is \(state.rawValue)."
        case .notCancellable(let state):
            "Only a job that waits or runs can be cancelled; this one is \(state.rawValue)."
        case .payload(let kind): "What was noted for the job “\(kind)” cannot be read."
        case .unknownKind(let kind): "This version does not know the job “\(kind)”."
        case .abandoned: "The server that ran it was not heard of any more."
        case .replaced: "The server that ran it is gone, and another job does the same."
        case .isWaitedFor: "Another job that does the same waits already."
        }
    }

    /// A sentence for whoever looks at a job. What is no error for people is for the log alone.
    package static func sentence(_ error: any Error) -> String {
        guard let error = error as? any DomainError, error.kind != .internalFailure else {
            return (error as? JobError)?.userMessage
                ?? "It failed unexpectedly; the server's log says more."
        }
        return String(error.userMessage.prefix(1_000))
    }
}
