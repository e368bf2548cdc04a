package import Kernel

/// A condition of a request that does not hold.
package enum PreconditionError: DomainError {
    /// The object is not what the sender has read.
    case changed

    package var kind: ErrorKind { .conflict }
    package var code: String { "precondition_failed" }
    package var userMessage: String {
        "It was changed since you read it. Read it again, and decide again."
    }
}
