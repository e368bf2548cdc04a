package import Kernel

/// What is wrong with a question about what settled documents.
package enum SettlingError: DomainError {
    /// The list is of one credit's or one document's.
    case filterMissing
    case unknownWriteOff

    package var kind: ErrorKind {
        switch self {
        case .filterMissing: .invalid
        case .unknownWriteOff: .notFound
        }
    }

    package var code: String {
        switch self {
        case .filterMissing: "parameter_missing"
        case .unknownWriteOff: "write_off_unknown"
        }
    }

    package var userMessage: String {
        switch self {
        case .filterMissing: "Give “credit_id” or “document_id”: whose allocations they are."
        case .unknownWriteOff: "There is no such write-off."
        }
    }
}
