import Kernel
import Receivables

/// Whether the report agrees with the journal, in words; neither where it is of a portfolio.
struct ReportReconciliation {
    let isEqual: Bool
    let isDifferent: Bool
    let isPortfolio: Bool
    let text: String

    init(_ report: AgingReport, _ figures: ReportFigures) {
        isEqual = report.isReconciled
        isPortfolio = report.controlBalance == nil
        isDifferent = !isEqual && !isPortfolio
        guard let balance = report.controlBalance else {
            text = AgingReport.portfolioNote
            return
        }
        let total = figures.money(report.totals.total)
        let control = figures.money(balance)
        if isEqual {
            let rows = report.found == nil ? "The rows add up" : "All rows, found or not, add up"
            text = "\(rows) to the control account’s balance of \(control)."
        } else {
            let (gap, overflow) = report.totals.total.subtractingReportingOverflow(
                balance)
            text =
                "\(report.found == nil ? "The rows add" : "All rows, found or not, add")"
                + " up to \(total), but the control account’s balance is \(control)"
                + (overflow ? "." : ", a difference of \(figures.money(gap)).")
                + " Until this is explained, rely on neither."
        }
    }
}
