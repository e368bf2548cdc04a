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

    package var kind: ErrorKind {
        switch self {
        case .unknown: .notFound
        case .notRetryable, .notCancellable: .conflict
        case .payload, .unknownKind, .abandoned: .internalFailure
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
