import Kernel

/// Bookings on accounts of customers that bear the same letter settle each other. Credits wait
/// until all invoices of their letter are known, which may stand behind them.
struct LetteredBookings {
    private static let bookingsMax = 200_000
    private static let invoicesMax = 500_000

    /// What is left to be paid of an invoice.
    private struct Invoice {
        let number: String
        var left: Int64
    }

    private struct Credit {
        let row: CanonicalRow
        let key: String
        let amount: Int64
    }

    private var invoices: [String: [Invoice]] = [:]
    private var invoiceCount = 0
    private var credits: [Credit] = []
    private var lastLine: Int64 = 0

    /// Takes note of an invoice.
    mutating func add(invoice: CanonicalRow, letter: String, amount: Int64) {
        lastLine = max(lastLine, invoice.line)
        guard !letter.isEmpty, amount > 0, invoiceCount < Self.invoicesMax else { return }
        let key = Self.key(invoice, letter)
        let number = invoice[.number]
        if let known = invoices[key]?.firstIndex(where: { $0.number == number }) {
            // The same invoice booked on several accounts.
            invoices[key]?[known].left &+= amount
            return
        }
        invoices[key, default: []].append(Invoice(number: number, left: amount))
        invoiceCount += 1
    }

    /// Keeps a credit until the end.
    ///
    /// - Parameter amount: what it is worth, above zero.
    /// - Returns: false when it has no letter or too many wait.
    mutating func add(credit: CanonicalRow, letter: String, amount: Int64) -> Bool {
        lastLine = max(lastLine, credit.line)
        guard !letter.isEmpty, amount > 0, credits.count < Self.bookingsMax else { return false }
        credits.append(Credit(row: credit, key: Self.key(credit, letter), amount: amount))
        return true
    }

    /// Writes the credits, each as far as it goes on the invoices of its letter in their order:
    /// a line for each, of which the further ones are counted on from the file's last.
    ///
    /// - Parameter lastLine: of the file.
    mutating func flush(lastLine: Int64, to writer: inout CanonicalListWriter) throws {
        var line = max(lastLine, self.lastLine)
        for credit in credits {
            var row = credit.row
            var left = credit.amount
            let count = invoices[credit.key]?.count ?? 0
            for index in 0..<count {
                guard left > 0, let invoice = invoices[credit.key]?[index], invoice.left > 0
                else { continue }
                if left < credit.amount {
                    line += 1
                    row.line = line
                }
                let part = min(left, invoice.left)
                invoices[credit.key]?[index].left -= part
                left -= part
                row[.appliedTo] = invoice.number
                row[.appliedAmount] = Self.text(part)
                try writer.write(row)
            }
            if left == credit.amount { try writer.write(row) }
        }
        credits = []
    }

    private static func text(_ amount: Int64) -> String {
        "#" + DecimalText.formatMinorUnits(amount, decimals: AmountPair.decimals)
    }

    private static func key(_ row: CanonicalRow, _ letter: String) -> String {
        row[.customer] + "\u{1F}" + letter
    }
}
