import BooksTestSupport
import Kernel
import Receivables
import Testing

@Suite
struct `Importing amounts with rates of their own` {
    private static let header =
        "Customer,Invoice No,Invoice Date,Due Date,Amount,Currency,Exchange Rate\n"
    private static let file =
        header + """
            Acme,1,2026-05-01,2026-05-31,1000.00,EUR,1.20
            Acme,2,2026-05-02,2026-06-01,10.00,EUR,0
            Bolt,3,2026-05-03,2026-06-02,10.00,EUR,1
            Bolt,4,2026-05-03,2026-06-02,10.00,USD,1
            """

    private func base(_ books: Books, _ number: String) async throws -> Int64 {
        try await books.number("SELECT base_amount FROM ar_document WHERE number = \(number)")
    }

    @Test func `takes the line's rate before the tenant's`() async throws {
        try await Books.use { books in
            try await books.setRate("EUR", from: "2026-01-01", "1.05")
            let report = try await books.importing(Self.file)
            #expect([report.new, report.rejected] == [4, 0])
            #expect(try await base(books, "1") == 120_000)
            #expect(try await base(books, "2") == 1_050)
            #expect(try await base(books, "3") == 1_050)
            #expect(try await base(books, "4") == 1_000)
            #expect(try await books.differences() == [])
            let before = try await books.contents()
            #expect(try await books.importing(Self.file).unchanged == 4)
            #expect(try await books.contents() == before)
        }
    }

    @Test func `needs no rate of the tenant's`() async throws {
        try await Books.use { books in
            let report = try await books.importing(Self.file)
            #expect(report.new == 2)
            #expect(report.rejects.map(\.line) == [3, 4])
            #expect(try await base(books, "1") == 120_000)
        }
    }

    @Test func `changes the base amount where the rate is corrected, and what it led to`()
        async throws
    {
        try await Books.use { books in
            let line = "Acme,1,2026-05-01,2026-05-31,1000.00,EUR,"
            try await books.importing(Self.header + line + "1.20")
            try await books.importing(
                """
                Customer,Receipt No,Date,Amount,Currency,Exchange Rate,Applied To,Applied Amount
                Acme,R1,2026-06-10,1000.00,EUR,1.15,1,1000.00
                """)
            #expect(try await books.open("Acme", "1") == 0)
            #expect(try await base(books, "R1") == -115_000)
            #expect(try await books.report(asOf: "2026-06-30").totals.total == 0)
            #expect(try await books.differences() == [])
            let report = try await books.importing(Self.header + line + "1.25")
            #expect([report.new, report.changed, report.rejected] == [0, 1, 0])
            #expect(try await base(books, "1") == 125_000)
            #expect(try await books.report(asOf: "2026-06-09").totals.total == 125_000)
            #expect(try await books.report(asOf: "2026-06-30").totals.total == 0)
            #expect(try await books.differences() == [])
            let before = try await books.contents()
            #expect(try await books.importing(Self.header + line + "1.25").unchanged == 1)
            // A list that says nothing of rates leaves them as they are.
            let plain = "Customer,Invoice No,Invoice Date,Due Date,Amount,Currency\n"
            try await books.setRate("EUR", from: "2026-01-01", "1.05")
            #expect(try await books.importing(plain + line.dropLast()).unchanged == 1)
            #expect(try await books.contents() == before)
        }
    }

    @Test func `takes an amount before a rate that does not fit it`() async throws {
        try await Books.use { books in
            let report = try await books.importing(
                """
                Customer,Invoice No,Invoice Date,Due Date,Amount,Currency,Exchange Rate,Base Amount
                Acme,1,2026-05-01,2026-05-31,300.00,EUR,1.153333,345.99
                Acme,2,2026-05-01,2026-05-31,300.00,EUR,0.867052,346.00
                Acme,3,2026-05-01,2026-05-31,300.00,EUR,1.153333,400.00
                Acme,4,2026-05-01,2026-05-31,99999999.99,EUR,,115000000.01
                """)
            #expect(report.amountTotal == "115001092.00 USD")
            #expect(try await base(books, "2") == 34_600)
            #expect(try await base(books, "3") == 40_000)
            #expect(try await base(books, "4") == 11_500_000_001)
            #expect(
                report.warnings.filter { $0.contains("rate beside") } == [
                    "The amounts of 1 document in the own currency are not those of the rate"
                        + " beside them (3); the amounts count."
                ])
            #expect(try await books.differences() == [])
        }
    }
}
