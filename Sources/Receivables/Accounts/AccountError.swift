package import Kernel

/// What can be wrong with a question about one customer or document, or with a note.
package enum AccountError: DomainError, Equatable {
    case unknownCustomer
    case unknownDocument
    case noteEmpty
    case noteTooLong

    package var kind: ErrorKind {
        switch self {
        case .unknownCustomer, .unknownDocument: .notFound
        case .noteEmpty, .noteTooLong: .invalid
        }
    }

    package var code: String {
        switch self {
        case .unknownCustomer: "customer_unknown"
        case .unknownDocument: "document_unknown"
        case .noteEmpty: "note_empty"
        case .noteTooLong: "note_too_long"
        }
    }

    package var userMessage: String {
        switch self {
        case .unknownCustomer: "There is no such customer."
        case .unknownDocument: "There is no such document."
        case .noteEmpty: "The note is empty; write something."
        case .noteTooLong:
            "The note is too long: \(NoteText.charactersMax) characters are the most."
        }
    }
}
