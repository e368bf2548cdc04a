import Formats
import Kernel

/// Lists of documents and of receipts: one row each, or several with their items.
extension TableConversion {
    mutating func takeDocument(
        _ row: TableRow, _ first: Int, _ label: String, _ writer: inout CanonicalListWriter
    ) throws {
        if openPairs(row) { return }
        let amounts = amounts(row)
        if isDocument(row, first, label) {
            rows += 1
            guard isOfReceivables(row), isOwed(row) else { return }
            settleHeading(row)
            openCustomer(row)
            count(amounts)
            try writeDocument(row, &writer)
            return
        }
        let hasAmounts = amounts.contains { $0 != nil }
        if let total = TotalLabel(label), hasAmounts || isKnown(total) {
            takeTotal(total, row, amounts, text: label)
            return
        }
        let filled = row.filled.count
        if hasAmounts {
            if isUnlabelledTotal(amounts) || isTotalOfCustomer(row, amounts) { return }
            if context.rule.headingsHaveAmounts { return open(row, first, label) }
            rows += 1
            reject(
                row, column: "", value: label,
                reason: "The row has an amount, but neither a number nor a date.")
        } else if filled == 1, isFooter(row, label) {
            return
        } else if context.rule.sections == .headings, filled <= 3 {
            open(row, first, label)
        } else {
            rows += 1
            reject(
                row, column: "", value: label,
                reason: "The row has no number, no date and no amount.")
        }
    }

    /// Without amounts it is a heading that looks like a total, such as that of a customer
    /// called “Total Wine”, unless the section that it names is open.
    private func isKnown(_ total: TotalLabel) -> Bool {
        switch total {
        case .section(let key): stack.index(of: key) != nil
        case .share: true
        case .grand, .current: false
        }
    }

    /// A document has a date or a number where these belong; a heading or a total may stand in
    /// their columns, but alone.
    private func isDocument(_ row: TableRow, _ first: Int, _ label: String) -> Bool {
        guard row.cells.count > first + 1 else { return false }
        if dateColumn >= 0, ConversionContext.isDate(row.cell(dateColumn)) { return true }
        if dueColumn >= 0, ConversionContext.isDate(row.cell(dueColumn)) { return true }
        guard numberColumn >= 0, !row.cell(numberColumn).isEmpty else { return false }
        if numberColumn != first { return true }
        guard TotalLabel(label) == nil else { return false }
        return context.rule.fillsCustomerDown && stack.customer != nil
            || !row.cell(context.map.index(.customer)).isEmpty
    }

    private mutating func writeDocument(
        _ row: TableRow, _ writer: inout CanonicalListWriter
    ) throws {
        let map = context.map
        canonical.clear()
        canonical.line = row.line
        for (field, column) in map.fields where !Self.derived.contains(field) {
            let cell = row.cell(column)
            canonical[field] = Self.marked.contains(field) ? cell.marked : cell.shown
        }
        fillRate(row)
        fillCustomer(row)
        if canonical[.currency].isEmpty {
            canonical[.currency] = context.currency(row, section: stack.currency)
        }
        if context.list == .receipts {
            if fillReceipt(row) { try writer.write(canonical) }
            return
        }
        guard fillBucket(row) else { return }
        let amount = AmountPair(row.cell(map.index(.amount)))
        let open = AmountPair(row.cell(map.index(.open)))
        guard fillType(row, amount, open), fillStatus(row, amount, open), isPlain(row) else {
            return
        }
        try merger.take(canonical, amount: amount, to: &writer)
    }

    /// - Returns: false for what was paid to suppliers, and for payments that failed.
    private mutating func fillReceipt(_ row: TableRow) -> Bool {
        let amount = AmountPair(row.cell(context.map.index(.receiptAmount)))
        let type = row.cell(context.map.index(.type)).shown
        let kind = context.header.index(of: context.rule.appliedKinds).map { row.cell($0).shown }
        if let kind, !kind.isEmpty,
            DocumentTypeName.meaning(kind) != .type(DocumentTypeName.invoice)
        {
            for field in [ImportField.appliedTo, .appliedAmount, .appliedDate] {
                canonical[field] = ""
            }
        }
        switch DocumentTypeName.meaning(type) {
        // Some say what was paid instead: an invoice.
        case .type(DocumentTypeName.invoice)?: canonical[.type] = DocumentTypeName.payment
        case .type(let ours)?: canonical[.type] = ours
        case .payable?: return leaveOut("documents of suppliers", amount)
        default: canonical[.type] = type
        }
        switch DocumentStatusName.meaning(row.cell(context.map.index(.status)).shown) {
        case .draft?, .void?, .deleted?: return leaveOut("void or not final", amount)
        default: return true
        }
    }

    /// Fields whose cells are not simply copied.
    private static let derived: Set<ImportField> = [.type, .settledDate]
    /// Amounts and dates, whose numbers are marked as exact.
    private static let marked: Set<ImportField> = [
        .amount, .open, .paid, .documentDate, .dueDate, .receiptAmount, .receiptDate,
        .appliedAmount, .appliedDate, .rate, .baseAmount,
    ]

    /// The customer of this row holds for those below it that name none.
    private mutating func openCustomer(_ row: TableRow) {
        guard context.rule.fillsCustomerDown else { return }
        let own = row.cell(context.map.index(.customer)).shown
        guard !own.isEmpty, stack.top?.label != own else { return }
        carried = own
        stack.open(
            own, name: row.cell(context.map.index(.customerName)).shown, level: 0,
            kind: .customer,
            isClosedByTotal: context.closedKeys.contains(TotalLabel.key(own)))
    }

