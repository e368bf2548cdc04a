import Formats
import Kernel

/// What the first rows of a table show of its dates, amounts and sections.
struct SampleColumns {
    let style: DecimalStyle
    /// Nil when the rows leave it open.
    let order: DateOrder?
    /// The same of the file's own dates only, and only of those with day and month first.
    let ofDates: DateOrder?
    let closedKeys: Set<String>
    /// What is doubtful about the dates.
    let warnings: [String]

    /// - Parameters:
    ///   - style: what the form's files have, when the amounts do not tell.
    ///   - currency: of rows that name none.
    init(
        _ rows: some Sequence<TableRow>, map: ColumnMap, options: ConversionOptions,
        style usual: DecimalStyle?, currency: Currency
    ) {
        var dates = DateStyleDetector()
        var amounts = AmountStyleDetector()
        var keys: Set<String> = []
        var cells = DateCells()
        let dateColumns = [
            ImportField.documentDate, .dueDate, .settledDate, .receiptDate, .appliedDate,
        ].compactMap { map.fields[$0] }
        for row in rows {
            guard let first = row.firstFilled else { continue }
            if case .section(let key)? = TotalLabel(row.cells[first].shown) { keys.insert(key) }
            for column in dateColumns {
                cells.add(row.cell(column))
                if case .text(let text) = row.cell(column) { dates.add(text) }
            }
            let code = row.cell(map.index(.currency)).shown
            let decimals = (code.isEmpty ? currency : Currency.find(code))?.decimals
            for column in map.tracked {
                guard case .text(let text) = row.cell(column) else { continue }
                amounts.add(text, decimals: decimals)
            }
        }
        style = amounts.style(usual: usual ?? .point)
        closedKeys = keys
        warnings = cells.warning(dates.certainOrder).map { [$0] } ?? []
        switch dates.verdict {
        case .certain(let found):
            order = found.order
            ofDates = found.order == .ymd ? nil : found.order
        case .ambiguous(let possible):
            let usual: DateOrder = options.prefersMonthFirst && !dates.usesPoints ? .mdy : .dmy
            order = possible.contains(DateOrderSet(usual)) ? usual : possible.orders.first
            ofDates = order
        default:
            order = options.prefersMonthFirst ? .mdy : nil
            ofDates = nil
        }
    }
}
