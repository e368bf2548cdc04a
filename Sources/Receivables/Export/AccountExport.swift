import Formats
import Kernel
import Tenancy

/// The lists of a customer's page as tables to be exported: what is said of them, their columns
/// and cells.
struct AccountExport {
    let tenant: Tenant
    let customer: Customer
    let asOf: LocalDate

    private var locale: LocaleFormat { LocaleFormat(tenant.locale) }
    private var code: String { tenant.currency.code }

    func document(_ list: AccountList) -> ExportDocument {
        var facts = [
            ExportFact("Company", tenant.name.text), ExportFact("Customer", customer.name),
            ExportFact("Code", customer.code),
        ]
        // Movements and notes are all there are, whatever the day.
        if list == .openItems || list == .documents {
            facts.append(ExportFact("As of", locale.format(asOf)))
        }
        return ExportDocument(title: list.title, facts: facts, locale: locale)
    }

    // MARK: Open items

    static let summedOfItems = [9, 10]

    func items(in currency: Currency) -> ExportSection {
        let amount = ExportColumn.Kind.amount(decimals: currency.decimals)
        return ExportSection(
            name: "Open items \(currency.code)",
            columns: [
                ExportColumn("Document", name: "document", .text),
                ExportColumn("Kind", name: "kind", .text),
                ExportColumn("Part", name: "instalment", .integer),
                ExportColumn("Date", name: "document_date", .date),
                ExportColumn("Due", name: "due_date", .date),
                ExportColumn("Days late", name: "days_past_due", .integer),
                ExportColumn("Disputed", name: "disputed", .text),
                ExportColumn("Currency", name: "currency", .text, for: .programs),
                ExportColumn("Amount", name: "amount", amount),
                ExportColumn("Open", name: "open", amount),
                ExportColumn(
                    "Open in \(code)", name: "open_base",
                    .amount(decimals: tenant.currency.decimals),
                    for: currency == tenant.currency ? .programs : .all),
            ], emptyNote: "Nothing is open.")
    }

    func cells(_ item: AccountItem) -> [ExportCell] {
        let days = item.dueDate.days(until: asOf)
        return [
            .text(item.number), .text(item.kind.name), .integer(Int64(item.instalment)),
            .date(item.date), .date(item.dueDate), days > 0 ? .integer(Int64(days)) : .empty,
            .text(item.isDisputed ? "Disputed" : ""), .text(item.currency.code),
            .amount(item.documentAmount), .amount(item.open), .amount(item.baseOpen),
        ]
    }

    func balance(_ minorUnits: Int64) -> String {
        let money = Money(minorUnits: minorUnits, currency: tenant.currency)
        return "Balance in \(code): \(locale.format(money))"
    }

    // MARK: Documents

    static let summedOfDocuments = [7]

    func documents(in currency: Currency) -> ExportSection {
        let amount = ExportColumn.Kind.amount(decimals: currency.decimals)
        return ExportSection(
            name: "Documents \(currency.code)",
            columns: [
                ExportColumn("Document", name: "document", .text),
                ExportColumn("Kind", name: "kind", .text),
                ExportColumn("Date", name: "document_date", .date),
                ExportColumn("Due", name: "due_date", .date),
                ExportColumn("Status", name: "status", .text),
                ExportColumn("Currency", name: "currency", .text, for: .programs),
                ExportColumn("Amount", name: "amount", amount),
                ExportColumn("Open", name: "open", amount),
            ], emptyNote: "There are no documents.")
    }

    func cells(_ document: AccountDocument) -> [ExportCell] {
        let standing = DocumentStanding(
            isVoid: document.isVoid, isDisputed: document.isDisputed, open: document.open,
            dueDate: document.dueDate, asOf: asOf)
        return [
            .text(document.number), .text(document.kind.name), .date(document.date),
            .date(document.dueDate), .text(standing.name), .text(document.currency.code),
            .amount(document.amount), .amount(document.open),
        ]
    }

    // MARK: Movements

    static let labelOfMovements = 2
    static let summedOfMovements = [7]

    func movements(in currency: Currency) -> ExportSection {
        let amount = ExportColumn.Kind.amount(decimals: currency.decimals)
        return ExportSection(
            name: "Movements \(currency.code)",
            columns: [
                ExportColumn("Effective", name: "effective", .date),
                ExportColumn("Kind", name: "kind", .text, for: .programs),
                ExportColumn("Movement", .text, for: .people),
                ExportColumn("Cause", name: "cause", .text),
                ExportColumn("Document", name: "document", .text),
                ExportColumn("From", name: "other_document", .text),
                ExportColumn("Currency", name: "currency", .text, for: .programs),
                ExportColumn("Amount", name: "amount", amount),
                ExportColumn("Applied", name: "applied", amount),
                ExportColumn("Recorded", name: "recorded_at", .text),
            ], emptyNote: "Nothing has happened yet.")
    }

    /// What is applied moves nothing on the account: it has a column of its own.
    func cells(_ movement: AccountMovement) -> [ExportCell] {
        let isAllocation = movement.kind == .allocation
        return [
            .date(movement.effectiveOn), .text(movement.kind.code.description),
            .text(movement.kind.name), .text(movement.cause.name ?? ""),
            .text(movement.number), .text(movement.otherNumber ?? ""),
            .text(movement.currency.code), isAllocation ? .empty : .amount(movement.amount),
            isAllocation ? .amount(0 &- movement.amount) : .empty,
            .text(movement.recordedAt.description),
        ]
    }

    // MARK: Notes

    var notes: ExportSection {
        ExportSection(
            name: "Notes",
            columns: [
                ExportColumn("Recorded", name: "recorded_at", .text),
                ExportColumn("By", name: "author", .text),
                ExportColumn("Note", name: "note", .prose),
            ], emptyNote: "Nobody has written a note yet.")
    }

    func cells(_ note: Note) -> [ExportCell] {
        [.text(note.recordedAt.description), .text(note.author), .text(note.text)]
    }
}
