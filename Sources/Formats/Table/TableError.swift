package import Kernel

/// Why a file cannot be read as a table, or not further.
package enum TableError: DomainError, Hashable {
    /// It does not exist or may not be read; the reason is the system's.
    case cannotOpen(reason: String)
    /// Reading broke off; the reason is the system's.
    case readFailed(reason: String)
    case empty
    /// Text that cannot be read as a list.
    case text(CSVError)
    /// Something that holds no table: a PDF, a picture, a program. A noun with its article.
    case notATable(String)
    /// Protected by a password.
    case encrypted
    /// It would unpack to far more than an honest file does.
    case bomb
    /// It ends in the middle.
    case truncated
    /// A workbook without a single filled cell, though it has pictures.
    case onlyPictures
    /// More than can be taken: what, and how many are the most.
    case tooMuch(of: String, max: Int)
    /// Not what its kind of file looks like inside; where.
    case damaged(String)

    package var kind: ErrorKind {
        switch self {
        case .cannotOpen: .notFound
        case .readFailed: .unavailable
        case .text(let error): error.kind
        case .bomb, .tooMuch: .tooLarge
        case .empty, .notATable, .encrypted, .truncated, .onlyPictures, .damaged: .invalid
        }
    }

    package var code: String {
        switch self {
        case .cannotOpen: "table_cannot_open"
        case .readFailed: "table_read_failed"
        case .empty: "table_empty"
        case .text(let error): error.code
        case .notATable: "table_not_a_table"
        case .encrypted: "table_encrypted"
        case .bomb: "table_bomb"
        case .truncated: "table_truncated"
        case .onlyPictures: "table_only_pictures"
        case .tooMuch: "table_too_much"
        case .damaged: "table_damaged"
        }
    }

    package var userMessage: String {
        switch self {
        case .cannotOpen(let reason): "The file cannot be opened: \(reason)."
        case .readFailed(let reason): "The file could not be read to its end: \(reason)."
        case .empty: "The file is empty."
        case .text(let error): error.userMessage
        case .notATable(let name):
            "This is \(name), which has no table in it. Export the list as CSV or XLSX."
        case .encrypted:
            "The file is protected by a password. Save it without one and try again."
        case .bomb:
            "The file unpacks to far more than such a file should hold; it was not read further."
        case .truncated: "The file ends in the middle; it was probably not transferred whole."
        case .onlyPictures: "The workbook holds pictures but no filled cells."
        case .tooMuch(let what, let max): "The file has more than \(max) \(what)."
        case .damaged(let place): "The file is damaged: \(place)."
        }
    }
}
