import Kernel
import Receivables
import WebSupport

/// A customer's statement of account on its page: the form for its time, and what it says.
struct CustomerStatement {
    struct Line {
        let date: String
        let kind: String
        /// nil for an invoice, which most of them are.
        let unusualKind: String?
        let number: String
        let link: String?
        let dueDate: String
        let amount: AmountCell
        let balance: AmountCell
    }

    struct Section {
        let currency: String
        let from: String
        let to: String
        let opening: AmountCell
        let lines: [Line]
        let closing: AmountCell
    }

    static let usualMonths = 3

    let action: String
    let from: String
    let to: String
    let asOf: String?
    /// What is wrong with the time asked for; nil when nothing is.
    let error: String?
    let exports: ExportLinks
    let sections: [Section]
    let isEmpty: Bool

    init(
        _ statements: [Statement], of customer: CustomerID, from: LocalDate, to: LocalDate,
        paths: AccountPaths, _ figures: AccountFigures
    ) {
        action = "\(AccountPaths.customers)\(customer)/"
        self.from = from.description
        self.to = to.description
        asOf = paths.asOf?.description
        error = from > to ? AgingError.dateRange.userMessage : nil
        exports = ExportLinks(of: "Statement") { ending in
            AccountPaths.statement(customer, ending, from: from, to: to)
        }
        sections = statements.map { Self.section($0, paths, figures) }
        isEmpty = sections.isEmpty && error == nil
    }

    private static func section(
        _ statement: Statement, _ paths: AccountPaths, _ figures: AccountFigures
    ) -> Section {
        let currency = statement.currency
        return Section(
            currency: currency.code, from: figures.date(statement.from),
            to: figures.date(statement.to), opening: figures.cell(statement.opening, currency),
            lines: statement.lines.map { line in
                Line(
                    date: figures.date(line.date), kind: line.kind.name,
                    unusualKind: line.kind == .invoice ? nil : line.kind.name,
                    number: line.document,
                    link: line.documentID.map { paths.document($0) },
                    dueDate: figures.date(line.dueDate),
                    amount: figures.cell(line.amount, currency),
                    balance: figures.cell(line.balance, currency))
            },
            closing: figures.cell(statement.closing, currency))
    }
}
