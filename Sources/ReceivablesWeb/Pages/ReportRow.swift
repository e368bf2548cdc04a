import Kernel
import Receivables

/// A row of the report's table: a customer, or an open item of a document.
struct ReportRow {
    struct Item {
        let document: String
        /// nil for an invoice, which most of them are.
        let kind: String?
        let documentDate: String
        let dueDate: String
        let days: String
    }

    let customer: String
    /// Where the row's documents are listed; nil for a row that is one itself.
    let link: String?
    let item: Item?
    let cells: [ReportCell]

    init(_ row: AgingRow, of report: AgingReport, query: ReportQuery, _ figures: ReportFigures) {
        customer = row.customer
        item = row.item.map { item in
            Item(
                document: item.document, kind: item.kind == .invoice ? nil : item.kind.name,
                documentDate: figures.format.format(item.documentDate),
                dueDate: figures.format.format(item.dueDate),
                days: item.daysPastDue > 0 ? figures.format.format(item.daysPastDue) : "")
        }
        link =
            row.item == nil
            ? query.address([
                ("by", "invoice"), ("customer", String(row.id)),
                ("currency", report.request.currency == .base ? "base" : report.currency.code),
            ])
            : nil
        cells = ReportRow.cells(
            row.amounts, row.unapplied, row.total, of: report.request, figures)
    }

    /// The amounts of a row, or of all of them.
    static func cells(
        _ amounts: [Int64], _ unapplied: Int64, _ total: Int64, of request: AgingRequest,
        _ figures: ReportFigures
    ) -> [ReportCell] {
        var all = amounts
        if request.unapplied == .separate { all.append(unapplied) }
        return (all + [total]).map { ReportCell($0, figures) }
    }
}
