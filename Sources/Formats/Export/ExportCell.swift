package import Kernel

/// One cell of an exported table.
package enum ExportCell: Hashable, Sendable {
    case empty
    case text(String)
    /// Minor units; the column says with how many decimals.
    case amount(Int64)
    /// The same for a column's sum over the rows above it, which a workbook writes as a formula.
    case sum(Int64)
    case date(LocalDate)
    case integer(Int64)
    /// Tenths of a percent.
    case percentage(Int64)
}
