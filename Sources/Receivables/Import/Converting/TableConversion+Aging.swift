import Formats
import Kernel

/// Agings without documents: one row a customer, one column a bucket.
extension TableConversion {
    mutating func takeAging(
        _ row: TableRow, _ first: Int, _ label: String, _ writer: inout CanonicalListWriter
    ) throws {
        let amounts = amounts(row)
        let hasAmounts = amounts.contains { $0 != nil }
        let customerColumn = context.map.index(.customer)
        if let total = TotalLabel(label), isTotal(total, amounts),
            hasAmounts || total == .share
        {
            if total == .grand {
                try settleHeld(&writer)
                held = HeldTotal(row: row, amounts: amounts)
            } else {
                takeTotal(total, row, amounts, text: label)
            }
            return
        }
        guard hasAmounts else {
            if row.filled.count == 1, isFooter(row, label) { return }
            if context.rule.sections == .headings || row.filled.count > 1 {
                open(row, first, label)
            }
            return
        }
        let named = row.cell(customerColumn).shown
        guard !named.isEmpty || AmountPair(row.cells[first]) == nil else {
            if !isUnlabelledTotal(amounts) {
                rows += 1
                reject(
                    row, column: context.name(customerColumn), value: "",
                    reason: "The row has amounts, but no customer.")
            }
            return
        }
        try settleHeld(&writer)
        let customer = named.isEmpty ? label : named
        if isRepeated(row, customer, amounts) { return }
        try writeAging(row, customer, first, amounts, &writer)
    }

    /// A row that says what those of its customer above it come to is not counted again.
    private mutating func isRepeated(
        _ row: TableRow, _ customer: String, _ amounts: [AmountPair?]
    ) -> Bool {
        let currency = row.cell(context.map.index(.currency)).shown
        if repeated?.isSummed(by: customer, currency: currency, amounts) ?? false {
            notes.warn(
                "Line \(row.line): the amounts of “\(ImportText.shortened(customer, to: 60))” are"
                    + " those of its rows above; they were counted once.")
            return true
        }
        repeated =
            repeated?.adding(customer, currency: currency, amounts)
            ?? RepeatedCustomer(customer, currency: currency, amounts)
        return false
    }

    /// Names such as “Total Wine” are customers' too: a total repeats a name that was there, or
    /// one of which only the jobs were, or sums up what stands above it under such a name.
    private func isTotal(_ label: TotalLabel, _ amounts: [AmountPair?]) -> Bool {
        guard case .section(let key) = label else { return true }
        if stack.index(of: key) != nil || seenKeys.contains(key) { return true }
        guard let above = recent.sums(under: key) else { return false }
        return TotalsCheck.agree(amounts, above)
    }

    /// The row called “Total” before this one: a total of what stands above it, or a customer.
    private mutating func settleHeld(_ writer: inout CanonicalListWriter) throws {
        guard let held else { return }
        self.held = nil
        let isTotal =
            stack.rowsSinceGrand > 0
            && (TotalsCheck.agree(held.amounts, stack.grand)
                || TotalsCheck.agree(held.amounts, stack.sinceGrand))
        if isTotal {
            stack.closeAll()
        } else if let first = held.row.firstFilled {
            let label = held.row.cells[first].shown
            try writeAging(held.row, label, first, held.amounts, &writer)
        }
    }

