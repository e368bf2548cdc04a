import Formats
import Kernel

/// The French file of bookings: of each entry the lines on accounts of customers (411…), whose
/// kind the other lines of the entry and its journal tell.
struct FECConversion {
    private static let linesPerEntryMax = 100_000
    private static let invoicesMax = 500_000

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
    /// Customers and numbers.
    private var invoices: Set<String> = []
    private var lettered = LetteredBookings()
    private var numbers = BookingNumbers()
    private var lastLine: Int64 = 0

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
        merger = DocumentMerger(.summed, style: context.style, isOfEntry: true)
    }

    private func cell(_ row: TableRow, _ name: String) -> TableCell {
        row.cell(columns[name] ?? -1)
    }

    private mutating func take(_ row: TableRow, to writer: inout CanonicalListWriter) throws {
        rows += 1
        lastLine = row.line
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
        let kind = FECEntryKind(
            code: cell(own[0].row, "journalcode").shown,
            label: cell(own[0].row, "journallib").shown, contra: Set(contra))
        for line in own {
            let isDebit = (line.amount[context.style] ?? 0) >= 0
            try write(line, kind.type(isDebit: isDebit), to: &writer)
        }
    }

    private mutating func write(
        _ line: Line, _ booked: String, to writer: inout CanonicalListWriter
    ) throws {
        let row = line.row
        var canonical = CanonicalRow()
        canonical.line = row.line
        let code = cell(row, "compauxnum").shown
        canonical[.customer] = code.isEmpty ? line.account : code
        canonical[.customerName] =
            cell(row, code.isEmpty ? "comptelib" : "compauxlib").shown
        let amount = line.amount[context.style] ?? 0
        let type = carriedType(row, booked, isDebit: amount > 0)
        canonical[.type] = type
        let hasOwnDate =
            type == DocumentTypeName.invoice || type == DocumentTypeName.creditMemo
            || type == DocumentTypeName.openingBalance && isCarried(row)
        let pieceDate = cell(row, "piecedate")
        canonical[.documentDate] =
            hasOwnDate && !pieceDate.isEmpty
            ? pieceDate.shown : cell(row, "ecrituredate").shown
        canonical[.number] = number(line, canonical)
        canonical[.dueDate] = cell(row, "dateech").shown
        canonical[.amount] = "#" + line.amount.text(context.style, decimals: 0)
        canonical[.currency] = context.titleCurrency
        canonical[.reference] = cell(row, "ecriturelib").shown
        let letter = cell(row, "ecriturelet").shown
        let piece = canonical[.customer] + "\u{1F}" + cell(row, "pieceref").shown
        if amount < 0, invoices.contains(piece) {
            // Unless its letter says better.
            canonical[.appliedTo] = cell(row, "pieceref").shown
        }
        if type == DocumentTypeName.invoice
            || type == DocumentTypeName.openingBalance && amount > 0
        {
            if invoices.count < Self.invoicesMax { invoices.insert(piece) }
            lettered.add(invoice: canonical, letter: letter, amount: amount)
        } else if lettered.add(credit: canonical, letter: letter, amount: 0 &- amount) {
            return
        }
        try merger.take(canonical, amount: line.amount, to: &writer)
    }

    /// What the opening journal carries on from an earlier year with the piece of that year is
    /// the invoice that it was.
    private func carriedType(_ row: TableRow, _ type: String, isDebit: Bool) -> String {
        let isInvoice =
            type == DocumentTypeName.openingBalance && isDebit && isCarried(row)
            && !cell(row, "pieceref").isEmpty
        return isInvoice ? DocumentTypeName.invoice : type
    }

    /// Whether the piece is older than its entry, as in the opening journal.
    private func isCarried(_ row: TableRow) -> Bool {
        let days = ["piecedate", "ecrituredate"].compactMap { name in
            try? WrittenDate.parse(cell(row, name).shown, style: .order(.ymd))
        }
        return days.count == 2 && days[0] < days[1]
    }

    /// What is no invoice has the piece of the invoice that it is about.
    private mutating func number(_ line: Line, _ canonical: CanonicalRow) -> String {
        let row = line.row
        let piece = cell(row, "pieceref").shown
        let given = piece.isEmpty ? cell(row, "ecriturenum").shown : piece
        switch canonical[.type] {
        case DocumentTypeName.payment, DocumentTypeName.refund, DocumentTypeName.journalEntry:
            return numbers.number(
                canonical[.customer], canonical[.type], given,
                on: BookingNumbers.day(canonical[.documentDate]),
                BookingNumbers.amount(line.amount, context.style))
        default: return given
        }
    }

    private mutating func finish(to writer: inout CanonicalListWriter) throws -> ListConversion {
        try writeEntry(to: &writer)
        try merger.flush(to: &writer)
        try lettered.flush(lastLine: lastLine, to: &writer)
        if others > 0 {
            notes.warn(
                "\(others) lines are not on an account of customers (411) and were left out.")
        }
        return context.result(notes, rows: rows, written: writer.lines)
    }
}
