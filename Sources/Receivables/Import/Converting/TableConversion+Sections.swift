import Formats
import Kernel

extension TableConversion {
    /// Whether a row with one cell is a footer, or a title that every page repeats.
    mutating func isFooter(_ row: TableRow, _ text: String) -> Bool {
        // What has a total of its own is no footer.
        if context.closedKeys.contains(TotalLabel.key(text)) { return false }
        if FooterText.matches(text) {
            if let date = FooterText.madeOn(text, order: context.order) { madeOn = date }
            doubtful = FooterText.isCertain(text) ? nil : row
            return true
        }
        guard context.titles.repeats(text) else { return false }
        doubtful = nil
        return true
    }

    /// Opens the section that a row names.
    mutating func open(_ row: TableRow, _ first: Int, _ label: String) {
        repeated = nil
        if isContact(label) { return }
        if let doubtful, let first = doubtful.firstFilled {
            self.doubtful = nil
            open(doubtful, first, doubtful.cells[first].shown)
        }
        let kind: SectionStack.Kind
        var text = label
        if let bucket = AgingBucket(label: label) {
            kind = .bucket(bucket)
        } else if let code = Self.currencyCode(label) {
            kind = .currency(code)
        } else {
            kind = .customer
            if context.closedKeys.isEmpty, text.hasSuffix(":") { text.removeLast() }
            if !context.closedKeys.contains(TotalLabel.key(text)) {
                text = HeadingText.withoutWord(text)
            }
        }
        let name = row.filled.dropFirst().lazy.map { row.cells[$0].shown }.first {
            $0.contains { $0.isLetter }
        }
        stack.open(
            text, name: kind == .customer ? name ?? "" : "", level: level(row, first), kind: kind,
            isClosedByTotal: context.closedKeys.contains(TotalLabel.key(text)))
    }

    /// A telephone number below a customer's name is no customer.
    private func isContact(_ label: String) -> Bool {
        guard let top = stack.top, top.kind == .customer, top.rows == 0 else { return false }
        return HeadingText.isContact(label) && !context.closedKeys.contains(TotalLabel.key(label))
    }

    /// Opens the customer that a line of names and values tells; false for any other line.
    mutating func openPairs(_ row: TableRow) -> Bool {
        guard context.rule.sections == .headings, let heading = HeadingText(pairs: row) else {
            return false
        }
        stack.open(
            heading.label, name: heading.name ?? "", level: 0, kind: .customer,
            isClosedByTotal: false)
        return true
    }

    /// Before a document that names no customer is counted: the line above it names one, though
    /// it looks like a footer, a currency or a bucket, as “BAM” and “Over 40” do.
    mutating func settleHeading(_ row: TableRow) {
        let heading = doubtful
        doubtful = nil
        guard context.rule.sections == .headings,
            row.cell(context.map.index(.customer)).isEmpty
        else { return }
        if let heading, let first = heading.firstFilled {
            let label = heading.cells[first].shown
            open(heading, first, label)
            notes.warn(
                "“\(ImportText.shortened(label, to: 60))” was taken for a customer, because"
                    + " documents stand below it.")
        }
        guard let top = stack.top else { return }
        if top.kind == .customer {
            customerLevels.insert(top.level)
        } else if top.rows == 0, stack.customer == nil, customerLevels.contains(top.level) {
            stack.makeTopCustomer()
        }
    }

    func level(_ row: TableRow, _ first: Int) -> Int { first * 8 + row.indent }

    /// `USD`, `Currency: EUR`.
    private static func currencyCode(_ label: String) -> String? {
        var text = label[...]
        for prefix in ["Currency: ", "Currency:", "Währung: ", "Devise : "]
        where text.hasPrefix(prefix) { text = text.dropFirst(prefix.count) }
        guard text.utf8.count == 3, text == text.uppercased() else { return nil }
        return Currency.find(text)?.code
    }

    /// Compares a row of totals with what it sums up, and closes that.
    mutating func takeTotal(
        _ label: TotalLabel, _ row: TableRow, _ amounts: [AmountPair?], text: String
    ) {
        switch label {
        case .share: return
        case .grand: compareGrand(row, amounts)
        case .current:
            if let top = stack.frames.indices.last {
                let frame = stack.close(top)
                compare(row, amounts, text, with: [frame.all, frame.own, sinceTotal])
            } else {
                compare(row, amounts, text, with: [sinceTotal, stack.sinceGrand])
            }
        case .section(let key):
            if let index = stack.index(of: key) {
                let frame = stack.close(index)
                compare(row, amounts, text, with: [frame.all, frame.own])
            } else {
                let above = recent.sums(under: key).map { [$0] } ?? []
                compare(row, amounts, text, with: above + [sinceTotal, stack.sinceGrand])
            }
        }
        for index in sinceTotal.indices { sinceTotal[index] = .zero }
        rowsSinceTotal = 0
    }

    mutating func compareGrand(_ row: TableRow, _ amounts: [AmountPair?]) {
        let text = row.firstFilled.map { row.cells[$0].shown } ?? ""
        compare(row, amounts, text, with: [stack.grand, stack.sinceGrand])
        check.noteGrand(printed: amounts, sums: stack.sinceGrand)
        stack.closeAll()
    }

    /// Whether amounts without a label sum up what stands above them.
    func isUnlabelledTotal(_ amounts: [AmountPair?]) -> Bool {
        var sums = [stack.grand, stack.sinceGrand, sinceTotal]
        for frame in stack.frames { sums += [frame.all, frame.own] }
        return rowsSinceTotal + stack.rowsSinceGrand > 0
            && sums.contains { TotalsCheck.agree(amounts, $0) }
    }

    private mutating func compare(
        _ row: TableRow, _ amounts: [AmountPair?], _ text: String, with sums: [[AmountPair]]
    ) {
        let tracked = context.map.tracked
        check.compare(
            (row.line, text), printed: amounts, texts: tracked.map { row.cell($0).shown },
            columns: tracked.map(context.name), with: sums)
    }
}
