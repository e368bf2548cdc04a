import Formats
import Kernel
import Tenancy

/// Lists of pages as tables to be exported.
enum ListExport {
    // MARK: Customers

    static func document(_ request: CustomerListRequest, _ tenant: Tenant) -> ExportDocument {
        let locale = LocaleFormat(tenant.locale)
        var facts = [
            ExportFact("Company", tenant.name.text),
            ExportFact("As of", locale.format(request.asOf)),
            ExportFact("Currency", tenant.currency.code),
        ]
        switch request.choice {
        case .all: break
        case .open: facts.append(ExportFact("Only", "with open items"))
        case .overdue: facts.append(ExportFact("Only", "overdue"))
        }
        if !request.search.isEmpty { facts.append(ExportFact("Customers with", request.search)) }
        return ExportDocument(title: "Customers", facts: facts, locale: locale)
    }

    static func customers(_ tenant: Tenant) -> ExportSection {
        let amount = ExportColumn.Kind.amount(decimals: tenant.currency.decimals)
        return ExportSection(
            name: "Customers",
            columns: [
                ExportColumn("Id", name: "customer_id", .integer, for: .programs),
                ExportColumn("Customer", name: "customer", .text),
                ExportColumn("Code", name: "code", .text),
                ExportColumn("Currency", name: "currency", .text, for: .programs),
                ExportColumn("Overdue", name: "overdue", amount),
                ExportColumn("Balance", name: "balance", amount),
                ExportColumn("Open invoices", name: "open_invoices", .integer),
            ], emptyNote: "No customer was found.")
    }

    static func cells(_ row: CustomerList.Row, _ tenant: Tenant) -> [ExportCell] {
        [
            .integer(row.customer.id.rawValue), .text(row.customer.name),
            .text(row.customer.code), .text(tenant.currency.code), .amount(row.overdue),
            .amount(row.balance), .integer(row.openInvoices),
        ]
    }

    static func ending(overdue: Int64, balance: Int64) -> ExportEnding {
        ExportEnding(
            summary: [
                [.empty, .text("Total"), .empty, .empty, .sum(overdue), .sum(balance), .empty]
            ]
        )
    }

    // MARK: Movements of a document

    static func document(_ record: DocumentRecord, _ tenant: Tenant) -> ExportDocument {
        let locale = LocaleFormat(tenant.locale)
        return ExportDocument(
            title: "\(record.kind.name) \(record.number)",
            facts: [
                ExportFact("Company", tenant.name.text),
                ExportFact("Customer", record.customer.name),
                ExportFact("Date", locale.format(record.date)),
                ExportFact("Due", locale.format(record.dueDate)),
                ExportFact("As of", locale.format(record.asOf)),
                ExportFact(
                    "Open then",
                    locale.format(Money(minorUnits: record.open, currency: record.currency))),
            ], locale: locale)
    }

    static func movements(_ record: DocumentRecord, _ tenant: Tenant) -> ExportSection {
        let amount = ExportColumn.Kind.amount(decimals: record.currency.decimals)
        let base = ExportColumn.Kind.amount(decimals: tenant.currency.decimals)
        let code = tenant.currency.code
        return ExportSection(
            name: "Movements",
            columns: [
                ExportColumn("Effective", name: "effective", .date),
                ExportColumn("Kind", name: "kind", .text, for: .programs),
                ExportColumn("Movement", .text, for: .people),
                ExportColumn("Cause", name: "cause", .text),
                ExportColumn("Part", name: "instalment", .integer),
                ExportColumn("Other document", name: "other_document", .text),
                ExportColumn("Currency", name: "currency", .text, for: .programs),
                ExportColumn("Amount \(record.currency.code)", name: "amount", amount),
                ExportColumn("Balance \(record.currency.code)", name: "balance", amount),
                ExportColumn("Amount in \(code)", name: "base_amount", base),
                ExportColumn("Balance in \(code)", name: "base_balance", base),
                ExportColumn("Recorded", name: "recorded_at", .text),
            ])
    }

    static func cells(_ movement: DocumentMovement, _ record: DocumentRecord) -> [ExportCell] {
        [
            .date(movement.effectiveOn), .text(movement.kind.code.description),
            .text(movement.kind.name), .text(movement.cause.name ?? ""),
            .integer(Int64(movement.instalment)), .text(movement.otherNumber ?? ""),
            .text(record.currency.code), .amount(movement.amount), .amount(movement.balance),
            .amount(movement.baseAmount), .amount(movement.baseBalance),
            .text(movement.recordedAt.description),
        ]
    }
}
