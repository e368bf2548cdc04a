import Kernel
import Receivables

/// The report in one currency.
struct ReportSection {
    let currency: String
    let currencyName: String
    let caption: String
    let figures: [ReportFigure]
    let segments: [ReportSegment]
    let hasSegments: Bool
    let columns: [ReportColumn]
    let isByInvoice: Bool
    /// How many columns the label of the totals takes.
    let labelSpan: Int
    let rows: [ReportRow]
    let totals: [ReportCell]
    let shares: [String]
    let hasRows: Bool
    /// nil when the report is of one customer, of which the journal knows nothing.
    let reconciliation: ReportReconciliation?
    let warnings: [String]
    let paging: ReportPaging

    /// - Throws: `AgingError.pastTheEnd`.
    init(
        _ report: AgingReport, page: Int, query: ReportQuery, format: LocaleFormat
    ) throws(AgingError) {
        let figures = ReportFigures(report, format: format)
        let totals = report.totals
        currency = report.currency.code
        currencyName = report.currency.name
        isByInvoice = report.request.rows == .invoice
        labelSpan = isByInvoice ? 5 : 1
        caption = Self.caption(report, format)
        self.figures = Self.figures(report, figures)
        segments = ReportSegment.bar(totals.amounts)
        hasSegments = !segments.isEmpty
        columns = Self.columns(report.request)
        rows = try ReportPaging.rows(of: report, page: page).map {
            ReportRow(report.rows[$0 - report.firstRow], of: report, query: query, figures)
        }
        hasRows = !rows.isEmpty
        self.totals = ReportRow.cells(
            totals.amounts, totals.unapplied, totals.total, of: report.request, figures)
        var parts = totals.amounts
        if report.request.unapplied == .separate { parts.append(totals.unapplied) }
        shares = (parts + [totals.total]).map { figures.share($0, of: totals.total) }
        reconciliation =
            report.request.customer == nil ? ReportReconciliation(report, figures) : nil
        warnings = report.warnings
        paging = ReportPaging(report, page: page, query: query, format: format)
    }

    private static func caption(_ report: AgingReport, _ format: LocaleFormat) -> String {
        "Open amounts in \(report.currency.code) as of \(format.format(report.request.asOf)), by"
            + " days since the \(report.request.basis == .due ? "due date" : "document date")"
    }

    private static func columns(_ request: AgingRequest) -> [ReportColumn] {
        var columns = ReportColumn.buckets(request.limits.names)
        if request.unapplied == .separate {
            columns.append(ReportColumn(title: "Unapplied", unit: "", ramp: nil))
        }
        return columns + [ReportColumn(title: "Total", unit: "", ramp: nil)]
    }

    private static func figures(
        _ report: AgingReport, _ figures: ReportFigures
    ) -> [ReportFigure] {
        let totals = report.totals
        func share(_ part: Int64) -> String {
            "\(figures.share(part, of: totals.total)) of what is open"
        }
        let count = ReportPaging.count(of: report, figures.format)
        var all = [ReportFigure("Open", totals.total, figures, note: count)]
        if report.request.basis == .due {
            let overdue = totals.amounts.dropFirst().reduce(Int64(0), &+)
            all.append(ReportFigure("Overdue", overdue, figures, note: share(overdue)))
        }
        if let oldest = totals.amounts.last, let name = report.request.limits.names.last {
            all.append(ReportFigure("\(name) days", oldest, figures, note: share(oldest)))
        }
        if report.request.unapplied == .separate {
            all.append(ReportFigure("Unapplied credit", totals.unapplied, figures))
        }
        return all
    }
}
