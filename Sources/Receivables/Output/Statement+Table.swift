import Formats
package import Kernel

extension Statement {
    /// The statement for a terminal.
    ///
    /// - Parameters:
    ///   - format: how amounts and dates are written.
    ///   - widthMax: the terminal's width; document numbers are shortened to fit it.
    /// - Returns: UTF-8 text that ends with a line feed.
    package func table(format: LocaleFormat, widthMax: Int? = nil) -> [UInt8] {
        var table = TextTable([
            .code("Date"), .code("Kind"), .text("Document", shortenedWidthMin: 8), .code("Due"),
            .number("Amount"), .number("Balance"),
        ])
        table.append([format.format(from), "Brought forward", "", "", "", amount(opening, format)])
        for line in lines {
            table.append([
                format.format(line.date), line.kind.name, line.document,
                format.format(line.dueDate), amount(line.amount, format),
                amount(line.balance, format),
            ])
        }
        table.setTotals([format.format(to), "Balance", "", "", "", amount(closing, format)])
        let name = TerminalText.isolated(TerminalText.visible(customer.name))
        let title =
            "Statement of account of \(name), \(currency.code), \(format.format(from)) to"
            + " \(format.format(to))\n\n"
        return Array(title.utf8) + table.rendered(widthMax: widthMax)
    }

    private func amount(_ minorUnits: Int64, _ format: LocaleFormat) -> String {
        format.format(minorUnits: minorUnits, decimals: currency.decimals)
    }
}
