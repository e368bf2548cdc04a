import BooksTestSupport
import Kernel
import Receivables
import Testing

@Suite
struct `Correcting documents` {
    @Test func `keeps the instalment that an allocation was meant for`() async throws {
        try await Books.use { books in
            let acme = try await books.customer("acme")
            let invoice = try await books.invoice(
                acme, "R-1", on: "2026-01-10", "100.00 USD",
                instalments: [("2026-02-10", "50.00 USD"), ("2026-03-10", "50.00 USD")])
            let receipt = try await books.receipt(acme, "P-1", on: "2026-01-20", "50.00 USD")
            try await books.allocate(receipt, to: invoice, "50.00 USD", instalment: 2)
            try await books.correct(
                receipt, date: "2026-01-25", due: "2026-01-25", to: "-50.00 USD")
            let open = try await books.report(asOf: "2026-01-31") { $0.rows = .invoice }
            #expect(open.rows.map(\.item?.instalment) == [1])
            #expect(try await books.report(asOf: "2026-01-20").totals.total == 10_000)
        }
    }

    @Test func `moves an allocation once when both its documents move`() async throws {
        try await Books.use { books in
            let acme = try await books.customer("acme")
            let invoice = try await books.invoice(acme, "R-1", on: "2026-01-10", "100.00 USD")
            let receipt = try await books.receipt(acme, "P-1", on: "2026-01-10", "100.00 USD")
            try await books.allocate(receipt, to: invoice, "40.00 USD")
            _ = try await books.database.write(
                books.scope,
                [
                    """
                    SELECT ar_correct(\([invoice.rawValue, receipt.rawValue]),
                        \(["2026-02-10", "2026-02-10"] as [LocalDate]),
                        \(["2026-02-10", "2026-02-10"] as [LocalDate]),
                        \([10_000, -10_000] as [Int64]))
                    """
                ])
            let open = try await books.report(asOf: "2026-02-10") { $0.rows = .invoice }
            #expect(open.rows.map(\.total).sorted() == [-6_000, 6_000])
            #expect(try await books.report(asOf: "2026-02-09").rows.isEmpty)
            #expect(try await books.differences() == [])
        }
    }

    @Test func `leaves nothing in base of what is settled`() async throws {
        try await Books.use { books in
            try await books.setRate("EUR", from: "2026-01-01", "1.10")
            try await books.setRate("EUR", from: "2026-01-15", "1.20")
            let acme = try await books.customer("acme")
            let paid = try await books.invoice(acme, "R-1", on: "2026-01-10", "100.00 EUR")
            let lost = try await books.invoice(acme, "R-2", on: "2026-01-10", "100.00 EUR")
            let receipt = try await books.receipt(acme, "P-1", on: "2026-01-20", "100.00 EUR")
            try await books.allocate(receipt, to: paid, "100.00 EUR")
            try await books.writeOff(lost, "100.00 EUR", on: "2026-02-20")
            for invoice in [paid, lost] {
                try await books.correct(
                    invoice, date: "2026-01-15", due: "2026-03-15", to: "100.00 EUR")
            }
            #expect(try await books.report(asOf: "2026-12-31").rows.isEmpty)
            // While it was open it was worth the rate of its new date.
            #expect(try await books.report(asOf: "2026-02-01").totals.total == 12_000)
            #expect(try await books.differences() == [])
        }
    }

    @Test func `refuses an amount below what is settled, even none at all`() async throws {
        try await Books.use { books in
            let acme = try await books.customer("acme")
            let invoice = try await books.invoice(acme, "R-1", on: "2026-01-10", "100.00 USD")
            let receipt = try await books.receipt(acme, "P-1", on: "2026-01-20", "40.00 USD")
            try await books.allocate(receipt, to: invoice, "40.00 USD")
            for amount: Money in ["39.99 USD", "0.00 USD"] {
                await #expect {
                    try await books.correct(
                        invoice, date: "2026-01-10", due: "2026-01-10", to: amount)
                } throws: { error in
                    HistoryFailure.translated(error) as? PostingError == .moreThanOpen
                }
            }
            await #expect {
                try await books.correct(
                    invoice, date: "2026-01-10", due: "2026-01-10", to: "-1.00 USD")
            } throws: { error in
                HistoryFailure.translated(error) as? PostingError == .notCorrectable
            }
            try await books.correct(
                invoice, date: "2026-01-10", due: "2026-01-10", to: "40.00 USD")
            #expect(try await books.report(asOf: "2026-12-31").rows.isEmpty)
        }
    }
}
