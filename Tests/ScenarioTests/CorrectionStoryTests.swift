import BooksTestSupport
import Kernel
import Receivables
import Testing

@Suite
struct `Stories of mistakes` {
    @Test func `A receipt of January is entered in February`() async throws {
        try await Books.use { books in
            let gray = try await books.customer("Gray")
            let invoice = try await books.invoice(
                gray, "R-1", on: "2026-01-05", due: "2026-01-20", "250.00 USD")
            // Month end: 250.00 are eleven days late. The report goes to the bank.
            let monthEnd = try await books.now()
            var january = try await books.report(asOf: "2026-01-31") { $0.knownAt = monthEnd }
            #expect(january.totals.amounts == [0, 25_000, 0, 0, 0, 0])

            // In February a cheque of 28 January turns up in the drawer.
            let receipt = try await books.receipt(gray, "P-1", on: "2026-01-28", "250.00 USD")
            try await books.allocate(receipt, to: invoice, "250.00 USD")
            // January is different now, but not as it was known at month end.
            january = try await books.report(asOf: "2026-01-31")
            #expect(january.rows.isEmpty)
            #expect(january.controlBalance == 0)
            january = try await books.report(asOf: "2026-01-31") { $0.knownAt = monthEnd }
            #expect(january.totals.amounts == [0, 25_000, 0, 0, 0, 0])
            #expect(january.controlBalance == 25_000)
        }
    }

    @Test func `An invoice is voided after it was paid`() async throws {
        try await Books.use { books in
            let hill = try await books.customer("Hill")
            let wrong = try await books.invoice(
                hill, "R-1", on: "2026-04-01", due: "2026-05-01", "75.00 USD")
            let receipt = try await books.receipt(hill, "P-1", on: "2026-04-20", "75.00 USD")
            try await books.allocate(receipt, to: wrong, "75.00 USD")
            let before = try await books.now()
            #expect(try await books.report(asOf: "2026-04-30").rows.isEmpty)

            // The invoice was for somebody else: the money is Hill's again, from the day it came.
            #expect(try await books.posting.void(books.scope, [wrong]) == 1)
            #expect(try await books.posting.void(books.scope, [wrong]) == 0)
            #expect(try await books.report(asOf: "2026-04-19").rows.isEmpty)
            #expect(try await books.report(asOf: "2026-04-30").totals.total == -7_500)
            // As it was known before, there was an invoice on 10 April.
            let known = try await books.report(asOf: "2026-04-10") { $0.knownAt = before }
            #expect(known.totals.total == 7_500)
            // A void document takes nothing more.
            await #expect(throws: PostingError.notAllocatable) {
                try await books.allocate(receipt, to: wrong, "1.00 USD")
            }
            let right = try await books.invoice(
                hill, "R-2", on: "2026-04-25", due: "2026-05-25", "75.00 USD")
            try await books.allocate(receipt, to: right, "75.00 USD")
            #expect(try await books.report(asOf: "2026-04-30").rows.isEmpty)
            #expect(try await books.differences() == [])
        }
    }

    @Test func `A corrected invoice is as if it had been right from the start`() async throws {
        try await Books.use { books in
            let irwin = try await books.customer("Irwin")
            // Entered: 1 March, due 31 March, 540.00. Meant: 10 March, due 9 April, 450.00.
            let invoice = try await books.invoice(
                irwin, "R-1", on: "2026-03-01", due: "2026-03-31", "540.00 USD")
            let receipt = try await books.receipt(irwin, "P-1", on: "2026-03-05", "200.00 USD")
            try await books.allocate(receipt, to: invoice, "200.00 USD")
            let before = try await books.now()
            try await books.correct(
                invoice, date: "2026-03-10", due: "2026-04-09", to: "450.00 USD")
            // Up to the 9th there was the money only; then 250.00 are open until 9 April.
            #expect(try await books.report(asOf: "2026-03-04").rows.isEmpty)
            #expect(try await books.report(asOf: "2026-03-09").totals.total == -20_000)
            #expect(try await books.report(asOf: "2026-03-10").totals.total == 25_000)
            #expect(
                try await books.report(asOf: "2026-04-09").totals.amounts
                    == [25_000, 0, 0, 0, 0, 0])
            // Whoever looked in March saw 340.00 open, a day late on 1 April.
            let known = try await books.report(asOf: "2026-04-01") { $0.knownAt = before }
            #expect(known.totals.amounts == [0, 34_000, 0, 0, 0, 0])
            #expect(known.controlBalance == 34_000)
            let account = try #require(try await books.customers.find(books.scope, "Irwin"))
            let statement = try #require(
                try await books.statements.statements(
                    books.scope, of: account, from: nil, to: "2026-12-31"
                ).first)
            #expect(statement.lines.map(\.date) == ["2026-03-05", "2026-03-10"])
            #expect(statement.lines.map(\.amount) == [-20_000, 45_000])
            #expect(statement.closing == 25_000)
        }
    }

    @Test func `A payment was set against the wrong invoice`() async throws {
        try await Books.use { books in
            let jones = try await books.customer("Jones")
            let first = try await books.invoice(
                jones, "R-1", on: "2026-01-01", due: "2026-01-31", "60.00 USD")
            let second = try await books.invoice(
                jones, "R-2", on: "2026-02-01", due: "2026-02-28", "60.00 USD")
            let receipt = try await books.receipt(jones, "P-1", on: "2026-02-10", "60.00 USD")
            let wrong = try await books.allocate(receipt, to: second, "60.00 USD")
            #expect(
                try await books.report(asOf: "2026-03-10").totals.amounts == [0, 0, 6_000, 0, 0, 0])
            #expect(try await books.posting.reverse(books.scope, wrong) == 1)
            try await books.allocate(receipt, to: first, "60.00 USD")
            // The same 60.00, but only ten days late.
            #expect(
                try await books.report(asOf: "2026-03-10").totals.amounts == [0, 6_000, 0, 0, 0, 0])
            #expect(try await books.report(asOf: "2026-03-10").controlBalance == 6_000)
        }
    }

    @Test func `What King will never pay is written off`() async throws {
        try await Books.use { books in
            let king = try await books.customer("King")
            let invoice = try await books.invoice(
                king, "R-1", on: "2026-01-01", due: "2026-01-31", "1000.00 USD")
            let receipt = try await books.receipt(king, "P-1", on: "2026-02-15", "350.00 USD")
            try await books.allocate(receipt, to: invoice, "350.00 USD")
            // The insolvency ends on 30 June with nothing more.
            try await books.writeOff(invoice, "650.00 USD", on: "2026-06-30")
            #expect(
                try await books.report(asOf: "2026-06-29").totals.amounts
                    == [0, 0, 0, 0, 0, 65_000])
            #expect(try await books.report(asOf: "2026-06-30").rows.isEmpty)
            let stats = try await books.summary.stats(books.scope, asOf: "2026-06-29")
            #expect(stats.atRiskCustomers == 1)
            #expect(try await books.summary.stats(books.scope, asOf: "2026-06-30").customers == 0)
        }
    }
}
