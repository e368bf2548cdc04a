import Kernel

/// Why nothing came of an import, for people.
package struct ImportJobFailure: Error, Hashable, Sendable {
    package let code: String
    package let sentence: String
    /// Somebody stopped it, or the program ended.
    package let isCancellation: Bool

    init(_ error: any Error) {
        if let error = error as? any DomainError, error.kind != .internalFailure {
            code = error.code
            sentence = error.userMessage
            isCancellation = error as? ImportError == .interrupted
        } else {
            code = "unexpected"
            sentence = "Something unexpected happened, and nothing was changed."
            isCancellation = error is CancellationError
        }
    }
}
