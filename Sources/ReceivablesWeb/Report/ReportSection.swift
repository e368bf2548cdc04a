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
    /// How many columns the label of the totals takes, and how many there are.
    let labelSpan: Int
    let columnCount: Int
    let rows: [ReportRow]
    /// What a search has found; nil without one.
    let found: ReportFound?
    /// What was searched for in vain, and the way out.
    let foundNothing: ReportOption?
    let total: ReportCell
    let totals: [ReportCell]
    let shares: [ReportCell]
    let hasContent: Bool
    /// nil when the report is of one customer, of which the journal knows nothing.
    let reconciliation: ReportReconciliation?
    let warnings: [String]
    let paging: ReportPaging
    /// nil without a day to compare with.
    let changes: ReportChanges?

    /// - Throws: `AgingError.pastTheEnd`.
    init(
        _ report: AgingReport, page: Int, query: ReportQuery, format: LocaleFormat
    ) throws(AgingError) {
        let figures = ReportFigures(report, format: format)
        currency = report.currency.code
        currencyName = report.currency.name
        isByInvoice = report.request.rows == .invoice
        labelSpan = isByInvoice ? 5 : 1
        caption = Self.caption(report, format)
        self.figures = ReportFigure.all(report, query: query, figures)
        segments = ReportSegment.bar(report.totals.amounts)
        hasSegments = !segments.isEmpty
        columns = ReportColumn.all(report, query: query, format)
        columnCount = columns.count
        rows = try ReportPaging.rows(of: report, page: page).map {
            ReportRow(report.rows[$0 - report.firstRow], of: report, query: query, figures)
        }
        found = report.found.map { ReportFound($0, of: report, figures) }
        foundNothing = Self.foundNothing(report, query)
        hasContent = !rows.isEmpty || foundNothing != nil
        total = ReportCell(report.totals.total, figures)
        totals = Self.totals(report, figures)
        shares = Self.shares(report, figures)
        reconciliation =
            report.request.customer == nil ? ReportReconciliation(report, figures) : nil
        warnings = report.warnings
        paging = ReportPaging(report, page: page, query: query, format: format)
        changes = report.rollForward.map {
            ReportChanges($0, of: report, query: query, figures)
        }
    }

    private static func caption(_ report: AgingReport, _ format: LocaleFormat) -> String {
        "Open amounts in \(report.currency.code) as of \(format.format(report.request.asOf)), by"
            + " days since the \(report.request.basis == .due ? "due date" : "document date")"
    }

    private static func foundNothing(
        _ report: AgingReport, _ query: ReportQuery
    ) -> ReportOption? {
        guard report.rowCount == 0, let search = report.request.search else { return nil }
        return ReportOption(
            value: query.address([("q", nil)]), label: search, isChosen: false)
    }

    private static func totals(_ report: AgingReport, _ figures: ReportFigures) -> [ReportCell] {
        let totals = report.totals
        let cells = ReportRow.cells(
            totals.amounts, totals.unapplied, totals.total, of: report.request, figures)
        guard report.comparedToByCustomer != nil else { return cells }
        return cells
            + ReportRow.comparison(report.rollForward?.opening, totals.total, figures)
    }

    /// Each column's share of the total; of the change its share of what was open before.
    private static func shares(_ report: AgingReport, _ figures: ReportFigures) -> [ReportCell] {
        let totals = report.totals
        var parts = totals.amounts
        if report.request.unapplied == .separate { parts.append(totals.unapplied) }
        let shares =
            parts.map { ReportCell(share: figures.share($0, of: totals.total)) }
            + [ReportCell(share: figures.share(totals.total, of: totals.total), isTotal: true)]
        guard report.comparedToByCustomer != nil, let before = report.rollForward?.opening else {
            return shares
        }
        return shares + [
            ReportCell(share: ""),
            ReportCell(share: figures.share(totals.total &- before, of: before)),
        ]
    }
}
