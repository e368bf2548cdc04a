import Kernel

/// What can be wrong with a request that brings a file, or asks for an import.
enum ImportFileError: DomainError {
    /// It is a form, and the file would be a part of it.
    case form
    case unknownImport

    var kind: ErrorKind {
        switch self {
        case .form: .invalid
        case .unknownImport: .notFound
        }
    }

    var code: String {
        switch self {
        case .form: "body_not_a_file"
        case .unknownImport: "import_unknown"
        }
    }

    var userMessage: String {
        switch self {
        case .form:
            "Send the file itself as the body, with Content-Type: application/octet-stream or"
                + " text/csv; no form."
        case .unknownImport: "There is no such import."
        }
    }
}
