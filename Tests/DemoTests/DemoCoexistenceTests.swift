import BooksTestSupport
import Kernel
import Receivables
import Tenancy
import Testing

@testable import Demo

@Suite struct `The demonstration and others` {
    @Test func `leave a tenant alone that holds something else`() async throws {
        try await Books.use { books in
            _ = try await books.customer("REAL")
            let error = await #expect(throws: DemoError.self) {
                try await `Loading the demonstration`.loader(books).load(
                    books.scope, today: "2026-11-21")
            }
            #expect(error?.code == "not_the_demonstration")
            #expect(try await `Loading the demonstration`.rowCounts(books)[3] == 1)
        }
    }

    @Test func `may load at once`() async throws {
        try await Books.use(connections: 6) { books in
            let loader = `Loading the demonstration`.loader(books)
            let company = try DemoCompany(
                start: `Loading the demonstration`.start, today: "2026-06-30")
            // The first one makes it the demonstration, whose story begins in May.
            var first = DemoBooks(
                database: books.database, scope: books.scope, company: company)
            try await first.writeRates()
            async let one = loader.load(books.scope, today: company.today)
            async let other = loader.load(books.scope, today: company.today)
            _ = try await (one, other)
            #expect(try await books.differences() == [])
            try await `Loading the demonstration`.expectProven(
                books, company, on: company.today)
        }
    }

    @Test func `get along when somebody tries things out`() async throws {
        try await Books.use { books in
            let loader = `Loading the demonstration`.loader(books)
            let company = try DemoCompany(
                start: `Loading the demonstration`.start, today: "2026-07-10")
            _ = try await loader.write(company, books.scope)
            let open = try await books.report(asOf: company.today) {
                $0.rows = .invoice
                $0.unapplied = .separate
            }
            // What the story would settle later is voided, written off or paid by hand today.
            let invoices = open.rows.filter { $0.item?.kind == .invoice }
            #expect(
                try await books.posting.void(
                    books.scope, invoices.prefix(100).map { DocumentID($0.id) }) > 0)
            let applied = try await books.database.read(
                books.scope,
                """
                SELECT allocation_id FROM ar_entry WHERE kind = 10 AND amount > 0
                ORDER BY id LIMIT 30
                """)
            let allocations = try applied.map { AllocationID(try $0.int64(0)) }
            #expect(try await books.posting.reverse(books.scope, allocations) == 30)
            let today = try company.today.adding(days: 40)
            #expect(try await loader.load(books.scope, today: today) > 0)
            #expect(try await books.differences() == [])
            let report = try await books.report(asOf: today)
            #expect(report.totals.total == report.controlBalance)
            #expect(try await loader.load(books.scope, today: today) == 0)
        }
    }
}
