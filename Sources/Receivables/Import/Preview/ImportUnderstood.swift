import Formats
package import Kernel

/// What a look at the beginning of a file found out.
package struct ImportUnderstood: Sendable {
    package let formID: String
    package let formTitle: String
    package let list: ImportForm
    /// The day that the file itself states.
    package let statedOn: LocalDate?
    /// It says what is open but not when, and nobody has said it.
    package let needsDay: Bool
    /// Such as `D/M/YYYY`; nil for a file without dates.
    package let dateOrder: String?
    /// The amounts have a comma before the decimals.
    package let hasDecimalComma: Bool
    /// What the file states for all its amounts; nil: the tenant's own, or each row's.
    package let currency: Currency?
    package let rows: [ImportPreviewRow]
    /// Rows of a report that were looked at, those rejected and those left out included; 0 for a
    /// plain list, whose rows are all in `rows`.
    package let read: Int64
    /// How many of them make no document, and why is told when the whole file is checked.
    package let rejected: Int64
    /// What is doubtful about the dates and amounts of these rows.
    package let warnings: [String]
}
