package import Kernel

/// Why a schema was not brought up to date. Nothing of the failed transaction stays.
package enum MigrationError: DomainError, Equatable {
    /// A feature's shipped directory, or a file in it, cannot be read.
    case unreadable(String)
    /// An `.sql` file that is not called `NNNN_name.sql`.
    case fileName(String)
    /// A feature's files do not count 1, 2, 3 …
    case numbering(String)
    /// A file that was applied is not the file that this program carries.
    case changed(String)
    /// The database has steps that this program does not know.
    case newerDatabase(String)
    /// The database lacks a step that comes before one it has.
    case recordDamaged(String)
    /// The server refused a step; the reason is for the log.
    case failed(String, reason: String)

    package var kind: ErrorKind {
        switch self {
        case .unreadable, .fileName, .numbering, .failed: .internalFailure
        case .changed, .newerDatabase, .recordDamaged: .conflict
        }
    }

    package var code: String {
        switch self {
        case .unreadable: "migration_unreadable"
        case .fileName: "migration_file_name"
        case .numbering: "migration_numbering"
        case .changed: "migration_changed"
        case .newerDatabase: "database_newer"
        case .recordDamaged: "migration_record_damaged"
        case .failed: "migration_failed"
        }
    }

    package var userMessage: String {
        switch self {
        case .unreadable(let title):
            "The migration \(title) is missing from this installation. Install the program again."
        case .fileName(let title): "The migration \(title) is not called like 0001_name.sql."
        case .numbering(let title): "The migration \(title) is out of order."
        case .changed(let title):
            "The migration \(title) was applied to this database in another form; this program"
                + " cannot tell what the tables look like."
        case .newerDatabase(let title):
            "This database was written by a newer version of this program (it has \(title))."
        case .recordDamaged(let title):
            "This database has later migrations than \(title) but not that one. Restore a backup."
        case .failed(let title, _):
            "The migration \(title) failed and was rolled back; the log says why."
        }
    }

    /// The text for logs.
    package var diagnostic: String {
        if case .failed(_, let reason) = self { return "\(description) (\(reason))" }
        return description
    }
}
