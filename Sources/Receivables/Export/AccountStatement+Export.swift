package import Formats
import Kernel

extension AccountStatement {
    /// Writes the statement: a letter on paper, a sheet for each table of a workbook; a CSV file
    /// has the movements.
    ///
    /// - Throws: what the writer throws.
    package func write(to writer: any ExportWriter) throws {
        let locale = LocaleFormat(tenant.locale)
        try writer.begin(document(locale))
        if accounts.isEmpty {
            let columns = AccountTables(code: tenant.currency.code, decimals: 2).movementColumns
            try writer.begin(
                ExportSection(
                    name: "Movements", columns: columns,
                    emptyNote: "There are no documents until \(locale.format(to))."))
            try writer.end(ExportEnding())
        }
        for account in accounts { try write(account, locale, to: writer) }
        try writer.finish()
    }

    private func document(_ locale: LocaleFormat) -> ExportDocument {
        let period = "\(from.map(locale.format) ?? "beginning") to \(locale.format(to))"
        return ExportDocument(
            title: "Statement of account",
            facts: [
                ExportFact("Date", locale.format(to)), ExportFact("Customer", customer.code),
                ExportFact("Period", period),
            ],
            locale: locale,
            letter: ExportLetter(
                sender: tenant.name.text, addressee: [customer.name] + contact,
                opening: [opening(locale)]))
    }

    /// What is open and what of it is late, in one sentence for each currency.
    private func opening(_ locale: LocaleFormat) -> String {
        let sentences = accounts.map { sentence($0, locale) }
        return sentences.isEmpty
            ? "As of \(locale.format(to)) there is nothing on your account."
            : sentences.joined(separator: " ")
    }

    private func sentence(_ account: Account, _ locale: LocaleFormat) -> String {
        let currency = account.statement.currency
        func money(_ sum: Int128) -> String {
            locale.format(Money(minorUnits: Int64(clamping: sum), currency: currency))
        }
        func sum(_ items: [AgingRow]) -> Int128 { items.reduce(0) { $0 + Int128($1.total) } }
        let invoices = account.openItems.filter { $0.total > 0 }
        let credits = sum(account.openItems.filter { $0.total < 0 })
        let late = sum(invoices.filter { ($0.item?.daysPastDue ?? 0) > 0 })
        var text =
            "As of \(locale.format(to)) your account shows a balance of"
            + " \(money(Int128(account.statement.closing)))"
        // What is late is a part of the invoices; with credits it may be more than the balance.
        if credits < 0 {
            text += ": open invoices of \(money(sum(invoices))) less credits of \(money(-credits))"
        }
        if invoices.isEmpty { return text + "." }
        return late > 0
            ? "\(text). Invoices of \(money(late)) are past their due date."
            : "\(text). Nothing of it is past its due date."
    }

    private func write(
        _ account: Account, _ locale: LocaleFormat, to writer: any ExportWriter
    ) throws {
        let statement = account.statement
        let tables = AccountTables(
            code: statement.currency.code, decimals: statement.currency.decimals)
        try writer.begin(tables.openItems)
        for row in account.openItems { try writer.row(tables.cells(ofOpen: row)) }
        try writer.end(tables.openEnding(total: account.aging.total))

        try writer.begin(tables.movements)
        try writer.row(tables.cells(ofOpening: statement))
        for line in statement.lines { try writer.row(tables.cells(of: line, statement)) }
        try writer.end(
            tables.movementsEnding(
                statement, notes: [reconciliation(account, locale)]))

        try writer.begin(tables.aging(account.limits))
        try writer.row((account.aging.amounts + [account.aging.total]).map { .amount($0) })
        try writer.end(ExportEnding())
    }

    private func reconciliation(_ account: Account, _ locale: LocaleFormat) -> String {
        let currency = account.statement.currency
        let closing = locale.format(
            Money(minorUnits: account.statement.closing, currency: currency))
        if account.isReconciled { return "Balance = open items: \(closing)" }
        let open = locale.format(Money(minorUnits: account.aging.total, currency: currency))
        return "DIFFERENCE: the movements lead to \(closing), the open items add up to \(open)."
    }
}
