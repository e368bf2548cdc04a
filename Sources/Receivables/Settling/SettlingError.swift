package import Kernel

/// What is wrong with a question about what settled documents, or with taking it back.
package enum SettlingError: DomainError {
    case unknownWriteOff
    /// By itself, or with its document.
    case writeOffReversed

    package var kind: ErrorKind {
        switch self {
        case .unknownWriteOff: .notFound
        case .writeOffReversed: .conflict
        }
    }

    package var code: String {
        switch self {
        case .unknownWriteOff: "write_off_unknown"
        case .writeOffReversed: "write_off_reversed"
        }
    }

    package var userMessage: String {
        switch self {
        case .unknownWriteOff: "There is no such write-off."
        case .writeOffReversed: "The write-off was taken back already."
        }
    }
}
