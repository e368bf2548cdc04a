import BooksTestSupport
import Kernel
import Receivables
import Testing

@Suite
struct `Stories of payments` {
    @Test func `Brown pays before the invoice is written`() async throws {
        try await Books.use { books in
            let brown = try await books.customer("Brown & Sons")
            // On 3 March Brown pays 500.00 for goods that are invoiced on the 10th.
            let receipt = try await books.receipt(brown, "P-17", on: "2026-03-03", "500.00 USD")
            // Until then the books owe Brown 500.00, in a column of its own or netted.
            var early = try await books.report(asOf: "2026-03-09") { $0.unapplied = .separate }
            #expect(early.totals.unapplied == -50_000)
            #expect(early.totals.amounts == [0, 0, 0, 0, 0, 0])
            early = try await books.report(asOf: "2026-03-09")
            #expect(early.totals.amounts == [0, -50_000, 0, 0, 0, 0])
            #expect(early.controlBalance == -50_000)

            let invoice = try await books.invoice(
                brown, "R-101", on: "2026-03-10", due: "2026-04-09", "620.00 USD")
            // Somebody says the payment was for this invoice as of 3 March; it cannot have been
            // before the invoice was there, so it counts from the 10th.
            try await books.allocate(receipt, to: invoice, "500.00 USD", on: "2026-03-03")
            let ninth = try await books.report(asOf: "2026-03-09")
            #expect(ninth.totals.total == -50_000)
            let tenth = try await books.report(asOf: "2026-03-10") { $0.rows = .invoice }
            #expect(tenth.rows.map(\.total) == [12_000])
            #expect(tenth.controlBalance == 12_000)
            // 120.00 stay open: current on 9 April, a day late on the 10th.
            #expect(
                try await books.report(asOf: "2026-04-09").totals.amounts
                    == [12_000, 0, 0, 0, 0, 0])
            #expect(
                try await books.report(asOf: "2026-04-10").totals.amounts
                    == [0, 12_000, 0, 0, 0, 0])
            #expect(try await books.differences() == [])
        }
    }

    @Test func `Clark pays the same invoice twice and gets too much back`() async throws {
        try await Books.use { books in
            let clark = try await books.customer("Clark")
            let invoice = try await books.invoice(
                clark, "R-7", on: "2026-05-01", due: "2026-05-31", "300.00 USD")
            let first = try await books.receipt(clark, "P-1", on: "2026-05-20", "300.00 USD")
            try await books.allocate(first, to: invoice, "300.00 USD")
            let second = try await books.receipt(clark, "P-2", on: "2026-05-28", "300.00 USD")
            // There is nothing left to pay with the second one.
            await #expect(throws: PostingError.moreThanOpen) {
                try await books.allocate(second, to: invoice, "300.00 USD")
            }
            #expect(try await books.report(asOf: "2026-05-31").totals.total == -30_000)

            // On 5 June 320.00 are sent back by mistake: 20.00 more than were Clark's.
            _ = try await books.refund(second, to: clark, "F-1", on: "2026-06-05", "320.00 USD")
            let report = try await books.report(asOf: "2026-06-05") { $0.rows = .invoice }
            #expect(report.rows.map(\.item?.kind) == [.refund])
            #expect(report.rows.map(\.total) == [2_000])
            // So Clark owes 20.00 since that day.
            #expect(
                try await books.report(asOf: "2026-06-06").totals.amounts == [0, 2_000, 0, 0, 0, 0])
            #expect(try await books.report(asOf: "2026-06-04").totals.total == -30_000)

            let account = try #require(try await books.customers.find(books.scope, "Clark"))
            let statement = try #require(
                try await books.statements.statements(
                    books.scope, of: account, from: "2026-05-01", to: "2026-06-30"
                ).first)
            #expect(statement.opening == 0)
            #expect(statement.lines.map(\.amount) == [30_000, -30_000, -30_000, 32_000])
            #expect(statement.lines.map(\.balance) == [30_000, 0, -30_000, 2_000])
            #expect(statement.closing == 2_000)
        }
    }

    @Test func `Dunn gets a credit note for what is already paid`() async throws {
        try await Books.use { books in
            let dunn = try await books.customer("Dunn")
            let old = try await books.invoice(
                dunn, "R-1", on: "2026-01-10", due: "2026-02-09", "200.00 USD")
            let receipt = try await books.receipt(dunn, "P-1", on: "2026-02-01", "200.00 USD")
            try await books.allocate(receipt, to: old, "200.00 USD")
            // The goods were damaged: on 15 February 80.00 of the paid invoice are credited.
            let credit = try await books.creditNote(dunn, "C-1", on: "2026-02-15", "80.00 USD")
            await #expect(throws: PostingError.moreThanOpen) {
                try await books.allocate(credit, to: old, "80.00 USD")
            }
            #expect(
                try await books.report(asOf: "2026-03-20") { $0.unapplied = .separate }
                    .totals.unapplied == -8_000)
            // It pays for part of the next invoice.
            let next = try await books.invoice(
                dunn, "R-2", on: "2026-03-01", due: "2026-03-31", "100.00 USD")
            try await books.allocate(credit, to: next, "80.00 USD", on: "2026-03-25")
            #expect(try await books.report(asOf: "2026-03-24").totals.total == 2_000)
            let march = try await books.report(asOf: "2026-03-31") { $0.rows = .invoice }
            #expect(march.rows.map(\.item?.document) == ["R-2"])
            #expect(march.rows.map(\.total) == [2_000])
            #expect(march.controlBalance == 2_000)
        }
    }

    @Test func `Evans pays the instalments out of order`() async throws {
        try await Books.use { books in
            let evans = try await books.customer("Evans")
            let invoice = try await books.invoice(
                evans, "R-1", on: "2026-01-01", "1000.00 USD",
                instalments: [
                    ("2026-01-31", "400.00 USD"), ("2026-02-28", "300.00 USD"),
                    ("2026-03-31", "300.00 USD"),
                ])
            // On 20 February Evans pays the last instalment, by name, and 100.00 besides.
            let receipt = try await books.receipt(evans, "P-1", on: "2026-02-20", "400.00 USD")
            try await books.allocate(receipt, to: invoice, "300.00 USD", instalment: 3)
            try await books.allocate(receipt, to: invoice, "100.00 USD")
            // What is not named goes to the oldest: 300.00 of January and all of February remain.
            let march = try await books.report(asOf: "2026-03-15") { $0.rows = .invoice }
            #expect(march.rows.map(\.item?.instalment) == [1, 2])
            #expect(march.rows.map(\.item?.daysPastDue) == [43, 15])
            #expect(march.totals.amounts == [0, 30_000, 30_000, 0, 0, 0])
            // One invoice, 43 days late, counts once.
            let stats = try await books.summary.stats(books.scope, asOf: "2026-03-15")
            #expect(stats.invoices == 1)
            #expect(stats.overdueInvoices == 1)
            #expect(stats.daysOverdue == 43)
            // A second payment of 600.00 settles both.
            let rest = try await books.receipt(evans, "P-2", on: "2026-03-20", "600.00 USD")
            #expect(try await books.allocate(rest, to: invoice, "600.00 USD").count == 2)
            #expect(try await books.report(asOf: "2026-03-20").rows.isEmpty)
            #expect(try await books.report(asOf: "2026-02-19").totals.total == 100_000)
        }
    }

    @Test func `Fischer pays in euro what was invoiced at another rate`() async throws {
        try await Books.use { books in
            let fischer = try await books.customer("Fischer GmbH")
            try await books.setRate("EUR", from: "2026-06-01", "1.0800")
            try await books.setRate("EUR", from: "2026-06-30", "1.1000")
            try await books.setRate("EUR", from: "2026-07-10", "1.0500")
            // 1,000.00 EUR are 1,080.00 USD on 5 June.
            let invoice = try await books.invoice(
                fischer, "R-9", on: "2026-06-05", due: "2026-07-05", "1000.00 EUR")
            // At the end of June they are worth 1,100.00, for that day's balance sheet.
            #expect(try await books.posting.revalue(books.scope, on: "2026-06-30") == 1)
            #expect(try await books.report(asOf: "2026-06-30").controlBalance == 110_000)
            #expect(try await books.report(asOf: "2026-07-01").controlBalance == 108_000)
            // On 10 July 600.00 EUR come in, 630.00 USD for what stood at 648.00.
            let receipt = try await books.receipt(fischer, "P-9", on: "2026-07-10", "600.00 EUR")
            try await books.allocate(receipt, to: invoice, "600.00 EUR")
            #expect(try await books.report(asOf: "2026-07-10").totals.total == 43_200)
            let inEuro = try await books.report(asOf: "2026-07-10") { $0.currency = .only("EUR") }
            #expect(inEuro.totals.amounts == [0, 40_000, 0, 0, 0, 0])
            #expect(inEuro.controlBalance == 40_000)
            // The 18.00 between are an exchange loss of the day, in no bucket.
            let loss: Int64 = try await books.database.read(
                books.scope,
                """
                SELECT sum(base_amount)::bigint FROM journal_line
                WHERE account_id = 6 AND entry_on = '2026-07-10'
                """
            ).single().decode(0)
            #expect(loss == 1_800)
            #expect(try await books.differences() == [])
        }
    }
}
