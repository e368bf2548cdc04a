package import Kernel

/// Why a request with a key of its sender's was not done.
package enum OnceError: DomainError, Equatable {
    case key
    /// The same key stands for another request.
    case keyUsed
    /// The same request is being done, and takes its time.
    case underWay

    package var kind: ErrorKind {
        switch self {
        case .key: .invalid
        case .keyUsed, .underWay: .conflict
        }
    }

    package var code: String {
        switch self {
        case .key: "idempotency_key_invalid"
        case .keyUsed: "idempotency_key_used"
        case .underWay: "idempotency_under_way"
        }
    }

    package var userMessage: String {
        switch self {
        case .key:
            "An Idempotency-Key has 1 to \(OnceRequest.keyLengthMax) visible ASCII characters."
        case .keyUsed:
            "This Idempotency-Key was sent before with another request. Use a new one."
        case .underWay:
            "The same request was sent before and is being done. Send it again in a moment."
        }
    }
}
