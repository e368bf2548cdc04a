package import Kernel

/// One cell of a table, as the file holds it.
package enum TableCell: Hashable, Sendable {
    case blank
    /// As written; a formula's stored result.
    case text(String)
    /// A spreadsheet's number in plain decimal notation: a point, no exponent, at most fifteen
    /// significant digits, which is what a spreadsheet shows of its double.
    case number(String)
    /// The same, shown with the sign of a currency.
    case money(String, Currency)
    /// A number that the spreadsheet shows as a date.
    case date(LocalDate)
    case boolean(Bool)
    /// A formula without a result, such as `#REF!`.
    case failure(String)
}
