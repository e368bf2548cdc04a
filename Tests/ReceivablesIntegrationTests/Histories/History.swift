import BooksTestSupport
import Kernel
import PostgresClient
import Receivables

/// A history of business events that happens to the real books and to the reference books alike.
/// Every event that one of them refuses must be refused by the other for the same reason.
struct History {
    /// An answer of the past with the time at which it was given.
    struct Answer {
        let request: AgingRequest
        let lines: Set<ReportLine>
        let totals: AgingTotals
        let control: Int64?
        let event: Int
    }

    static let firstDay: LocalDate = "2026-01-05"
    static let daysMax = 150
    static let currencies: [Currency] = ["USD", "EUR", "JPY", "KWD"]

    let books: Books
    var reference = ReferenceBooks(base: Books.base)
    var random: SeededRandom
    var customers: [CustomerID] = []
    var names: [CustomerID: String] = [:]
    var answers: [Answer] = []
    /// What happened so far, for the message of a failure.
    var log: [String] = []
    var number = 0
    private var lastAllocation: Int64 = 0
    var lastWriteOff: Int64 = 0

    init(_ books: Books, seed: UInt64) async throws {
        self.books = books
        random = SeededRandom(seed: seed)
        for code in ["alpha", "beta", "gamma"] {
            let id = try await books.customer(code)
            customers.append(id)
            names[id] = code
        }
        for currency in Self.currencies.dropFirst() { try await setRate(currency, Self.firstDay) }
    }

    /// Days are few, so that several things happen on the same one.
    mutating func day() throws -> LocalDate {
        try Self.firstDay.adding(days: random.int(0...30) * 5)
    }

    mutating func maybeDay() throws -> LocalDate? {
        random.chance(2) ? nil : try day()
    }

    /// Rates with few and with many digits, some of which round to exact halves.
    mutating func setRate(_ currency: Currency, _ day: LocalDate) async throws {
        let coefficient =
            switch currency.code {
            case "JPY": random.int(50...99) * 100
            case "KWD": random.int(30_000...33_000) * 100
            default: random.int(10_000...12_500) * 100 + (random.chance(2) ? 50 : 0)
            }
        let rate = try ExactDecimal(coefficient: Int128(coefficient), scale: 6)
        try await books.customers.setRate(books.scope, currency, from: day, to: rate)
        reference.rates[currency, default: [:]][day] = rate
        log.append("rate \(currency) \(rate) from \(day)")
    }

    /// Lets an event happen to both books; tells whether both let it.
    mutating func happen(
        _ title: String, _ event: (Books) async throws -> Void,
        _ same: (inout ReferenceBooks) throws -> Void
    ) async throws -> Bool {
        log.append("\(reference.event + 1): \(title)")
        var after = reference
        after.beginEvent()
        let expected: ReferenceRefusal?
        do {
            try same(&after)
            expected = nil
        } catch let refusal as ReferenceRefusal {
            expected = refusal
        }
        do {
            try await event(books)
        } catch let error as PostingError {
            guard let expected, expected.matches(error) else {
                throw HistoryFailure("refused with \(error), not \(String(describing: expected))")
            }
            log.append("refused: \(error.code)")
            return false
        }
        if let expected { throw HistoryFailure("not refused as \(expected)") }
        reference = after
        try await matchAllocations()
        try await matchWriteOffs()
        return true
    }

    /// Finds out what the database calls the allocations that are new, each with the same
    /// documents, instalment, day, amount and base amount.
    private mutating func matchAllocations() async throws {
        let rows = try await books.database.read(
            books.scope,
            """
            SELECT t.allocation_id, c.document_id, t.document_id, t.instalment, c.amount,
                -t.base_amount, t.effective_on, -c.base_amount
            FROM ar_entry AS t JOIN ar_entry AS c USING (allocation_id)
            WHERE t.allocation_id > \(lastAllocation) AND t.amount < 0 AND t.cause = 0
                AND c.amount > 0 AND c.cause = 0
            ORDER BY t.allocation_id
            """)
        for row in rows {
            let (credit, target) = (DocumentID(try row.int64(1)), DocumentID(try row.int64(2)))
            let (instalment, day): (Int16, LocalDate) = (try row.decode(3), try row.date(6))
            let (amount, base) = (try row.int64(4), try row.int64(5))
            let creditBase = try row.int64(7)
            let index = reference.allocations.firstIndex {
                $0.id == nil && $0.credit == credit && $0.target == target
                    && $0.instalment == instalment && $0.amount == amount
                    && $0.targetBase == base && $0.creditBase == creditBase && $0.effectiveOn == day
            }
            guard let index else {
                throw HistoryFailure(
                    "allocation of \(amount) (base \(base), \(creditBase)) from \(credit) to"
                        + " \(target)/\(instalment) on \(day) is not expected")
            }
            reference.allocations[index].id = AllocationID(try row.int64(0))
            lastAllocation = try row.int64(0)
        }
        guard !reference.allocations.contains(where: { $0.id == nil }) else {
            throw HistoryFailure("an allocation is missing")
        }
    }
}
