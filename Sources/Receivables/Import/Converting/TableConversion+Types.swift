import Formats
import Kernel

/// What rows of lists are by their words for it.
extension TableConversion {
    /// Whether a row can be a document of receivables. In a list of no system in particular, which
    /// does not say that it is of receivables, cheques and expenses are those of a bank account.
    mutating func isOwed(_ row: TableRow) -> Bool {
        guard isInOwnAmounts(row), hasSide(row) else { return false }
        guard context.rule.isGeneral, !context.rule.form.isAging, context.list == .invoices
        else { return true }
        let column = context.map.index(.type)
        let type = row.cell(column).shown
        guard Self.bankTypes.contains(HeaderName.normalized(type)) else { return true }
        reject(
            row, column: context.name(column), value: type,
            reason: "This is a booking of a bank account, not a document of receivables.")
        return false
    }

    /// QuickBooks prints amounts in the home currency; those of a document in another one are in
    /// columns of their own.
    private mutating func isInOwnAmounts(_ row: TableRow) -> Bool {
        let map = context.map
        guard context.rule.form.id.hasPrefix("quickbooks"),
            context.header.index(of: ["exchangerate", "foreignamount"]) != nil,
            !context.header.nameSet.contains("foreignopenbalance"),
            !context.header.nameSet.contains("foreignbalance"), !isOwnCurrency(row)
        else { return true }
        let column = map.index(.currency)
        reject(
            row, column: context.name(column), value: row.cell(column).shown,
            reason: "The amount is in the home currency. Export the report with the column"
                + " “Foreign open balance”.")
        return false
    }

    /// What the amount of a line in another currency is in the tenant's own.
    mutating func fillRate(_ row: TableRow) {
        let map = context.map
        guard context.titleCurrency.isEmpty else {
            // The file's own currency is not the tenant's.
            canonical[.rate] = ""
            canonical[.baseAmount] = ""
            return
        }
        if !canonical[.rate].isEmpty,
            Self.inverseRates.contains(context.header.names[map.index(.rate)])
        {
            canonical[.rate] = "1/" + canonical[.rate]
        }
        guard !map.home.isEmpty, !isOwnCurrency(row) else { return }
        let field: ImportField = canonical[.amount].isEmpty ? .open : .amount
        canonical[.baseAmount] = map.home[field].map { row.cell($0).marked } ?? ""
    }

    /// Rates that say how many units of the line's currency one of the tenant's is.
    private static let inverseRates: Set<String> = ["currencyfactor"]

    private func isOwnCurrency(_ row: TableRow) -> Bool {
        let code = row.cell(context.map.index(.currency)).shown
        return code.isEmpty || code.uppercased() == context.options.currency.code
    }

    private mutating func hasSide(_ row: TableRow) -> Bool {
        let text = row.cell(context.side).shown
        guard !text.isEmpty, BookingSide(text) == nil else { return true }
        reject(
            row, column: context.name(context.side), value: text,
            reason: "This is neither debit nor credit.")
        return false
    }

    /// The row with its amounts as they count: those of the tenant's own currency where there are
    /// two, and what is on the credit side below zero.
    func prepared(_ row: TableRow) -> TableRow {
        let map = context.map
        guard context.side >= 0 || !map.home.isEmpty else { return row }
        var cells = row.cells
        if !map.home.isEmpty, isOwnCurrency(row) {
            for (field, column) in map.home where cells.indices.contains(map.index(field)) {
                cells[map.index(field)] = row.cell(column)
            }
        }
        if BookingSide(row.cell(context.side).shown) == .credit {
            for column in map.tracked {
                guard let pair = AmountPair(row.cell(column)), (pair.point ?? pair.comma ?? 0) > 0
                else { continue }
                switch cells[column] {
                case .text(let text): cells[column] = .text(text.trimmedOfBlanks.negatedAmount)
                case .number(let text): cells[column] = .number(text.negatedAmount)
                case .money(let text, let currency):
                    cells[column] = .money(text.negatedAmount, currency)
                default: break
                }
            }
        }
        return TableRow(sheet: row.sheet, line: row.line, cells: cells, indent: row.indent)
    }

    /// Documents of which nobody says how much of them is paid count as open in full.
    mutating func warnOfPartlyPaid() {
        let count = partlyPaid.count
        guard count > 0 else { return }
        let names = partlyPaid.sorted().prefix(3).joined(separator: ", ")
        notes.warn(
            "\(count) \(count == 1 ? "document is" : "documents are") partly paid, but the file"
                + " does not say how much (\(ImportText.shortened(names, to: 60))); all of"
                + " \(count == 1 ? "it" : "them") counts as open.")
    }

    /// What a type that nobody told us of is by its words: “CREDIT INVOICE” is a credit.
    mutating func guessedType(_ text: String) -> String {
        guard !text.isEmpty, ImportDocumentType(text) == nil else { return text }
        let name = HeaderName.normalized(text)
        let has = { (words: [String]) in words.contains(where: name.contains) }
        if has(["creditsale", "creditcustomer"]) { return DocumentTypeName.invoice }
        if has(Self.refundWords) { return DocumentTypeName.refund }
        if has(Self.creditWords) { return DocumentTypeName.creditMemo }
        if has(Self.paymentWords) { return DocumentTypeName.payment }
        if !has(["invoice", "rechnung"]) {
            notes.warn(
                "The type “\(ImportText.shortened(text, to: 40))” is not known; such lines count as"
                    + " invoices, and as credit notes where their amount is below zero.")
        }
        return text
    }

    private static let creditWords = [
        "credit", "gutschrift", "storno", "avoir", "abono", "notacredito", "returnedgoods",
    ]
    private static let refundWords = ["refund", "rückerstattung", "remboursement", "reembolso"]
    private static let paymentWords = [
        "payment", "receipt", "zahlung", "paiement", "règlement", "onaccount", "acompte",
        "anzahlung",
    ]

    private static let bankTypes: Set<String> = [
        "check", "cheque", "expense", "deposit", "transfer", "creditcardexpense",
        "creditcardcredit", "creditcardcharge", "billpaymentcheck", "creditcardpayment",
        "cashexpense",
    ]
}
