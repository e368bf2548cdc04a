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
                notes.reject(
                    row.line, column: context.name(customerColumn), value: "",
                    reason: "The row has amounts, but no customer.")
            }
            return
        }
        try settleHeld(&writer)
        try writeAging(row, named.isEmpty ? label : named, first, amounts, &writer)
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
        if let bad = map.buckets.first(where: { bucket in
            AmountPair(row.cell(bucket.column)) == nil && !row.cell(bucket.column).isEmpty
        }) {
            // Without one of its amounts the customer's aging would be another.
            notes.reject(
                row.line, column: context.name(bad.column), value: row.cell(bad.column).shown,
                reason: "This is not an amount.")
            return
        }
        canonical.clear()
        canonical.line = row.line
        canonical[.customer] = stack.customer?.code ?? customer
        canonical[.customerName] = row.cell(map.index(.customerName)).shown
        canonical[.reference] = row.cell(map.index(.reference)).shown
        let currency = row.cell(map.index(.currency)).shown
        canonical[.currency] =
            currency.isEmpty ? stack.currency ?? context.titleCurrency : currency
        var sum = AmountPair.zero
        for (column, bucket) in map.buckets {
            let cell = row.cell(column)
            guard let pair = AmountPair(cell) else { continue }
            sum += pair
            guard !pair.isZero else { continue }
            canonical[.bucket] = bucket.label
            canonical[.bucketFrom] = bucket.from.map(String.init) ?? ""
            canonical[.bucketTo] = bucket.to.map(String.init) ?? ""
            canonical[.open] = cell.marked
            try writer.write(canonical)
        }
        guard map.total >= 0 else { return }
        check.compare(
            (row.line, customer), printed: [AmountPair(row.cell(map.total))],
            texts: [row.cell(map.total).shown], columns: [context.name(map.total)],
            with: [[sum]])
    }
}
