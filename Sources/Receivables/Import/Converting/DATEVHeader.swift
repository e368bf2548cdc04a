import Formats
import Kernel

/// The record in front of the header of a DATEV file, which says what the file is.
struct DATEVHeader: Sendable {
    /// Digits of general-ledger accounts; debtors and creditors have one more.
    let accountDigits: Int
    let from: LocalDate
    let to: LocalDate
    let label: String
    let currency: Currency?
    /// `03` or `04`: the chart of accounts, when it is said.
    let chart: String

    static func isRecord(_ row: TableRow?) -> Bool {
        guard let text = row?.cell(0).shown else { return false }
        return text == "EXTF" || text == "DTVF"
    }

    /// - Throws: `otherDATEVCategory` for anything but booking batches, `missingColumn` for a
    ///   record without the fiscal year.
    init(_ row: TableRow) throws(ConversionError) {
        let category = row.cell(2).shown
        guard category == "21" else {
            let name = row.cell(3).shown
            throw .otherDATEVCategory(name.isEmpty ? category : name)
        }
        guard let year = Self.date(row.cell(12)) else {
            throw .missingColumn("WJ-Beginn", form: "DATEV booking batch")
        }
        let yearEnd =
            (try? year.adding(months: 12)).flatMap { try? $0.adding(days: -1) } ?? year
        from = Self.date(row.cell(14)) ?? year
        to = Self.date(row.cell(15)) ?? yearEnd
        accountDigits = min(8, max(4, Int(row.cell(13).shown) ?? 4))
        label = row.cell(16).shown
        currency = Currency.find(row.cell(21).shown)
        chart = row.cell(26).shown
    }

    private static func date(_ cell: TableCell) -> LocalDate? {
        try? WrittenDate.parse(cell.shown, style: .order(.ymd))
    }
}
