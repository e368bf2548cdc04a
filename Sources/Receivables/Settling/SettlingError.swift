package import Kernel

/// What is wrong with a question about what settled documents.
package enum SettlingError: DomainError {
    case unknownWriteOff

    package var kind: ErrorKind {
        switch self {
        case .unknownWriteOff: .notFound
        }
    }

    package var code: String {
        switch self {
        case .unknownWriteOff: "write_off_unknown"
        }
    }

    package var userMessage: String {
        switch self {
        case .unknownWriteOff: "There is no such write-off."
        }
    }
}
