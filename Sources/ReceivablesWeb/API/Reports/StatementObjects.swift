import Formats
import Kernel
import Receivables
import WebSupport

/// The objects of the API's answers about statements of account.
enum StatementObjects {
    /// A line with the currency of its amounts.
    typealias Line = (line: StatementLine, currency: Currency)

    private static let line = APIObject<Line>(
        "StatementLine", "What moved the balance, and the balance behind it.",
        [
            .optionalID("document_id", "The document.") { $0.line.documentID },
            .text("document", "The document's number.", .text(0...200, example: "R-1042")) {
                $0.line.document
            },
            .text(
                "kind", "What moved it.",
                .words(MovementKind.allCases.map { "\($0.code)" })
            ) { "\($0.line.kind.code)" },
            .date("date", "The day on which it counts.") { $0.line.date },
            .date("due_date", "When the document is due.") { $0.line.dueDate },
            .money("amount", "By how much; with a minus what lowers the balance.") {
                Money(minorUnits: $0.line.amount, currency: $0.currency)
            },
            .money("balance", "What is owed behind it.") {
                Money(minorUnits: $0.line.balance, currency: $0.currency)
            },
        ])

    private static let statement = APIObject<Statement>(
        "Statement", "What moved a customer's balance in one currency.",
        [
            .text("currency", "The ISO 4217 code.", .currency) { $0.currency.code },
            .date("from", "The first day.") { $0.from },
            .date("to", "The last day.") { $0.to },
            .money("opening", "The balance before the first day.") {
                Money(minorUnits: $0.opening, currency: $0.currency)
            },
            .list("lines", "What moved it.", line) { statement in
                statement.lines.map { ($0, statement.currency) }
            },
            .money("closing", "The balance behind the last day.") {
                Money(minorUnits: $0.closing, currency: $0.currency)
            },
        ])

    static let statements = APIObject<(customer: Customer, statements: [Statement])>(
        "Statements", "A customer's statement of account.",
        [
            .id("customer_id", "The customer.") { $0.customer.id },
            .text("customer", "Its name.", .text(0...1_000, example: "Acme Ltd")) {
                $0.customer.name
            },
            .list("items", "One for each currency.", statement) { $0.statements },
        ])
}
