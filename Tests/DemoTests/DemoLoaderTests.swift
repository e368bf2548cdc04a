import BooksTestSupport
import Kernel
import PostgresClient
import Receivables
import Tenancy
import Testing

@testable import Demo

@Suite struct `Loading the demonstration` {
    static let start: LocalDate = "2026-05-01"

    static func loader(_ books: Books) -> DemoLoader {
        DemoLoader(database: books.database, tenants: books.installation.tenants)
    }

    /// Everything in the books that a load could change.
    static func rowCounts(_ books: Books) async throws -> [Int64] {
        let row = try await books.database.read(
            books.scope,
            """
            SELECT (SELECT count(*) FROM ar_document), (SELECT count(*) FROM ar_entry),
                (SELECT count(*) FROM journal_line), (SELECT count(*) FROM ar_customer),
                (SELECT count(*) FROM ar_contact), (SELECT count(*) FROM ar_rate),
                (SELECT count(*) FROM ar_payment_terms), (SELECT count(*) FROM ar_invoice_line)
            """
        ).single()
        return try (0..<8).map { try row.int64($0) }
    }

    /// Every open item on a day, as text.
    static func items(_ books: Books, on day: LocalDate) async throws -> [String] {
        let report = try await books.report(asOf: day) { $0.rows = .invoice }
        return report.rows.map {
            "\($0.customer) \($0.item?.document ?? "")/\($0.item?.instalment ?? 0) \($0.total)"
        }.sorted()
    }

    static func expectProven(_ books: Books, _ company: DemoCompany, on day: LocalDate)
        async throws
    {
        let figures = StoryFigures(company)
        let base = try await books.report(asOf: day)
        #expect(base.totals.total == base.controlBalance, "\(day)")
        var request = AgingRequest(asOf: day, limits: .standard)
        request.currency = .all
        let reports = try await books.aging.report(books.scope, request)
        #expect(reports.map(\.currency) == ["EUR", "GBP", "USD"])
        for report in reports {
            #expect(report.totals.total == report.controlBalance, "\(day) \(report.currency)")
            let told = figures.balance(of: report.currency, on: day)
            #expect(report.totals.total == told, "\(day) \(report.currency)")
        }
    }

    @Test func `creates a tenant with three years that tie to the journal`() async throws {
        try await InstallationFixture.use { installation in
            let loader = DemoLoader(
                database: TenantDatabase(pool: installation.pool), tenants: installation.tenants)
            // Still the evening before in New York.
            let instant = Instant(unixSeconds: 1_795_316_400)
            let tenant = try await loader.ensure(at: instant)
            let books = Books(installation, tenant: tenant)
            let today: LocalDate = "2026-11-21"
            let company = try `The demonstration's story`.story(today)
            #expect(tenant.name.text == "demo" && books.scope.today(at: instant) == today)
            #expect(try await books.differences() == [])
            let days: [LocalDate] = [
                "2023-12-31", "2024-06-30", "2025-10-31", "2026-09-30", today,
            ]
            for day in days { try await Self.expectProven(books, company, on: day) }
            let tomorrow = try await books.report(asOf: today.adding(days: 1))
            let now = try await books.report(asOf: today)
            #expect(tomorrow.totals.total == now.totals.total)

            let before = try await Self.rowCounts(books)
            #expect(before[0] == Int64(company.documents.count))
            #expect(try await loader.ensure(at: instant).id == tenant.id)
            #expect(try await Self.rowCounts(books) == before)
        }
    }

    @Test func `goes on where it was interrupted`() async throws {
        try await Books.use { books in
            let company = try DemoCompany(start: Self.start, today: "2026-08-20")
            // Some months, then documents without what settles them.
            let months = try company.months()
            var half = DemoBooks(database: books.database, scope: books.scope, company: company)
            try await half.writeRates()
            try await half.writeCustomers()
            try await half.writeDocuments(months[0].documents)
            try await half.writeAllocations(months[0].allocations)
            try await half.writeDocuments(months[1].documents)
            try await half.writeAllocations(months[1].allocations.prefix(20).indices)
            let loader = Self.loader(books)
            #expect(try await loader.load(books.scope, today: company.today) > 0)
            #expect(try await books.differences() == [])
            try await Self.expectProven(books, company, on: company.today)
            #expect(try await loader.load(books.scope, today: company.today) == 0)
        }
    }

    @Test func `stops when it is cancelled and starts again`() async throws {
        try await Books.use { books in
            let loader = Self.loader(books)
            let company = try DemoCompany(start: Self.start, today: "2026-07-31")
            let task = Task {
                try await loader.write(company, books.scope) { progress in
                    if progress.monthsDone == 1 { withUnsafeCurrentTask { $0?.cancel() } }
                }
            }
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(try await loader.load(books.scope, today: company.today) > 0)
            try await Self.expectProven(books, company, on: company.today)
        }
    }

    @Test func `adds the days since, as if it had been loaded that day`() async throws {
        let days: [LocalDate] = ["2026-07-30", "2026-07-31", "2026-08-01", "2026-08-03"]
        let last: LocalDate = "2026-09-04"
        let grown = try await Books.use { books in
            let loader = Self.loader(books)
            _ = try await loader.write(
                DemoCompany(start: Self.start, today: days[0]), books.scope)
            for day in days + [last] {
                try await loader.load(books.scope, today: day)
                #expect(try await books.differences() == [])
            }
            return try await Self.items(books, on: last)
        }
        let atOnce = try await Books.use { books in
            let company = try DemoCompany(start: Self.start, today: last)
            _ = try await Self.loader(books).write(company, books.scope)
            return try await Self.items(books, on: last)
        }
        #expect(grown == atOnce && !grown.isEmpty)
    }
}