    /// A row that repeats the customer, but has neither a number nor a date, sums up its rows.
    private mutating func isTotalOfCustomer(_ row: TableRow, _ amounts: [AmountPair?]) -> Bool {
        guard let top = stack.top, top.rows > 0,
            row.cell(context.map.index(.customer)).shown == top.label
        else { return false }
        takeTotal(.current, row, amounts, text: top.label)
        return true
    }

    /// Whether a booking is on an account that counts; rows of other lists always are.
    func isOfReceivables(_ row: TableRow) -> Bool {
        guard let accounts = context.rule.accounts,
            let column = context.header.index(of: accounts.column)
        else { return true }
        return accounts.names.contains(HeaderName.normalized(row.cell(column).shown))
    }

    private mutating func fillCustomer(_ row: TableRow) {
        guard canonical[.customer].isEmpty else { return }
        if let customer = stack.customer {
            canonical[.customer] = customer.code
            if canonical[.customerName].isEmpty { canonical[.customerName] = customer.name }
            if context.rule.fillsCustomerDown, customer.code == carried {
                filledDown += 1
            }
        } else if context.rule.form.id == "xero-aging-by-contact" {
            // The report is of one contact, whom only its title names.
            canonical[.customer] = context.titles.company ?? ""
        }
    }

    /// - Returns: false for a row that is no document of receivables.
    private mutating func fillType(
        _ row: TableRow, _ amount: AmountPair?, _ open: AmountPair?
    ) -> Bool {
        let text = row.cell(context.map.index(.type)).shown
        var type = text.isEmpty ? context.rule.type ?? "" : text
        switch DocumentTypeName.meaning(type) {
        case .type(let ours)?: type = ours
        case .cashSale?:
            return leaveOut("sales that were paid at once", amount ?? open)
        case .notPosted?:
            return leaveOut("estimates, orders and others that are not owed", amount ?? open)
        case .payable?:
            return leaveOut("documents of suppliers", amount ?? open)
        case nil: type = guessedType(type)
        }
        if context.rule.accounts != nil, let value = amount?.point ?? amount?.comma {
            type = value < 0 ? DocumentTypeName.payment : DocumentTypeName.invoice
            if value < 0 {
                canonical[.appliedTo] = canonical[.number]
                canonical[.number] = bookingNumbers.number(
                    canonical[.customer], type, canonical[.number],
                    on: BookingNumbers.day(canonical[.documentDate]),
                    BookingNumbers.amount(amount ?? .zero, context.style))
            }
        }
        if DocumentTypeName.meaning(canonical[.number]) == .type(DocumentTypeName.openingBalance) {
            type = DocumentTypeName.openingBalance
            if (open ?? amount)?.isZero ?? true {
                rows -= 1
                return false
            }
        }
        canonical[.type] = type
        if context.rule.printsCreditsPositive,
            [DocumentTypeName.creditMemo, DocumentTypeName.payment].contains(type)
        {
            negate(.amount, amount)
            negate(.open, open)
            negate(.paid, AmountPair(row.cell(context.map.index(.paid))))
        }
        return true
    }

    private mutating func negate(_ field: ImportField, _ amount: AmountPair?) {
        guard let amount, let value = amount.point ?? amount.comma, value > 0 else { return }
        canonical[field] = canonical[field].negatedAmount
    }

    /// - Returns: false for a draft, and for what was voided or deleted.
    private mutating func fillStatus(
        _ row: TableRow, _ amount: AmountPair?, _ open: AmountPair?
    ) -> Bool {
        let map = context.map
        let meaning = DocumentStatusName.meaning(canonical[.status])
        switch meaning {
        case .draft?: return leaveOut("drafts", open ?? amount)
        case .void?: return leaveOut("void", open ?? amount)
        case .deleted?: return leaveOut("deleted", open ?? amount)
        case .partial? where map.index(.open) < 0 && map.index(.paid) < 0:
            if partlyPaid.count < Self.seenKeysMax { partlyPaid.insert(canonical[.number]) }
        case .settled?, .partial?, nil: break
        }
        let settled = row.cell(map.index(.settledDate))
        let isPaid =
            meaning == .settled || open?.isZero ?? false
            || map.index(.status) < 0 && map.index(.open) < 0
        if context.list == .history, !settled.isEmpty, isPaid {
            canonical[.settledDate] = settled.marked
        } else if meaning == .settled, map.index(.open) < 0, map.index(.paid) < 0 {
            // Paid, but the list does not say when.
            canonical[.open] = "#0"
        }
        return true
    }

    private mutating func leaveOut(_ phrase: String, _ amount: AmountPair?) -> Bool {
        let key = phrase + "\u{1F}" + canonical[.customer] + "\u{1F}" + canonical[.number]
        let hasItems = context.rule.items != .none && !canonical[.number].isEmpty
        let isFurther = hasItems && leftOutKeys.contains(key)
        if hasItems, leftOutKeys.count < Self.seenKeysMax { leftOutKeys.insert(key) }
        if !isFurther || context.rule.items == .summed {
            notes.leaveOut(phrase, amount: amount ?? .zero, isFurther: isFurther)
        }
        return false
    }

    /// - Returns: false when a cell explains itself instead of holding a value only.
    private mutating func isPlain(_ row: TableRow) -> Bool {
        for field in context.rule.plainFields {
            let column = context.map.index(field)
            let text = row.cell(column).shown
            guard let bracket = text.firstIndex(of: "("), bracket > text.startIndex,
                text[bracket...].count(where: { $0.isLetter }) > 2
            else { continue }
            reject(
                row, column: context.name(column), value: text,
                reason: "An explanation stands beside the value; only the value may.")
            return false
        }
        return true
    }
}
