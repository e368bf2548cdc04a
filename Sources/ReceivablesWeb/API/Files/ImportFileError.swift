import Kernel

/// What can be wrong with a request that brings a file, or asks for an import.
enum ImportFileError: DomainError {
    /// It is a form, and the file would be a part of it.
    case form
    case unknownImport
    /// None of its lines was rejected, or that is too long ago.
    case noRejects

    var kind: ErrorKind {
        switch self {
        case .form: .invalid
        case .unknownImport, .noRejects: .notFound
        }
    }

    var code: String {
        switch self {
        case .form: "body_not_a_file"
        case .unknownImport: "import_unknown"
        case .noRejects: "import_rejects_none"
        }
    }

    var userMessage: String {
        switch self {
        case .form:
            "Send the file itself as the body, with Content-Type: application/octet-stream or"
                + " text/csv; no form."
        case .unknownImport: "There is no such import."
        case .noRejects:
            "There are no rejected lines of it: none was rejected, or it is more than two weeks ago,"
                + " or it did not come over HTTP."
        }
    }
}
