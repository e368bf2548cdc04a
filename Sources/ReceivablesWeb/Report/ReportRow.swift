import Kernel
import Receivables

/// A row of the report's table: a customer, or an open item of a document.
struct ReportRow {
    struct Item {
        let document: String
        let link: String
        /// nil for an invoice, which most of them are.
        let kind: String?
        let documentDate: String
        let dueDate: String
        let days: String
    }

    let customer: String
    /// The customer's page.
    let customerLink: String
    /// Where the customer's open documents are listed; nil for a row that is one itself.
    let drill: String?
    let item: Item?
    /// Below the name, where the window is narrow.
    let total: ReportCell
    let cells: [ReportCell]

    init(_ row: AgingRow, of report: AgingReport, query: ReportQuery, _ figures: ReportFigures) {
        customer = row.customer
        customerLink = query.page("/ar/customers/", row.customerID)
        item = row.item.map { item in
            Item(
                document: item.document, link: query.page("/ar/documents/", row.id),
                kind: item.kind == .invoice ? nil : item.kind.name,
                documentDate: figures.format.format(item.documentDate),
                dueDate: figures.format.format(item.dueDate),
                days: item.daysPastDue > 0 ? figures.format.format(item.daysPastDue) : "")
        }
        drill =
            row.item == nil
            ? query.address([
                ("by", "invoice"), ("customer", String(row.id)), ("q", nil), ("sort", nil),
                ("currency", figures.parameter(report)),
            ])
            : nil
        total = ReportCell(row.total, figures)
        cells =
            ReportRow.cells(row.amounts, row.unapplied, row.total, of: report.request, figures)
            + ReportRow.comparison(row.before, row.total, figures)
    }

    /// The amounts of a row, or of all of them.
    static func cells(
        _ amounts: [Int64], _ unapplied: Int64, _ total: Int64, of request: AgingRequest,
        _ figures: ReportFigures
    ) -> [ReportCell] {
        var all = amounts
        if request.unapplied == .separate { all.append(unapplied) }
        return all.map { ReportCell($0, figures) } + [ReportCell(total, isTotal: true, figures)]
    }

    /// What was open on the day compared with, and what has changed since.
    static func comparison(
        _ before: Int64?, _ total: Int64, _ figures: ReportFigures
    ) -> [ReportCell] {
        guard let before else { return [] }
        return [
            ReportCell(before, figures), ReportCell(change: total &- before, figures),
        ]
    }
}
