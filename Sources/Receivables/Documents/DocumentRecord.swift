package import Kernel

/// A document as its page shows it on a day, with everything that ever moved it.
package struct DocumentRecord: Sendable {
    package enum Status: Int16, Sendable {
        case draft = 0
        case posted = 1
        case void = 2
    }

    /// A part of the amount with a due date of its own, and what is open of it.
    package struct Instalment: Sendable, Equatable {
        package let number: Int
        package let dueDate: LocalDate
        package let amount: Int64
        package let open: Int64

        package init(number: Int, dueDate: LocalDate, amount: Int64, open: Int64) {
            self.number = number
            self.dueDate = dueDate
            self.amount = amount
            self.open = open
        }
    }

    /// The import that brought it.
    package struct Origin: Sendable, Equatable {
        package let importID: Int64
        package let fileName: String

        package init(importID: Int64, fileName: String) {
            self.importID = importID
            self.fileName = fileName
        }
    }

    package let id: DocumentID
    package let asOf: LocalDate
    package let kind: DocumentKind
    package let number: String
    package let reference: String?
    package let customer: Customer
    package let terms: String?
    package let date: LocalDate
    package let isDateAssumed: Bool
    package let dueDate: LocalDate
    package let currency: Currency
    /// Minor units of the document's currency, as `open` is.
    package let amount: Int64
    package let baseAmount: Int64
    package let open: Int64
    package let baseOpen: Int64
    /// When the oldest part that is open is, or was, due.
    package let oldestOpenDue: LocalDate?
    package let status: Status
    package let isDisputed: Bool
    package let recordedAt: Instant
    package let origin: Origin?
    package let instalments: [Instalment]
    /// Those of the page asked for.
    package let movements: [DocumentMovement]
    package let movementCount: Int
    package let journal: [JournalLine]
    /// Whether there are more journal lines than are shown.
    package let hasMoreJournal: Bool

    /// How late what is open is; 0 when nothing is open or nothing is late.
    package var daysOverdue: Int {
        guard open > 0, let oldestOpenDue else { return 0 }
        return max(0, oldestOpenDue.days(until: asOf))
    }
}
