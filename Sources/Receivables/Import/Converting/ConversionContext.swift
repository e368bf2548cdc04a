import Formats
import Kernel

/// What is known of a file when its rows begin.
struct ConversionContext: Sendable {
    let rule: FormRule
    let header: TableHeader
    let map: ColumnMap
    let titles: TitleBlock
    let options: ConversionOptions
    /// How amounts are written, as far as the first rows show it.
    let style: DecimalStyle
    /// How dates are written, as far as the first rows show it; nil leaves it open.
    let order: DateOrder?
    /// The names of sections whose totals are among the first rows, in small letters.
    let closedKeys: Set<String>
    /// What is to be said of the columns.
    var warnings: [String] = []
    /// The column that says whether an amount is debit or credit; -1 without one.
    var side = -1

    var list: ImportForm { rule.form.list }

    /// A currency for rows that have none of their own: the one that the titles state, when it is
    /// not the tenant's.
    var titleCurrency: String {
        guard let currency = titles.currency, currency != options.currency else { return "" }
        return currency.code
    }

    /// The currency of a row that has no column for it: what its section says, or the formats of
    /// its cells.
    func currency(_ row: TableRow, section: String?) -> String {
        if let section { return section }
        for column in map.tracked {
            if case .money(_, let currency) = row.cell(column) { return currency.code }
        }
        return titleCurrency
    }

    /// What the file calls a column.
    func name(_ column: Int) -> String {
        header.texts.indices.contains(column) ? header.texts[column] : ""
    }

    /// Whether something that is no heading stands in a column of dates.
    static func isDate(_ cell: TableCell) -> Bool {
        switch cell {
        case .date, .number: return true
        case .text(let text):
            guard text.utf8.count >= 5, text.utf8.contains(where: { $0 >= 0x30 && $0 <= 0x39 })
            else { return false }
            return (try? WrittenDate.parse(text, style: .order(.dmy))) != nil
                || (try? WrittenDate.parse(text, style: .order(.mdy))) != nil
        default: return false
        }
    }
}
