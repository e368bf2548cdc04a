import Formats
import Kernel

/// How the open amounts of one day became those of another, as a table to be exported.
struct RollForwardExport {
    let rollForward: RollForward
    let request: AgingRequest
    let locale: LocaleFormat

    func write(to writer: any ExportWriter) throws {
        let amount = ExportColumn.Kind.amount(decimals: rollForward.currency.decimals)
        let isSeparate = request.unapplied == .separate
        var columns = [ExportColumn("What moved it", .text)]
        columns += request.limits.names.map { ExportColumn($0, amount) }
        if isSeparate { columns.append(ExportColumn("Unapplied", amount)) }
        columns.append(ExportColumn("Total", amount))
        try writer.begin(
            ExportSection(
                name: "Roll-forward \(rollForward.currency.code)", columns: columns,
                isInCSV: false))
        func cells(_ label: String, _ totals: AgingTotals) -> [ExportCell] {
            var amounts = totals.amounts
            if isSeparate { amounts.append(totals.unapplied) }
            return [.text(label)] + (amounts + [totals.total]).map { .amount($0) }
        }
        try writer.row(
            cells("Open on \(locale.format(rollForward.from))", rollForward.openingByBucket))
        for change in RollForward.Change.allCases {
            try writer.row(cells(change.title, rollForward.byBucket(change)))
        }
        // The sum of the rows above it: opening and everything that moved it.
        let closing = cells(
            "Open on \(locale.format(rollForward.to))", rollForward.closingByBucket)
        let sums = closing.map { cell in
            if case .amount(let amount) = cell { ExportCell.sum(amount) } else { cell }
        }
        try writer.end(ExportEnding(summary: [sums]))
    }
}
