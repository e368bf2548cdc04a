package import Formats
package import Kernel
import PostgresClient

/// Why a file was not imported at all. Nothing was stored.
package enum ImportError: DomainError, Hashable {
    /// The file cannot be read as CSV to its end.
    case file(CSVError)
    /// The first line names none of the columns of a list.
    case unrecognised(columns: [String])
    case missingColumn(String, form: ImportForm)
    /// Two columns of one name, of which one is needed.
    case repeatedColumn(String)
    /// Columns of invoices and of receipts side by side.
    case mixedForms
    /// Some dates can only be month first, others only day first.
    case mixedDates
    /// A `--map` names a column that the file does not have.
    case unknownHeader(String)
    /// A `--map` names a column that we do not have.
    case unknownField(String)
    /// The temporary copy of a stream cannot be written.
    case cannotSpool(reason: String)
    case cannotWriteRejects(reason: String)
    /// Somebody posted one of the file's documents while it was being imported.
    case collision
    /// The caller, or an administrator of the database, did not want to wait.
    case interrupted

    init?(_ error: PostgresError) {
        if case .cancelled = error {
            self = .interrupted
        } else if error.sqlState?.code == "CH120" {
            self = .collision
        } else {
            return nil
        }
    }

    package var kind: ErrorKind {
        switch self {
        case .cannotSpool, .cannotWriteRejects, .interrupted: .unavailable
        case .collision: .conflict
        default: .invalid
        }
    }

    package var code: String {
        switch self {
        case .file(let error): error.code
        case .unrecognised: "import_not_recognised"
        case .missingColumn: "import_column_missing"
        case .repeatedColumn: "import_column_repeated"
        case .mixedForms: "import_forms_mixed"
        case .mixedDates: "import_dates_mixed"
        case .unknownHeader: "import_header_unknown"
        case .unknownField: "import_field_unknown"
        case .cannotSpool: "import_cannot_spool"
        case .cannotWriteRejects: "import_cannot_write_rejects"
        case .collision: "import_collision"
        case .interrupted: "import_interrupted"
        }
    }

    package var userMessage: String {
        switch self {
        case .file(let error): error.userMessage
        case .unrecognised(let columns):
            "The first line does not name the columns of a list that can be imported, such as"
                + " Customer, Invoice No, Invoice Date, Due Date, Amount; it says"
                + " “\(ImportText.shortened(columns.joined(separator: ", "), to: 120))”."
        case .missingColumn(let name, let form):
            "The file looks like \(form.phrase), but it has no column “\(name)”."
        case .repeatedColumn(let name):
            "The file has two columns that could be “\(ImportText.shortened(name))”; rename one."
        case .mixedForms:
            "The file mixes columns of invoices and of receipts; say which it is with --as, or"
                + " split it."
        case .mixedDates:
            "The dates are written in different orders: some can only be month/day, others only"
                + " day/month. Write them as year-month-day."
        case .unknownHeader(let name):
            "The file has no column “\(ImportText.shortened(name))”."
        case .unknownField(let name):
            "“\(ImportText.shortened(name))” is not a column that can be imported; there are"
                + " \(ImportField.allCases.map(\.rawValue).joined(separator: ", "))."
        case .cannotSpool(let reason):
            "The input could not be copied to a temporary file: \(reason)."
        case .cannotWriteRejects(let reason):
            "The rejected lines could not be written: \(reason)."
        case .collision:
            "Somebody posted one of these documents at the same moment. Import the file again."
        case .interrupted: "The import was interrupted, and nothing of the file was stored."
        }
    }
}
