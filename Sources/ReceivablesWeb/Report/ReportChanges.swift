import Kernel
import Receivables

/// What moved the open amounts since the day compared with, as a table and a chart.
struct ReportChanges {
    struct Row {
        let label: String
        let style: String
        let cells: [ReportCell]
    }

    /// Finds the heading; unlike any other on the page.
    let id: String
    let title: String
    let columns: [ReportColumn]
    let opening: Row
    let rows: [Row]
    let closing: Row
    /// Whether what the movements lead to is what the report says.
    let isEqual: Bool
    let check: String
    /// Where the chart finds its figures.
    let chart: String

    /// Only shown where something happened.
    private static let rare: Set<RollForward.Change> = [.exchange, .refunded, .takenOver]

    init(
        _ forward: RollForward, of report: AgingReport, query: ReportQuery,
        _ figures: ReportFigures
    ) {
        let request = report.request
        let from = figures.format.format(forward.from)
        let to = figures.format.format(forward.to)
        func cells(_ totals: AgingTotals) -> [ReportCell] {
            ReportRow.cells(totals.amounts, totals.unapplied, totals.total, of: request, figures)
        }
        id = "changes-\(report.currency.code)"
        title = "From \(from) to \(to)"
        var columns = ReportColumn.buckets(request.limits.names)
        if request.unapplied == .separate { columns.append(ReportColumn("Unapplied")) }
        self.columns = columns + [ReportColumn("Total")]
        opening = Row(
            label: "Open on \(from)", style: "opening", cells: cells(forward.openingByBucket))
        rows = RollForward.Change.allCases.compactMap { change in
            let totals = forward.byBucket(change)
            let isNothing = totals == AgingTotals(bucketCount: totals.amounts.count)
            if isNothing, Self.rare.contains(change) { return nil }
            return Row(label: change.title, style: "", cells: cells(totals))
        }
        closing = Row(
            label: "Open on \(to)", style: "closing", cells: cells(forward.closingByBucket))
        isEqual = forward.closingByBucket == report.totals
        check =
            isEqual
            ? "What was open and what moved it add up to the report, in every column."
            : "What was open and what moved it do not add up to the report. Until this is"
                + " explained, rely on neither."
        chart = query.address(
            path: ReportChart.path,
            [("currency", figures.parameter(report)), ("sort", nil), ("q", nil)])
    }
}
