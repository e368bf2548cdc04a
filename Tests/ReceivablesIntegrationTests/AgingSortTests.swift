import BooksTestSupport
import Kernel
import Testing

@testable import Receivables

/// Every page of every order, against the whole report sorted here.
@Suite
struct `A report in pages` {
    private static let customers = 34
    private static let days: [LocalDate] = ["2026-03-01", "2026-04-15", "2026-07-01"]

    /// Names in either case, two of them alike; credit, several currencies, equal amounts.
    private static func prepare(_ books: Books) async throws {
        var random = SeededRandom()
        try await books.setRate("EUR", from: "2026-01-01", "1.0835")
        var invoices = "Customer No,Customer,Invoice No,Invoice Date,Due Date,Amount,Currency\n"
        for number in 0..<150 {
            let customer = random.int(0...(customers - 1))
            let month = random.int(1...5)
            let currency = random.chance(4) ? "EUR" : "USD"
            let amount = random.chance(6) ? -random.int(1...50) : random.int(1...9) * 100
            invoices +=
                "K\(customer),\(name(customer)),I\(number),2026-0\(month)-\(random.int(10...28)),"
                + "2026-0\(month + 1)-\(random.int(10...28)),\(amount).00,\(currency)\n"
        }
        try await books.importing(invoices)
        var receipts =
            "Customer No,Customer,Receipt No,Date,Amount,Currency,Applied To,Applied Amount\n"
        for number in 0..<50 {
            let customer = random.int(0...(customers - 1))
            receipts +=
                "K\(customer),\(name(customer)),R\(number),2026-0\(random.int(2...6))-15,"
                + "\(random.int(1...200)).50,USD,,\n"
        }
        try await books.importing(receipts)
    }

    private static func name(_ customer: Int) -> String {
        let name = ["alpha", "Beta", "gamma", "Delta"][customer % 4]
        return customer < 2 ? "twins" : "\(name) \(customer / 4)"
    }

    private static func variants(on day: LocalDate) -> [AgingRequest] {
        var variants: [AgingRequest] = []
        for unapplied in AgingRequest.Unapplied.allCases {
            for rows in AgingRequest.Rows.allCases {
                for currency in [AgingCurrency.base, .only("EUR")] {
                    for basis in AgingBasis.allCases {
                        var request = AgingRequest(asOf: day, limits: .standard)
                        request.unapplied = unapplied
                        request.rows = rows
                        request.currency = currency
                        request.basis = basis
                        variants.append(request)
                    }
                }
            }
        }
        return variants
    }

    private static func columns(_ request: AgingRequest) -> [AgingSort.Column] {
        var columns: [AgingSort.Column] = [.customer, .total]
        columns += (0..<request.limits.bucketCount).map { .bucket($0) }
        if request.unapplied == .separate { columns.append(.unapplied) }
        if request.comparedTo != nil, request.rows == .customer { columns += [.before, .change] }
        if request.rows == .invoice {
            columns += [.document, .documentDate, .dueDate, .daysPastDue]
        }
        return columns
    }

    /// All pages one after the other.
    private static func walk(
        _ books: Books, _ request: AgingRequest, size: Int
    ) async throws -> (rows: [AgingRow], last: AgingReport) {
        // Today's rollups answer for any day here, which they do exactly.
        let aging = AgingService(database: books.database, rollupDaysMax: .max)
        var rows: [AgingRow] = []
        while true {
            var windowed = request
            windowed.window = rows.count..<(rows.count + size)
            let report = try #require(try await aging.report(books.scope, windowed).first)
            #expect(report.firstRow == rows.count)
            rows += report.rows
            if rows.count >= report.rowCount || report.rows.isEmpty { return (rows, report) }
        }
    }

    private static func expectSame(
        _ found: [AgingRow], _ expected: [AgingRow], _ request: AgingRequest
    ) {
        let sort = request.effectiveSort.text
        #expect(found.map(ReportLine.init) == expected.map(ReportLine.init), "\(sort) \(request)")
        #expect(found.map(\.before) == expected.map(\.before), "\(sort) \(request)")
    }

