import Formats
package import Kernel

extension AgingReport {
    /// The report for a terminal: title, table, shares, and whether it agrees with the journal.
    ///
    /// - Parameters:
    ///   - format: how amounts and dates are written.
    ///   - widthMax: the terminal's width; names are shortened to fit it. nil shows everything.
    /// - Returns: UTF-8 text that ends with a line feed.
    package func table(format: LocaleFormat, widthMax: Int? = nil) -> [UInt8] {
        var text = Array("\(title(format))\n\n".utf8)
        if rows.isEmpty {
            text += Array("Nothing is open.\n".utf8)
        } else {
            text += body(format).rendered(widthMax: widthMax)
            text += Array("\n\(shares(format))\n".utf8)
        }
        text += Array("\(reconciliation(format))\n".utf8)
        for warning in warnings { text += Array("Warning: \(warning)\n".utf8) }
        return text
    }

    private func title(_ format: LocaleFormat) -> String {
        let basis = request.basis == .due ? "by due date" : "by document date"
        var title =
            "Aging report of \(tenant) as of \(format.format(request.asOf)), \(currency.code),"
            + " \(basis)"
        if request.unapplied == .separate { title += ", unapplied credit apart" }
        if let knownAt = request.knownAt { title += ", as known at \(knownAt)" }
        return title
    }

    private func body(_ format: LocaleFormat) -> TextTable {
        var table = TextTable(columns)
        for row in rows { table.append(cells(of: row, format)) }
        var labels = ["Total"]
        if request.rows == .invoice { labels += ["", "", "", ""] }
        table.setTotals(
            labels + amounts(totals.amounts, totals.unapplied, totals.total, format))
        return table
    }

    private var columns: [TextColumn] {
        var columns: [TextColumn] = [.text("Customer")]
        if request.rows == .invoice {
            columns += [
                .text("Document", shortenedWidthMin: 8), .code("Date"), .code("Due"),
                .number("Days"),
            ]
        }
        columns += request.limits.names.map { .number($0) }
        if request.unapplied == .separate { columns.append(.number("Unapplied")) }
        return columns + [.number("Total")]
    }

    private func cells(of row: AgingRow, _ format: LocaleFormat) -> [String] {
        var cells = [row.customer]
        if let item = row.item {
            cells += [
                item.document, format.format(item.documentDate), format.format(item.dueDate),
                String(item.daysPastDue),
            ]
        }
        return cells + amounts(row.amounts, row.unapplied, row.total, format)
    }

    private func amounts(
        _ amounts: [Int64], _ unapplied: Int64, _ total: Int64, _ format: LocaleFormat
    ) -> [String] {
        var all = amounts
        if request.unapplied == .separate { all.append(unapplied) }
        all.append(total)
        return all.map { format.format(minorUnits: $0, decimals: currency.decimals) }
    }

    private func shares(_ format: LocaleFormat) -> String {
        var parts = zip(request.limits.names, totals.amounts).map { ($0, $1) }
        if request.unapplied == .separate { parts.append(("Unapplied", totals.unapplied)) }
        let texts = parts.map { name, amount in
            "\(name) \(share(of: amount, format) ?? "not defined")"
        }
        return "Shares: " + texts.joined(separator: ", ")
    }

    /// An amount's share of the total, `45.1 %`; nil when the total is zero.
    package func share(of amount: Int64, _ format: LocaleFormat) -> String? {
        Ratio.rounded(amount, times: 1_000, over: totals.total).map {
            format.format(minorUnits: $0, decimals: 1) + "\u{A0}%"
        }
    }

    /// Whether the rows add up to the control account's balance.
    package var isReconciled: Bool { totals.total == controlBalance }

    /// What is said where there is no such balance.
    package static let portfolioNote =
        "These are the customers of your portfolio: they are not compared with the control account."

    /// A sentence on whether the rows add up to the control account's balance.
    package func reconciliation(_ format: LocaleFormat) -> String {
        let total = format.format(Money(minorUnits: totals.total, currency: currency))
        guard let controlBalance else { return Self.portfolioNote }
        if isReconciled { return "Σ rows = control account: \(total)" }
        let control = format.format(Money(minorUnits: controlBalance, currency: currency))
        let (difference, overflow) = totals.total.subtractingReportingOverflow(controlBalance)
        let gap = format.format(Money(minorUnits: difference, currency: currency))
        return "DIFFERENCE: the rows add up to \(total), the control account says \(control)"
            + (overflow ? "." : ": \(gap) apart.")
            + " Please report this; until it is explained, rely on neither."
    }
}
