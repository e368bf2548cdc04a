import Formats
import Kernel
import Tenancy

/// Documents that a search found as tables to be exported.
enum SearchExport {
    /// More than anybody looks through.
    static let documentsMax = 50_000

    static func document(_ terms: SearchTerms, _ tenant: Tenant) -> ExportDocument {
        ExportDocument(
            title: "Documents found",
            facts: [
                ExportFact("Company", tenant.name.text), ExportFact("Searched for", terms.text),
            ], locale: LocaleFormat(tenant.locale))
    }

    static func section(in currency: Currency) -> ExportSection {
        ExportSection(
            name: "Documents \(currency.code)",
            columns: [
                ExportColumn("Document", name: "document", .text),
                ExportColumn("Kind", name: "kind", .text),
                ExportColumn("Customer", name: "customer", .text),
                ExportColumn("Code", name: "code", .text, for: .programs),
                ExportColumn("Date", name: "document_date", .date),
                ExportColumn("Status", name: "status", .text),
                ExportColumn("Currency", name: "currency", .text, for: .programs),
                ExportColumn("Amount", name: "amount", .amount(decimals: currency.decimals)),
            ], emptyNote: "No document was found.")
    }

    static func cells(_ found: SearchHits.FoundDocument) -> [ExportCell] {
        [
            .text(found.number), .text(found.kind.name), .text(found.customer.name),
            .text(found.customer.code), .date(found.date), .text(found.isVoid ? "Void" : ""),
            .text(found.currency.code), .amount(found.amount),
        ]
    }

    static let cut = "There are more; only the first \(documentsMax) are listed."
}
