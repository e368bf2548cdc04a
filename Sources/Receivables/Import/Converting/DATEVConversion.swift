import Formats
import Kernel

/// Booking batches of DATEV: of all bookings those that move a debtor's account.
struct DATEVConversion {
    private let record: DATEVHeader
    private let accounts: DATEVAccounts
    private let context: ConversionContext
    private let columns: [String: Int]
    private var notes = ConversionNotes()
    private var rows: Int64 = 0
    private var others: Int64 = 0
    private var merger: DocumentMerger
    private var canonical = CanonicalRow()
    private var numbers = BookingNumbers()
    private var invoices: Set<String> = []

    /// Credits, whose invoice may be still to come.
    private var waiting: [(row: CanonicalRow, amount: AmountPair, date: LocalDate)] = []

    private static let invoicesMax = 500_000
    private static let waitingMax = 50_000

    /// - Throws: `ConversionError`, what the reader and the writer's sink throw.
    static func convert(
        _ rows: inout RowSource, _ options: ConversionOptions,
        to writer: inout CanonicalListWriter
    ) throws -> ListConversion {
        var first: TableRow?
        while first?.firstFilled == nil, let row = try rows.next() { first = row }
        guard let first, let names = try rows.next(),
            let rule = RecognisedForms.rule(id: "datev-postings")
        else { throw ConversionError.noHeader(nearest: []) }
        var conversion = try DATEVConversion(DATEVHeader(first), names, rule, options)
        writer.begin(.invoices)
        while let row = try rows.next() {
            guard row.sheet == first.sheet, row.firstFilled != nil else { continue }
            try conversion.take(row, to: &writer)
        }
        return try conversion.finish(to: &writer)
    }

