package import Formats
import Kernel

extension AgingReport {
    /// Appends the reports of one request as one table: a header, then a row a customer or item.
    ///
    /// There is no totals row: whoever sums a column would count everything twice. Amounts have a
    /// point and no grouping.
    ///
    /// - Throws: what the writer's sink throws.
    package static func appendCSV(
        _ reports: [AgingReport], to csv: inout CSVWriter
    ) throws {
        guard let first = reports.first else { return }
        try first.appendHeader(to: &csv)
        for report in reports {
            for row in report.rows { try report.append(row, to: &csv) }
        }
        try csv.flush()
    }

    private var isByInvoice: Bool { request.rows == .invoice }

    private func appendHeader(to csv: inout CSVWriter) throws {
        var names = [isByInvoice ? "document_id" : "customer_id", "customer"]
        if isByInvoice {
            names += ["document", "kind", "document_date", "due_date", "days_past_due"]
        }
        names += ["currency", "Current"]
        // A bare 1-30 would be taken for a date by spreadsheet programs.
        names += request.limits.names.dropFirst().map { $0 + " days" }
        try csv.row(names + ["unapplied", "total"])
    }

    private func append(_ row: AgingRow, to csv: inout CSVWriter) throws {
        csv.integer(row.id)
        csv.text(row.customer)
        if let item = row.item {
            csv.text(item.document)
            csv.text(item.kind.name)
            csv.date(item.documentDate)
            csv.date(item.dueDate)
            csv.integer(item.daysPastDue)
        }
        csv.text(currency.code)
        for amount in row.amounts { csv.number(minorUnits: amount, decimals: currency.decimals) }
        csv.number(minorUnits: row.unapplied, decimals: currency.decimals)
        csv.number(minorUnits: row.total, decimals: currency.decimals)
        try csv.endRow()
    }
}