    @Test func `is the whole report, whatever the order`() async throws {
        try await Books.use { books in
            try await Self.prepare(books)
            _ = try await books.rollups.run(books.scope, today: "2026-03-20")
            let late = try await books.customer("late")
            _ = try await books.invoice(late, "L", on: "2026-02-01", "345.67 USD")
            for request in Self.days.flatMap(Self.variants(on:)) {
                let whole = try #require(try await books.aging.report(books.scope, request).first)
                for column in Self.columns(request) {
                    for isDescending in [false, true] {
                        var sorted = request
                        sorted.sort = AgingSort(column, isDescending: isDescending)
                        let (rows, last) = try await Self.walk(books, sorted, size: 23)
                        let expected = ReportOrder.sorted(whole.rows, sorted)
                        Self.expectSame(rows, expected, sorted)
                        #expect(last.totals == whole.totals && last.rowCount == whole.rows.count)
                        #expect(last.controlBalance == whole.controlBalance && last.found == nil)
                    }
                }
            }
        }
    }

    @Test func `finds customers by name and code and adds them up`() async throws {
        try await Books.use { books in
            try await Self.prepare(books)
            for request in Self.variants(on: "2026-04-15") {
                let whole = try #require(try await books.aging.report(books.scope, request).first)
                for search in ["BETA", "k1", "twins", "ta 3", "%", "nobody"] {
                    var searched = request
                    searched.search = search
                    searched.sort = AgingSort(.bucket(1), isDescending: true)
                    let (rows, last) = try await Self.walk(books, searched, size: 7)
                    let names = try await books.database.read(
                        books.scope, "SELECT name, code FROM ar_customer"
                    ).map { (try $0.string(0), try $0.string(1)) }
                    let matching = whole.rows.filter { row in
                        names.contains { name, code in
                            name == row.customer
                                && "\(name)\n\(code)".lowercased().contains(search.lowercased())
                        }
                    }
                    // Two customers have one name: their codes decide.
                    if search != "k1" {
                        Self.expectSame(rows, ReportOrder.sorted(matching, searched), searched)
                    }
                    let sums = try AgingTotals(rows, bucketCount: request.limits.bucketCount)
                    #expect(last.found == sums && last.totals == whole.totals)
                    #expect(last.rowCount == rows.count && rows.count < whole.rows.count)
                }
            }
        }
    }

    @Test func `tells what was open before, also of those that have paid`() async throws {
        try await Books.use { books in
            try await Self.prepare(books)
            let paid = try await books.customer("paid")
            let invoice = try await books.invoice(paid, "P", on: "2026-02-01", "345.67 USD")
            let receipt = try await books.receipt(paid, "PR", on: "2026-04-01", "345.67 USD")
            try await books.allocate(receipt, to: invoice, "345.67 USD")
            for request in Self.variants(on: "2026-04-15") where request.rows == .customer {
                var compared = request
                compared.comparedTo = "2026-03-01"
                let whole = try #require(try await books.aging.report(books.scope, compared).first)
                try await expectComparison(whole, of: request, books)
                for column in Self.columns(compared) {
                    var sorted = compared
                    sorted.sort = AgingSort(column, isDescending: true)
                    let (rows, last) = try await Self.walk(books, sorted, size: 9)
                    Self.expectSame(rows, ReportOrder.sorted(whole.rows, sorted), sorted)
                    #expect(last.totals == whole.totals)
                    #expect(last.rollForward == whole.rollForward)
                }
            }
        }
    }

    /// The rows of a comparison are those of both days.
    private func expectComparison(
        _ whole: AgingReport, of request: AgingRequest, _ books: Books
    ) async throws {
        let now = try #require(try await books.aging.report(books.scope, request).first)
        var earlier = request
        earlier.asOf = "2026-03-01"
        let then = try #require(try await books.aging.report(books.scope, earlier).first)
        let before = Dictionary(uniqueKeysWithValues: then.rows.map { ($0.id, $0.total) })
        let after = Dictionary(uniqueKeysWithValues: now.rows.map { ($0.id, $0.total) })
        #expect(Set(whole.rows.map(\.id)) == Set(before.keys).union(after.keys))
        for row in whole.rows {
            #expect(row.total == after[row.id] ?? 0 && row.before == before[row.id] ?? 0)
        }
        #expect(whole.totals == now.totals && whole.controlBalance == now.controlBalance)
        #expect(whole.rollForward?.openingByBucket == then.totals)
        #expect(whole.rollForward?.closingByBucket == now.totals)
    }

    @Test func `cannot be compared with a later day`() async throws {
        try await Books.use { books in
            var request = AgingRequest(asOf: "2026-03-01", limits: .standard)
            request.comparedTo = "2026-03-01"
            await #expect(throws: AgingError.comparison) {
                try await books.aging.report(books.scope, request)
            }
        }
    }
}
