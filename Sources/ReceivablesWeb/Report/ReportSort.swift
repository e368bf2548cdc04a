import Kernel
import Receivables

/// What the head of a column says and does: how the report is sorted by it, and the way to sort
/// it so.
struct ReportSort {
    let address: String
    /// Finds the link again after the report was sorted; unlike any other on the page.
    let id: String
    /// For screen readers and the arrow; nil for columns that do not decide the order.
    let order: String?

    init(
        _ column: AgingSort.Column, of report: AgingReport, query: ReportQuery,
        isDescendingFirst: Bool = true
    ) {
        let current = report.request.effectiveSort
        var next = AgingSort(column, isDescending: isDescendingFirst)
        if current.column == column {
            next.isDescending = !current.isDescending
            order = current.isDescending ? "descending" : "ascending"
        } else {
            order = nil
        }
        let isUsual = next == AgingRequest.standardSort(report.request.rows)
        address = query.address([("sort", isUsual ? nil : next.text)])
        id = "sort-\(report.currency.code)-\(AgingSort(column).text)"
    }
}
