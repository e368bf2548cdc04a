import Kernel
import Receivables

/// What a search has found, added up: a row of its own above the totals of all.
struct ReportFound {
    /// `12 customers found`.
    let label: String
    let total: ReportCell
    let cells: [ReportCell]

    init(
        _ found: AgingTotals, of report: AgingReport, _ figures: ReportFigures
    ) {
        label = "\(ReportPaging.count(of: report, figures.format)) found"
        total = ReportCell(found.total, figures)
        cells =
            ReportRow.cells(
                found.amounts, found.unapplied, found.total, of: report.request, figures)
            + (report.comparedToByCustomer == nil
                ? [] : ReportRow.comparison(report.foundBefore, found.total, figures))
    }
}
