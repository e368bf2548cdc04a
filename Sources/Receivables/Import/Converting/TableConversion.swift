import Formats
import Kernel

/// Turns the rows of one table into lines of the canonical list: a state machine over headings,
/// rows, totals and footers.
struct TableConversion {
    /// A row called “Total” that may be a customer of that name, until the next row tells.
    struct HeldTotal {
        let row: TableRow
        let amounts: [AmountPair?]
    }

    let context: ConversionContext
    var notes = ConversionNotes()
    var stack: SectionStack
    var check = TotalsCheck()
    /// Sums of the rows since the last total of whatever kind.
    var sinceTotal: [AmountPair]
    var rowsSinceTotal = 0
    var rows: Int64 = 0
    /// The day on which the report was made, where a line under it says so.
    var madeOn: LocalDate?
    var held: HeldTotal?
    /// The row before this one, which looks like a footer, but may be the name of a customer.
    var doubtful: TableRow?
    /// The levels of headings that are customers, as documents below them show.
    var customerLevels: Set<Int> = []
    var merger: DocumentMerger
    var canonical = CanonicalRow()
    /// Names of customers so far in small letters, which totals may repeat.
    var seenKeys: Set<String> = []
    /// The rows just above, of agings by customer.
    var recent = RecentRows()
    /// The customer of the last row of such an aging.
    var repeated: RepeatedCustomer?
    var bookingNumbers = BookingNumbers()
    var filledDown: Int64 = 0
    var rowsWithCreditsApart: Int64 = 0
    /// The last customer that a document, and no heading, named.
    var carried = ""
    /// The numbers of documents of which something is paid, but nobody says how much.
    var partlyPaid: Set<String> = []
    /// The documents of several lines that were left out.
    var leftOutKeys: Set<String> = []
    let numberColumn: Int
    let dateColumn: Int
    let dueColumn: Int

    static let seenKeysMax = 200_000

    init(_ context: ConversionContext) {
        self.context = context
        let map = context.map
        stack = SectionStack(width: map.tracked.count)
        sinceTotal = [AmountPair](repeating: .zero, count: map.tracked.count)
        merger = DocumentMerger(context.rule.items, style: context.style)
        let isReceipts = context.list == .receipts
        numberColumn = map.index(isReceipts ? .receiptNumber : .number)
        dateColumn = map.index(isReceipts ? .receiptDate : .documentDate)
        dueColumn = map.index(.dueDate)
    }

    /// Takes the next row of the table.
    ///
    /// - Throws: what the writer's sink throws.
    mutating func take(_ row: TableRow, to writer: inout CanonicalListWriter) throws {
        guard let first = row.firstFilled else { return }
        guard !context.header.isRepeated(by: row) else {
            doubtful = nil
            return
        }
        let label = row.cells[first].shown
        switch context.list {
        case .aging: try takeAging(row, first, label, &writer)
        case .customers: try takeCustomer(row, label, &writer)
        default: try takeDocument(prepared(row), first, label, &writer)
        }
    }

    /// Writes what waits.
    ///
    /// - Throws: `countedTwice`, what the writer's sink throws.
    mutating func finish(to writer: inout CanonicalListWriter) throws {
        if let held {
            compareGrand(held.row, held.amounts)
            self.held = nil
        }
        try merger.flush(to: &writer)
        if check.isDoubled(context.style) { throw ConversionError.countedTwice }
        warnOfPartlyPaid()
        if rowsWithCreditsApart > 0 {
            notes.warn(
                "The printed \(rowsWithCreditsApart == 1 ? "total of one row leaves" : "totals of \(rowsWithCreditsApart) rows leave")"
                    + " out what is unapplied; the books hold that as well.")
        }
        if filledDown > 0, context.rule.isGeneral {
            notes.warn(
                filledDown == 1
                    ? "One row names no customer; the customer above it was taken."
                    : "\(filledDown) rows name no customer; the customer above them was taken.")
        }
    }

    /// The amounts of the columns that are summed up; nil where there is none.
    func amounts(_ row: TableRow) -> [AmountPair?] {
        context.map.tracked.map { AmountPair(row.cell($0)) }
    }

    mutating func count(_ amounts: [AmountPair?]) {
        let pairs = amounts.map { $0 ?? .zero }
        stack.add(pairs)
        for index in pairs.indices { sinceTotal[index] += pairs[index] }
        rowsSinceTotal += 1
    }

    /// First names and last names stand in columns beside each other.
    private mutating func completeContact(_ row: TableRow) {
        let column = context.map.index(.contact)
        guard column >= 0, column + 1 < context.header.names.count,
            context.header.names[column].hasSuffix("firstname"),
            context.header.names[column + 1].hasSuffix("lastname")
        else { return }
        let names = [canonical[.contact], row.cell(column + 1).shown]
        canonical[.contact] = names.filter { !$0.isEmpty }.joined(separator: " ")
    }

    private mutating func takeCustomer(
        _ row: TableRow, _ label: String, _ writer: inout CanonicalListWriter
    ) throws {
        if row.filled.count == 1, isFooter(row, label) { return }
        if let total = TotalLabel(label), total == .grand || total == .current { return }
        let map = context.map
        var customer = row.cell(map.index(.customer)).shown
        if case .section(let key)? = TotalLabel(customer), seenKeys.contains(key) { return }
        rows += 1
        guard isOfReceivables(row) else { return }
        canonical.clear()
        canonical.line = row.line
        for field in CanonicalRow.fields(of: .customers) where map.fields[field] != nil {
            canonical[field] = row.cell(map.index(field)).shown
        }
        completeContact(row)
        if customer.isEmpty {
            customer = canonical[.customerName]
            canonical[.customerName] = ""
        }
        if customer.isEmpty { customer = canonical[.contact] }
        canonical[.customer] = customer
        if seenKeys.count < Self.seenKeysMax { seenKeys.insert(TotalLabel.key(customer)) }
        try writer.write(canonical)
    }
}
