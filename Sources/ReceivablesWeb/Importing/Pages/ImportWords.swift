import Kernel
import Receivables
import Tenancy
import WebSupport

/// Words of the import pages.
enum ImportWords {
    /// A sentence that names options of the command line, as it reads on a page.
    static func onPage(_ sentence: String) -> String {
        let words = [
            ("Name it with --as-of.", "Enter it under “As of”."),
            ("Say with --map which column is what.", "Say below which column is what."),
            (
                "say which it is with --as, or split it.",
                "say under “Type” which it is, or split it."
            ),
            ("--complete is for lists", "“The list is complete” is for lists"),
            ("--as-of", "“As of”"), ("--complete", "“The list is complete”"),
            ("--map", "the columns below"), ("--as", "“Type”"),
        ]
        return words.reduce(sentence) { $0.replacing($1.0, with: $1.1) }
    }

    /// What to do about a file that cannot be imported; nil where the sentence says it.
    static func advice(_ code: String) -> String? {
        switch code {
        case "import_wrong_report":
            "In your accounting program, export the aging of receivables, the open invoices or the"
                + " list of invoices, and drop that file here."
        case "table_empty", "csv_empty", "upload_empty":
            "Export the list again and check that it has rows."
        case "table_encrypted", "table_not_a_table", "csv_not_text":
            nil
        case "table_truncated", "table_damaged", "csv_truncated", "csv_cut_off",
            "table_read_failed":
            "Export the file again, or copy it here once more."
        case "table_only_pictures":
            "Export the list itself instead of a picture of it, as CSV or XLSX."
        case "import_not_recognised", "import_column_missing", "import_column_repeated":
            "Say below what its columns are, or export it again with the names of the columns in"
                + " its first line."
        default: nil
        }
    }

    static func size(_ bytes: Int64, _ format: LocaleFormat) -> String {
        switch bytes {
        case ..<1_000: "\(bytes) bytes"
        case ..<1_000_000: "\(format.format(Int(bytes / 1_000))) kB"
        default:
            "\(format.format(minorUnits: bytes / 100_000, decimals: 1)) MB"
        }
    }

    /// A moment as the tenant's clocks show it.
    static func moment(_ instant: Instant, _ tenant: Tenant) -> String {
        LocalTime(tenant).minute(instant)
    }

    /// What the type of a list is called where it can be chosen.
    static func form(_ form: ImportForm) -> String {
        switch form {
        case .automatic: "Find out"
        case .invoices: "Invoices and credit notes"
        case .receipts: "Receipts"
        case .history: "Payment history"
        case .aging: "Aging without documents"
        case .customers: "Customers and contacts"
        }
    }

    static func state(_ state: ImportUploadState) -> String {
        switch state {
        case .received: "Not imported yet"
        case .importing: "Importing"
        case .stored: "Imported"
        case .refused: "Nothing stored: rows were rejected"
        case .failed: "Nothing stored: it failed"
        case .cancelled: "Nothing stored: cancelled"
        case .interrupted: "Nothing stored: interrupted"
        }
    }
}
