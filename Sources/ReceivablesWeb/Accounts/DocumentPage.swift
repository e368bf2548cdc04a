import Kernel
import Receivables
import Tenancy
import WebSupport

/// A document's page: what its template shows, formatted.
struct DocumentPage {
    struct Figure {
        let label: String
        let value: String
        let style: String
        let note: String
    }

    struct Fact {
        let name: String
        let value: String
        /// nil where it leads nowhere.
        let link: String?
    }

    struct Instalment {
        let number: Int
        let dueDate: String
        let amount: AmountCell
        let open: AmountCell
    }

    let layout: PageLayout
    let kind: String
    let number: String
    let customer: String
    let customerLink: String
    let status: DocumentBadge
    let isDateAssumed: Bool
    let figures: [Figure]
    let facts: [Fact]
    let instalments: [Instalment]
    let hasInstalments: Bool
    let movements: DocumentMovements
    let journal: DocumentJournal

    init(
        _ record: DocumentRecord, of question: DocumentQuestion, today: LocalDate,
        tenant: Tenant, layout: PageLayout
    ) {
        let figures = AccountFigures(tenant)
        let paths = AccountPaths(asOf: question.asOf, today: today)
        self.layout = layout
        kind = record.kind.name
        number = record.number
        customer = record.customer.name
        customerLink = paths.customer(record.customer.id)
        status = DocumentBadge(
            isVoid: record.status == .void, isDisputed: record.isDisputed, open: record.open,
            dueDate: record.oldestOpenDue ?? record.dueDate, asOf: record.asOf)
        isDateAssumed = record.isDateAssumed
        self.figures = Self.figures(record, figures)
        facts = Self.facts(record, figures)
        instalments = record.instalments.map { part in
            Instalment(
                number: part.number, dueDate: figures.date(part.dueDate),
                amount: figures.cell(part.amount, record.currency),
                open: figures.cell(part.open, record.currency))
        }
        hasInstalments = !instalments.isEmpty
        movements = DocumentMovements(record, of: question, paths, figures)
        journal = DocumentJournal(record, paths, figures)
    }

    private static func figures(
        _ record: DocumentRecord, _ figures: AccountFigures
    ) -> [Figure] {
        let isForeign = record.currency != figures.currency
        func note(_ minorUnits: Int64) -> String {
            isForeign ? "\(figures.money(minorUnits)) at the document's rate" : ""
        }
        return [
            Figure(
                label: "Amount", value: figures.money(record.amount, record.currency),
                style: record.amount < 0 ? "negative" : "", note: note(record.baseAmount)),
            Figure(
                label: "Open", value: figures.money(record.open, record.currency),
                style: record.open < 0 ? "negative" : "",
                note: isForeign
                    ? figures.money(record.baseOpen) : "as of \(figures.date(record.asOf))"),
            due(record, figures),
        ]
    }

    private static func due(_ record: DocumentRecord, _ figures: AccountFigures) -> Figure {
        let due = record.oldestOpenDue ?? record.dueDate
        let days = due.days(until: record.asOf)
        let note =
            switch (record.open, days) {
            case (0, _): "nothing is open"
            case (..<0, _): "not applied yet"
            case (_, 0): "due today"
            case (_, 1...): "\(figures.days(days)) overdue"
            default: "in \(figures.days(-days))"
            }
        return Figure(label: "Due", value: figures.date(due), style: "", note: note)
    }

    private static func facts(_ record: DocumentRecord, _ figures: AccountFigures) -> [Fact] {
        var facts = [
            Fact(name: "Date", value: figures.date(record.date), link: nil),
            Fact(name: "Due", value: figures.date(record.dueDate), link: nil),
        ]
        if let terms = record.terms {
            facts.append(Fact(name: "Customer's terms", value: terms, link: nil))
        }
        if let reference = record.reference, !reference.isEmpty {
            facts.append(Fact(name: "Reference", value: reference, link: nil))
        }
        facts.append(Fact(name: "Recorded", value: figures.time(record.recordedAt), link: nil))
        if let origin = record.origin {
            facts.append(
                Fact(
                    name: "Came from", value: origin.fileName,
                    link: "\(AccountPaths.imports)\(origin.importID)/"))
        } else {
            facts.append(Fact(name: "Came from", value: "Posted here", link: nil))
        }
        return facts
    }
}
