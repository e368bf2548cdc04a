package import Formats
import Kernel

extension Statement {
    /// Appends a customer's statements as one table: for each currency a row with the opening
    /// balance, then a row a movement, whose last balance is the closing one.
    ///
    /// - Throws: what the writer's sink throws.
    package static func appendCSV(_ statements: [Statement], to csv: inout CSVWriter) throws {
        try csv.row([
            "customer", "currency", "date", "kind", "document", "due_date", "amount", "balance",
        ])
        for statement in statements {
            try statement.appendOpening(to: &csv)
            for line in statement.lines { try statement.append(line, to: &csv) }
        }
        try csv.flush()
    }

    private func appendOpening(to csv: inout CSVWriter) throws {
        csv.text(customer.name)
        csv.text(currency.code)
        csv.date(from)
        csv.text("balance_brought_forward")
        csv.empty()
        csv.empty()
        csv.empty()
        csv.number(minorUnits: opening, decimals: currency.decimals)
        try csv.endRow()
    }

    private func append(_ line: StatementLine, to csv: inout CSVWriter) throws {
        csv.text(customer.name)
        csv.text(currency.code)
        csv.date(line.date)
        csv.text(line.kind.code.description)
        csv.text(line.document)
        csv.date(line.dueDate)
        csv.number(minorUnits: line.amount, decimals: currency.decimals)
        csv.number(minorUnits: line.balance, decimals: currency.decimals)
        try csv.endRow()
    }
}
