import Formats
import Kernel

/// The tables of a statement of account in one currency.
struct AccountTables {
    let code: String
    let decimals: Int

    private var amount: ExportColumn.Kind { .amount(decimals: decimals) }

    // MARK: Open items

    var openItems: ExportSection {
        ExportSection(
            name: "Open items \(code)",
            columns: [
                ExportColumn("Document", .text), ExportColumn("Kind", .text),
                ExportColumn("Date", .date), ExportColumn("Due", .date),
                ExportColumn("Days overdue", .integer), ExportColumn("Open", amount),
            ], isInCSV: false, emptyNote: "Nothing is open.")
    }

    func cells(ofOpen row: AgingRow) -> [ExportCell] {
        guard let item = row.item else { return [] }
        return [
            .text(item.document), .text(item.kind.name), .date(item.documentDate),
            .date(item.dueDate),
            item.daysPastDue > 0 ? .integer(Int64(item.daysPastDue)) : .empty, .amount(row.total),
        ]
    }

    func openEnding(total: Int64) -> ExportEnding {
        ExportEnding(summary: [[.text("Total"), .empty, .empty, .empty, .empty, .sum(total)]])
    }

    // MARK: Movements

    var movements: ExportSection {
        ExportSection(name: "Movements \(code)", columns: movementColumns)
    }

    var movementColumns: [ExportColumn] {
        [
            ExportColumn("Customer", name: "customer", .text, for: .programs),
            ExportColumn("Currency", name: "currency", .text, for: .programs),
            ExportColumn("Date", name: "date", .date),
            ExportColumn("Kind", name: "kind", .text, for: .programs),
            ExportColumn("Movement", .text, for: .people),
            ExportColumn("Document", name: "document", .text),
            ExportColumn("Due", name: "due_date", .date),
            ExportColumn("Amount", name: "amount", amount),
            ExportColumn("Balance", name: "balance", amount),
        ]
    }

    func cells(ofOpening statement: Statement) -> [ExportCell] {
        [
            .text(statement.customer.name), .text(code), .date(statement.from),
            .text("balance_brought_forward"), .text("Brought forward"), .empty, .empty, .empty,
            .amount(statement.opening),
        ]
    }

    func cells(of line: StatementLine, _ statement: Statement) -> [ExportCell] {
        [
            .text(statement.customer.name), .text(code), .date(line.date),
            .text(line.kind.code.description), .text(line.kind.name), .text(line.document),
            .date(line.dueDate), .amount(line.amount), .amount(line.balance),
        ]
    }

    func movementsEnding(_ statement: Statement, notes: [String]) -> ExportEnding {
        // The difference of two sums that fit; between opposite extremes it might not.
        let (moved, overflow) = statement.closing.subtractingReportingOverflow(statement.opening)
        return ExportEnding(
            summary: [
                [
                    .empty, .empty, .date(statement.to), .empty, .text("Balance"), .empty, .empty,
                    overflow ? .empty : .sum(moved), .amount(statement.closing),
                ]
            ], notes: notes)
    }

    // MARK: Aging

    func aging(_ limits: AgingLimits) -> ExportSection {
        ExportSection(
            name: "Aging \(code)",
            columns: limits.names.map { ExportColumn($0, amount) } + [
                ExportColumn("Total", amount)
            ],
            isInCSV: false)
    }
}
