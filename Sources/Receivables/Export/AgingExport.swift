import Formats
import Kernel
import Tenancy

/// An aging report as tables to be exported: what is said of it, its columns, cells and totals.
struct AgingExport {
    let tenant: Tenant
    let request: AgingRequest
    /// Whether all customers are seen, or those of a portfolio.
    let isWhole: Bool
    let locale: LocaleFormat

    init(tenant: Tenant, request: AgingRequest, isWhole: Bool) {
        self.tenant = tenant
        self.request = request
        self.isWhole = isWhole
        locale = LocaleFormat(tenant.locale)
    }

    private var isByInvoice: Bool { request.rows == .invoice }

    /// - Parameter customer: the name of the only customer that was asked for.
    func document(customer: String?) -> ExportDocument {
        var facts = [
            ExportFact("Company", tenant.name.text),
            ExportFact("As of", locale.format(request.asOf)),
            ExportFact("Aged by", request.basis == .due ? "due date" : "document date"),
        ]
        if let customer { facts.append(ExportFact("Customer", customer)) }
        if let knownAt = request.knownAt {
            facts.append(ExportFact("As known at", knownAt.description))
        }
        if let comparedTo = request.comparedTo {
            facts.append(ExportFact("Compared with", locale.format(comparedTo)))
        }
        if let search = request.search { facts.append(ExportFact("Customers with", search)) }
        if request.unapplied == .separate {
            facts.append(ExportFact("Unapplied credit", "in a column of its own"))
        }
        return ExportDocument(title: "Aging report", facts: facts, locale: locale)
    }

    func section(in currency: Currency) -> ExportSection {
        ExportSection(
            name: "Aging \(currency.code)",
            facts: [ExportFact("Currency", "\(currency.code), \(currency.name)")],
            columns: columns(currency), emptyNote: "Nothing is open.")
    }

    private func columns(_ currency: Currency) -> [ExportColumn] {
        let amount = ExportColumn.Kind.amount(decimals: currency.decimals)
        var columns = [
            ExportColumn(
                "Id", name: isByInvoice ? "document_id" : "customer_id", .integer, for: .programs),
            ExportColumn("Customer", name: "customer", .text),
        ]
        if isByInvoice {
            columns += [
                ExportColumn("Document", name: "document", .text),
                ExportColumn("Kind", name: "kind", .text),
                ExportColumn("Date", name: "document_date", .date),
                ExportColumn("Due", name: "due_date", .date),
                ExportColumn("Days", name: "days_past_due", .integer),
            ]
        }
        columns.append(ExportColumn("Currency", name: "currency", .text, for: .programs))
        for (index, name) in request.limits.names.enumerated() {
            // A bare 1-30 would be taken for a date by spreadsheet programs.
            columns.append(ExportColumn(name, name: index == 0 ? name : "\(name) days", amount))
        }
        return columns + [
            ExportColumn(
                "Unapplied", name: "unapplied", amount,
                for: request.unapplied == .separate ? .all : .programs),
            ExportColumn("Total", name: "total", amount),
        ] + (isCompared ? comparison(amount) : [])
    }

    private var isCompared: Bool { request.comparedTo != nil && !isByInvoice }

    private func comparison(_ amount: ExportColumn.Kind) -> [ExportColumn] {
        let day = request.comparedTo.map(locale.format) ?? ""
        return [
            ExportColumn("Open on \(day)", name: "then", amount),
            ExportColumn("Change", name: "change", amount),
        ]
    }

    func cells(of row: AgingRow, in currency: Currency) -> [ExportCell] {
        var cells: [ExportCell] = [.integer(row.id), .text(row.customer)]
        if let item = row.item {
            cells += [
                .text(item.document), .text(item.kind.name), .date(item.documentDate),
                .date(item.dueDate), .integer(Int64(item.daysPastDue)),
            ]
        }
        cells.append(.text(currency.code))
        cells += row.amounts.map { .amount($0) }
        cells += [.amount(row.unapplied), .amount(row.total)]
        guard isCompared else { return cells }
        return cells + [row.before, row.change].map { $0.map { .amount($0) } ?? .empty }
    }

    func ending(_ report: AgingReport) -> ExportEnding {
        let totals = report.totals
        let all = totals.amounts + [totals.unapplied, totals.total]
        let shares = all.map { amount in
            Ratio.rounded(amount, times: 1_000, over: totals.total).map {
                ExportCell.percentage($0)
            }
                ?? .empty
        }
        var notes: [String] = []
        if request.search != nil {
            notes.append(
                "These are only the customers that were looked for: they are not compared with the"
                    + " control account.")
        } else if request.customer == nil {
            notes.append(report.reconciliation(locale))
        } else {
            notes.append(
                "These are one customer's items: they are not compared with the control account.")
        }
        return ExportEnding(
            summary: [labels("Total") + all.map { .sum($0) }, labels("Percent of total") + shares],
            notes: notes + report.warnings)
    }

    private func labels(_ label: String) -> [ExportCell] {
        let blank = [ExportCell](repeating: .empty, count: isByInvoice ? 6 : 1)
        return [.empty, .text(label)] + blank
    }
}
