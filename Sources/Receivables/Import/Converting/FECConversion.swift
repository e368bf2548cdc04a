import Formats
import Kernel

/// The French file of bookings: of each entry the lines on accounts of customers (411…), whose
/// kind the other lines of the entry tell.
struct FECConversion {
    private static let linesPerEntryMax = 100_000
    private static let lettersMax = 500_000

    private struct Line {
        let row: TableRow
        let account: String
        let amount: AmountPair
    }

    private let context: ConversionContext
    private let columns: [String: Int]
    private var notes = ConversionNotes()
    private var rows: Int64 = 0
    private var others: Int64 = 0
    private var entry: [Line] = []
    private var entryKey = ""
    private var merger: DocumentMerger
    /// Invoices by customer and letter, which the payments that settle them share.
    private var invoiceByLetter: [String: String] = [:]

    /// - Throws: what the reader and the writer's sink throw.
    static func convert(
        _ rows: inout RowSource, _ context: ConversionContext,
        to writer: inout CanonicalListWriter
    ) throws -> ListConversion {
        var conversion = FECConversion(context)
        while let row = try rows.next() {
            if row.firstFilled != nil { try conversion.take(row, to: &writer) }
        }
        return try conversion.finish(to: &writer)
    }

    private init(_ context: ConversionContext) {
        self.context = context
        columns = Dictionary(
            context.header.names.enumerated().map { ($1, $0) },
            uniquingKeysWith: { first, _ in first })
        merger = DocumentMerger(.summed, style: context.style)
    }

    private func cell(_ row: TableRow, _ name: String) -> TableCell {
        row.cell(columns[name] ?? -1)
    }

    private mutating func take(_ row: TableRow, to writer: inout CanonicalListWriter) throws {
        rows += 1
        let key = cell(row, "journalcode").shown + "\u{1F}" + cell(row, "ecriturenum").shown
        if key != entryKey || entry.count >= Self.linesPerEntryMax {
            try writeEntry(to: &writer)
            entryKey = key
        }
        guard let amount = amount(row) else { return }
        entry.append(Line(row: row, account: cell(row, "comptenum").shown, amount: amount))
    }

    /// Debit less credit, or an amount with its side; nil when it was refused.
    private mutating func amount(_ row: TableRow) -> AmountPair? {
        if columns["debit"] != nil || columns["credit"] != nil {
            let (debit, credit) = (cell(row, "debit"), cell(row, "credit"))
            var sum = AmountPair.zero
            for (cell, isDebit) in [(debit, true), (credit, false)] where !cell.isEmpty {
                guard let pair = AmountPair(cell) else {
                    return refuse(row, isDebit ? "Debit" : "Credit", cell)
                }
                sum += isDebit ? pair : -pair
            }
            return sum
        }
        let cell = cell(row, "montant")
        guard let pair = AmountPair(cell) else { return refuse(row, "Montant", cell) }
        let side = self.cell(row, "sens").shown.uppercased()
        return side.hasPrefix("C") || side == "-1" ? -pair : pair
    }

    private mutating func refuse(
        _ row: TableRow, _ column: String, _ cell: TableCell
    ) -> AmountPair? {
        if cell.isEmpty { return .zero }
        notes.reject(
            row.line, column: column, value: cell.shown, reason: "This is not an amount.")
        return nil
    }

    private mutating func writeEntry(to writer: inout CanonicalListWriter) throws {
        defer { entry.removeAll(keepingCapacity: true) }
        let isCustomer = { (line: Line) in line.account.hasPrefix("411") }
        let own = entry.filter(isCustomer)
        others += Int64(entry.count - own.count)
        guard !own.isEmpty else { return }
        let contra = entry.lazy.filter { !isCustomer($0) }.compactMap(\.account.first)
        let isSale = contra.contains("7")
        let isCash = contra.contains("5")
        let journal = cell(own[0].row, "journalcode").shown.uppercased()
        let isOpening = ["AN", "RAN", "ANO", "ANOUV"].contains(journal)
        for line in own {
            let isDebit = (line.amount[context.style] ?? 0) >= 0
            let type =
                if isOpening {
                    DocumentTypeName.openingBalance
                } else if isSale {
                    isDebit ? DocumentTypeName.invoice : DocumentTypeName.creditMemo
                } else if isCash {
                    isDebit ? DocumentTypeName.refund : DocumentTypeName.payment
                } else {
                    DocumentTypeName.journalEntry
                }
            try write(line, type, to: &writer)
        }
    }

    private mutating func write(
        _ line: Line, _ type: String, to writer: inout CanonicalListWriter
    ) throws {
        let row = line.row
        var canonical = CanonicalRow()
        canonical.line = row.line
        let code = cell(row, "compauxnum").shown
        canonical[.customer] = code.isEmpty ? line.account : code
        canonical[.customerName] =
            cell(row, code.isEmpty ? "comptelib" : "compauxlib").shown
        canonical[.type] = type
        let piece = cell(row, "pieceref").shown
        canonical[.number] = piece.isEmpty ? cell(row, "ecriturenum").shown : piece
        let isInvoice = type == DocumentTypeName.invoice || type == DocumentTypeName.creditMemo
        let pieceDate = cell(row, "piecedate")
        canonical[.documentDate] =
            isInvoice && !pieceDate.isEmpty ? pieceDate.shown : cell(row, "ecrituredate").shown
        canonical[.dueDate] = cell(row, "dateech").shown
        canonical[.amount] = "#" + line.amount.text(context.style, decimals: 0)
        canonical[.currency] = context.titleCurrency
        canonical[.reference] = cell(row, "ecriturelib").shown
        fillApplication(&canonical, letter: cell(row, "ecriturelet").shown)
        try merger.take(canonical, amount: line.amount, to: &writer)
    }

    /// Lines that settle each other share a letter.
    private mutating func fillApplication(_ canonical: inout CanonicalRow, letter: String) {
        guard !letter.isEmpty else { return }
        let key = canonical[.customer] + "\u{1F}" + letter
        if canonical[.type] == DocumentTypeName.invoice {
            guard invoiceByLetter.count < Self.lettersMax else { return }
            let number = canonical[.number]
            // Which of several invoices a payment pays, the letter does not say.
            let known = invoiceByLetter[key]
            invoiceByLetter[key] = known == nil || known == number ? number : ""
        } else if let invoice = invoiceByLetter[key], !invoice.isEmpty {
            canonical[.appliedTo] = invoice
        }
    }

    private mutating func finish(to writer: inout CanonicalListWriter) throws -> ListConversion {
        try writeEntry(to: &writer)
        try merger.flush(to: &writer)
        if others > 0 {
            notes.warn(
                "\(others) lines are not on an account of customers (411) and were left out.")
        }
        return context.result(notes, rows: rows, written: writer.lines)
    }
}