    private mutating func writeAging(
        _ row: TableRow, _ customer: String, _ first: Int, _ amounts: [AmountPair?],
        _ writer: inout CanonicalListWriter
    ) throws {
        rows += 1
        let key = TotalLabel.key(customer)
        if seenKeys.count < Self.seenKeysMax { seenKeys.formUnion(RecentRows.family(key)) }
        recent.add(key, amounts.map { $0 ?? .zero })
        stack.open(
            customer, level: level(row, first), kind: .customer,
            isClosedByTotal: context.closedKeys.contains(key))
        count(amounts)
        let map = context.map
        let sums = AgingRowSums(row, map, total: map.total)
        if let bad = sums.garbage {
            // Without one of its amounts the customer's aging would be another.
            rejectGarbage(row, bad)
            return
        }
        canonical.clear()
        canonical.line = row.line
        canonical[.customer] = stack.customer?.code ?? customer
        canonical[.customerName] = row.cell(map.index(.customerName)).shown
        canonical[.reference] = row.cell(map.index(.reference)).shown
        let currency = row.cell(map.index(.currency)).shown
        canonical[.currency] =
            currency.isEmpty ? context.currency(row, section: stack.currency) : currency
        for (column, bucket) in map.buckets {
            let cell = row.cell(column)
            guard let pair = AmountPair(cell), !pair.isZero else { continue }
            canonical[.bucket] = bucket.label
            canonical[.bucketFrom] = bucket.from.map(String.init) ?? ""
            canonical[.bucketTo] = bucket.to.map(String.init) ?? ""
            canonical[.open] = cell.marked
            try writer.write(canonical)
        }
        try writeCredits(row, sums, &writer)
        compare(row, customer, sums, total: map.total)
    }

    /// What stands beside the buckets is the customer's credit on the list's day.
    private mutating func writeCredits(
        _ row: TableRow, _ sums: AgingRowSums, _ writer: inout CanonicalListWriter
    ) throws {
        let meaning = sums.meaning
        canonical[.bucketFrom] = ""
        canonical[.bucketTo] = ""
        for column in context.map.credits {
            guard let credit = sums.credit(row.cell(column), meaning) else { continue }
            canonical[.bucket] = context.name(column)
            canonical[.open] = credit
            try writer.write(canonical)
        }
        guard meaning == .apart, !sums.credits.isZero else { return }
        rowsWithCreditsApart += 1
    }

    private mutating func rejectGarbage(_ row: TableRow, _ column: Int) {
        reject(
            row, column: context.name(column), value: row.cell(column).shown,
            reason: "This is not an amount.")
    }

    private mutating func compare(
        _ row: TableRow, _ label: String, _ sums: AgingRowSums, total: Int
    ) {
        guard total >= 0 else { return }
        check.compare(
            (row.line, label), printed: [sums.total], texts: [row.cell(total).shown],
            columns: [context.name(total)], with: sums.candidates, what: "its columns")
    }

    /// The bucket of a document: its section, or the one column in which it has an amount. What
    /// the columns come to is what is open, unless a column of its own says that.
    ///
    /// - Returns: false where the row was rejected.
    mutating func fillBucket(_ row: TableRow) -> Bool {
        let map = context.map
        let filled = map.buckets.filter { column, _ in
            AmountPair(row.cell(column)).map { !$0.isZero } ?? false
        }
        let bucket =
            switch filled.count {
            case 0: stack.bucket
            case 1: filled[0].bucket
            default: AgingBucket?.none
            }
        canonical[.bucket] = bucket?.label ?? ""
        canonical[.bucketFrom] = bucket?.from.map(String.init) ?? ""
        canonical[.bucketTo] = bucket?.to.map(String.init) ?? ""
        guard !map.buckets.isEmpty else { return true }
        let open = map.index(.open)
        let sums = AgingRowSums(row, map, total: open)
        if let bad = sums.garbage {
            // The balance beside it says what is open all the same.
            guard sums.total != nil else {
                rejectGarbage(row, bad)
                return false
            }
            let value = ImportText.shortened(row.cell(bad).shown, to: 40)
            notes.warn("Line \(row.line): “\(value)” in \(context.name(bad)) is not an amount.")
        }
        guard canonical[.open].isEmpty else {
            let number = row.cell(numberColumn).shown
            compare(row, number.isEmpty ? canonical[.customer] : number, sums, total: open)
            return true
        }
        canonical[.open] =
            filled.count == 1 && sums.credits.isZero
            ? row.cell(filled[0].column).marked : "#" + sums.owed.text(context.style, decimals: 0)
        return true
    }
}