    private init(
        _ record: DATEVHeader, _ names: TableRow, _ rule: FormRule, _ options: ConversionOptions
    ) throws(ConversionError) {
        self.record = record
        accounts = DATEVAccounts(digits: record.accountDigits, chart: record.chart)
        let header = TableHeader(names)
        columns = Dictionary(
            header.names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let map = try ColumnMap(header, rule: rule, map: [:])
        let title = TableRow(
            sheet: 0, line: 1,
            cells: [
                .text(record.label), .text("Stand \(record.to)"),
                .text(record.currency.map { "Währung: \($0.code)" } ?? ""),
            ], indent: 0)
        context = ConversionContext(
            rule: rule, header: header, map: map, titles: TitleBlock([title], order: .dmy),
            options: options, style: .comma, order: .dmy, closedKeys: [])
        merger = DocumentMerger(.summed, style: .comma)
    }

    private func cell(_ row: TableRow, _ name: String, _ usual: Int) -> TableCell {
        row.cell(columns[name] ?? usual)
    }

    private mutating func take(_ row: TableRow, to writer: inout CanonicalListWriter) throws {
        rows += 1
        let account = cell(row, "konto", 6).shown
        let contra =
            row.cell(columns.first { $0.key.hasPrefix("gegenkonto") }?.value ?? 7).shown
        let isOwn = accounts.kind(account) == .debtor
        let isContra = accounts.kind(contra) == .debtor
        guard isOwn || isContra else {
            others += 1
            return
        }
        guard let amount = amount(row), let date = date(row) else {
            let number = cell(row, "belegfeld1", 10).shown
            if isOwn { notes.spoil(account, number, row.line) }
            if isContra { notes.spoil(contra, number, row.line) }
            return
        }
        let isDebit = isDebit(row)
        if isOwn {
            try write(row, account, against: contra, amount, isDebit, date, &writer)
        }
        if isContra {
            try write(row, contra, against: account, amount, !isDebit, date, &writer)
        }
    }

    private func isDebit(_ row: TableRow) -> Bool {
        cell(row, "sollhabenkennzeichen", 1).shown.uppercased() != "H"
    }

    /// The amount, negative for a reversal; nil when it was refused.
    private mutating func amount(_ row: TableRow) -> AmountPair? {
        let cell = cell(row, "umsatzohnesollhabenkz", 0)
        guard let pair = AmountPair(cell), pair.comma != nil else {
            notes.reject(
                row.line, column: "Umsatz (ohne Soll/Haben-Kz)", value: cell.shown,
                reason: cell.isEmpty ? "There is no amount." : "This is not an amount.")
            return nil
        }
        let reversal = self.cell(row, "generalumkehr", 200).shown.uppercased()
        return ["1", "G", "J"].contains(reversal) ? -pair : pair
    }

    /// The day, in the year that the file is of; nil when it was refused.
    private mutating func date(_ row: TableRow) -> LocalDate? {
        let cell = cell(row, "belegdatum", 9)
        if case .date(let date) = cell { return date }
        do throws(DateError) {
            return try WrittenDate.dayAndMonth(cell.shown, from: record.from, to: record.to)
        } catch {
            notes.reject(
                row.line, column: "Belegdatum", value: cell.shown,
                reason: error == .outOfRange
                    ? "The day is not in the file's period, \(record.from) to \(record.to)."
                    : error.userMessage)
            return nil
        }
    }

    private mutating func write(
        _ row: TableRow, _ debtor: String, against contra: String, _ amount: AmountPair,
        _ isDebit: Bool, _ date: LocalDate, _ writer: inout CanonicalListWriter
    ) throws {
        let signed = isDebit ? amount : -amount
        let type = accounts.type(against: contra, isDebit: (signed.comma ?? 0) >= 0)
        let number = cell(row, "belegfeld1", 10).shown
        canonical.clear()
        canonical.line = row.line
        canonical[.customer] = debtor
        canonical[.type] = type
        canonical[.documentDate] = date.description
        canonical[.dueDate] = dueDate(row)
        canonical[.amount] = "#" + signed.text(.comma, decimals: 0)
        let currency = cell(row, "wkzumsatz", 2).shown
        canonical[.currency] = currency.isEmpty ? context.titleCurrency : currency
        fillRate(row)
        canonical[.reference] = cell(row, "buchungstext", 13).shown
        if type == DocumentTypeName.creditMemo, !number.isEmpty, !isInvoice(number),
            waiting.count < Self.waitingMax
        {
            // The invoice that it is deducted from may stand behind it.
            canonical[.number] = number
            waiting.append((canonical, signed, date))
            return
        }
        fillNumber(number, type, on: date, signed)
        try merger.take(canonical, amount: signed, to: &writer)
    }

    /// A unit of the batch's currency is so many of the booking's.
    private mutating func fillRate(_ row: TableRow) {
        let named = cell(row, "wkzbasisumsatz", 5).shown
        let own = context.options.currency
        guard named.isEmpty ? record.currency == own : named.uppercased() == own.code else {
            return
        }
        let rate = cell(row, "kurs", 3).shown.filter { $0 != "." }
        canonical[.rate] = rate.isEmpty ? "" : "1/" + rate.replacing(",", with: ".")
        let base = cell(row, "basisumsatz", 4)
        canonical[.baseAmount] =
            AmountPair(base).map { "#" + $0.text(.comma, decimals: 0) } ?? base.shown
    }

    private func isInvoice(_ number: String) -> Bool {
        invoices.contains(canonical[.customer] + "\u{1F}" + number)
    }

    /// A payment has the number of the invoice that it pays, and so has what is deducted.
    private mutating func fillNumber(
        _ number: String, _ type: String, on date: LocalDate, _ amount: AmountPair
    ) {
        canonical[.number] = number
        switch type {
        case DocumentTypeName.invoice, DocumentTypeName.openingBalance:
            // Of an invoice that is carried forward it has the number.
            let key = canonical[.customer] + "\u{1F}" + number
            if invoices.count < Self.invoicesMax { invoices.insert(key) }
            return
        case DocumentTypeName.creditMemo:
            guard !number.isEmpty, isInvoice(number) else { return }
            canonical[.appliedTo] = number
        case DocumentTypeName.payment: canonical[.appliedTo] = number
        default: break
        }
        canonical[.number] = numbers.number(
            canonical[.customer], type, number, on: date.description,
            BookingNumbers.amount(amount, .comma))
    }

    /// `Fälligkeit` is DDMMYYYY; in front of it many programs put DDMMYY into the second field
    /// of the document.
    private func dueDate(_ row: TableRow) -> String {
        let due = cell(row, "fälligkeit", 200)
        if case .date(let date) = due { return date.description }
        for text in [due.shown, cell(row, "belegfeld2", 11).shown] {
            let digits = text.utf8.compactMap { $0 >= 0x30 && $0 <= 0x39 ? Int($0) - 0x30 : nil }
            guard digits.count == text.utf8.count, digits.count == 6 || digits.count == 8 else {
                continue
            }
            let year = digits[4...].reduce(0) { $0 * 10 + $1 }
            let date = try? LocalDate(
                year: digits.count == 6 ? 2000 + year : year, month: digits[2] * 10 + digits[3],
                day: digits[0] * 10 + digits[1])
            if let date { return date.description }
        }
        return ""
    }

    private mutating func finish(to writer: inout CanonicalListWriter) throws -> ListConversion {
        for (row, amount, date) in waiting {
            canonical = row
            fillNumber(row[.number], DocumentTypeName.creditMemo, on: date, amount)
            try merger.take(canonical, amount: amount, to: &writer)
        }
        try merger.flush(to: &writer)
        if others > 0 {
            notes.warn(
                others == 1
                    ? "One booking does not touch a debtor's account and was left out."
                    : "\(others) bookings do not touch a debtor's account and were left out.")
        }
        return context.result(notes, rows: rows, written: writer.lines)
    }
}
