import BooksTestSupport
import Kernel
import Testing

@testable import Receivables

/// One open invoice for each of many ages around every limit, of 1, 2, 4, 8 … cents: whatever is
/// added up, the sum tells which invoices are in it.
@Suite
struct `A boundary probe` {
    private static let today: LocalDate = "2026-09-30"
    private static let ages = [
        -400, -45, -31, -30, -29, -1, 0, 1, 29, 30, 31, 59, 60, 61, 89, 90, 91, 119, 120, 121, 400,
    ]
    private static let limits = [
        [1], [7, 14, 21], [30, 60, 90], [30, 60, 90, 120], [365], [399, 400], [29, 30, 31],
        [1, 2, 29, 30, 59, 60, 61, 89, 90, 91, 119, 120, 121],
    ]
    private static let all = Int64(1) << ages.count - 1

    /// The sums by bucket that a report must show, worked out age by age.
    private static func expected(_ limits: [Int]) -> [Int64] {
        var sums = [Int64](repeating: 0, count: limits.count + 2)
        for (index, age) in ages.enumerated() {
            let bucket = age <= 0 ? 0 : limits.filter { $0 < age }.count + 1
            sums[bucket] += Int64(1) << index
        }
        return sums
    }

    /// Every invoice twice: once late by its due date, once old by its document date.
    private static func fill(_ books: Books, aged basis: AgingBasis) async throws {
        let customer = try await books.customer("probe")
        let drafts = try ages.enumerated().map { index, age in
            let date = try today.adding(days: -age)
            return DocumentDraft(
                kind: .invoice, customer: customer, number: "P\(age)",
                date: basis == .due ? try today.adding(days: -500) : date,
                dueDate: basis == .due ? date : try today.adding(days: 7),
                amount: Money(minorUnits: 1 << index, currency: Books.base))
        }
        _ = try await books.posting.post(books.scope, drafts)
    }

    @Test(arguments: limits)
    func `by due date loses no invoice and counts none twice`(days: [Int]) async throws {
        try await Books.use { books in
            try await Self.fill(books, aged: .due)
            try await Self.check(books, days, .due, present: Self.ages)
        }
    }

    @Test(arguments: limits)
    func `by document date counts what is dated so far`(days: [Int]) async throws {
        try await Books.use { books in
            try await Self.fill(books, aged: .invoice)
            // What is dated after the day asked for is not in the books of that day.
            try await Self.check(books, days, .invoice, present: Self.ages.filter { $0 >= 0 })
        }
    }

    private static func check(
        _ books: Books, _ days: [Int], _ basis: AgingBasis, present: [Int]
    ) async throws {
        let limits = try AgingLimits(days)
        let absent = ages.enumerated().filter { !present.contains($0.element) }
            .reduce(Int64(0)) { $0 + Int64(1) << $1.offset }
        var expected = expected(days)
        expected[0] -= absent
        for rows in AgingRequest.Rows.allCases {
            for unapplied in AgingRequest.Unapplied.allCases {
                for currency in [AgingCurrency.base, .only("USD")] {
                    let report = try await books.report(asOf: today, limits: limits) {
                        $0.basis = basis
                        $0.rows = rows
                        $0.unapplied = unapplied
                        $0.currency = currency
                    }
                    #expect(report.totals.amounts == expected)
                    #expect(report.totals.total == all - absent)
                    #expect(report.totals.unapplied == 0)
                    #expect(report.controlBalance == all - absent)
                    #expect(report.rows.count == (rows == .customer ? 1 : present.count))
                }
            }
        }
    }

    @Test(arguments: [0, 1, -1, 2, 45])
    func `agrees with the dashboard before and after folding`(rolledAhead: Int) async throws {
        try await Books.use { books in
            try await Self.fill(books, aged: .due)
            for isFolded in [false, true] {
                if isFolded {
                    _ = try await books.rollups.run(
                        books.scope, today: Self.today.adding(days: rolledAhead))
                }
                let distribution = try await books.summary.distribution(
                    books.scope, asOf: Self.today)
                #expect(distribution.amounts == Self.expected([30, 60, 90, 120]))
                #expect(distribution.total == Self.all)
                let overdue = Self.ages.filter { $0 > 0 }
                let stats = try await books.summary.stats(books.scope, asOf: Self.today)
                #expect(
                    stats
                        == SummaryStats(
                            customers: 1, open: Self.all, overdue: Self.all - 127,
                            invoices: Int64(Self.ages.count),
                            overdueInvoices: Int64(overdue.count),
                            daysOverdue: Int64(overdue.reduce(0, +)), atRiskCustomers: 1))
            }
            #expect(try await books.differences() == [])
        }
    }

    @Test func `shows each invoice with its own age`() async throws {
        try await Books.use { books in
            try await Self.fill(books, aged: .due)
            let report = try await books.report(asOf: Self.today) { $0.rows = .invoice }
            #expect(report.rows.compactMap(\.item?.daysPastDue) == Self.ages.sorted(by: >))
            let customer = try #require(try await books.customers.find(books.scope, "probe"))
            let open = try await books.summary.invoices(
                books.scope, of: customer.id, asOf: Self.today)
            #expect(open.map(\.daysPastDue) == Self.ages.sorted(by: >))
        }
    }
}
