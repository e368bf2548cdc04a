import BooksTestSupport
import Kernel
import Receivables
import Testing

@Suite
struct `The comparison of two days` {
    private static func between(
        _ books: Books, _ from: LocalDate, _ to: LocalDate,
        _ adjust: (inout AgingRequest) -> Void = { _ in }
    ) async throws -> RollForward {
        var request = AgingRequest(asOf: to, limits: .standard)
        adjust(&request)
        return try await RollForwardService(database: books.database).between(
            books.scope, from: from, to: to, request)
    }

    @Test func `says what was invoiced, collected, credited and written off`() async throws {
        try await Books.use { books in
            let acme = try await books.customer("acme")
            let old = try await books.invoice(
                acme, "1", on: "2026-01-01", due: "2026-01-31", "100.00 USD")
            _ = try await books.invoice(
                acme, "2", on: "2026-03-05", due: "2026-04-04", "40.00 USD")
            let receipt = try await books.receipt(acme, "P", on: "2026-03-10", "60.00 USD")
            try await books.allocate(receipt, to: old, "60.00 USD")
            let credit = try await books.creditNote(acme, "C", on: "2026-03-12", "15.00 USD")
            try await books.allocate(credit, to: old, "5.00 USD")
            try await books.writeOff(old, "3.00 USD", on: "2026-03-20")
            let forward = try await Self.between(books, "2026-02-15", "2026-03-31")
            #expect(forward.opening == 10_000 && forward.closing == 6_200)
            #expect(forward.invoiced == 4_000 && forward.collected == -6_000)
            #expect(forward.credited == -1_500 && forward.writtenOff == -300)
            #expect(forward.exchange == 0 && forward.other == 0)
            // The old invoice was 15 days late and is 59 days late: what was paid is paid there,
            // what is left of the credit note stands under its own date.
            #expect(forward.openingByBucket.amounts == [0, 10_000, 0, 0, 0, 0])
            #expect(forward.byBucket(.aged).amounts == [0, -10_000, 10_000, 0, 0, 0])
            #expect(forward.byBucket(.collected).amounts == [0, 0, -6_000, 0, 0, 0])
            #expect(forward.byBucket(.credited).amounts == [0, -1_000, -500, 0, 0, 0])
            #expect(forward.closingByBucket.amounts == [4_000, -1_000, 3_200, 0, 0, 0])
        }
    }

    @Test func `keeps unapplied credit apart, whatever becomes of it`() async throws {
        try await Books.use { books in
            let acme = try await books.customer("acme")
            let invoice = try await books.invoice(acme, "1", on: "2026-01-01", "100.00 USD")
            let receipt = try await books.receipt(acme, "P", on: "2026-01-20", "80.00 USD")
            _ = try await books.receipt(acme, "Q", on: "2026-02-20", "7.00 USD")
            try await books.allocate(receipt, to: invoice, "80.00 USD", on: "2026-02-10")
            let forward = try await Self.between(books, "2026-01-31", "2026-02-28") {
                $0.unapplied = .separate
            }
            #expect(forward.openingByBucket.unapplied == -8_000)
            #expect(forward.byBucket(.collected).unapplied == 8_000 - 700)
            #expect(forward.byBucket(.collected).amounts == [0, 0, -8_000, 0, 0, 0])
            #expect(forward.closingByBucket.unapplied == -700 && forward.closing == 1_300)
        }
    }

    @Test func `tells what rates have done from what was paid`() async throws {
        try await Books.use { books in
            try await books.setRate("EUR", from: "2026-01-01", "1.10")
            try await books.setRate("EUR", from: "2026-02-01", "1.20")
            let acme = try await books.customer("acme")
            let invoice = try await books.invoice(acme, "R-1", on: "2026-01-10", "100.00 EUR")
            let receipt = try await books.receipt(acme, "P-1", on: "2026-02-10", "100.00 EUR")
            try await books.allocate(receipt, to: invoice, "100.00 EUR")
            let paid = try await Self.between(books, "2026-01-31", "2026-02-28")
            #expect(paid.opening == 11_000 && paid.closing == 0)
            #expect(paid.collected == -12_000 && paid.exchange == 1_000)
            #expect(paid.byBucket(.exchange).amounts == [0, 0, 1_000, 0, 0, 0])
            let inEuro = try await Self.between(books, "2026-01-31", "2026-02-28") {
                $0.currency = .only("EUR")
            }
            #expect(inEuro.collected == -10_000 && inEuro.exchange == 0 && inEuro.closing == 0)
        }
    }

    @Test func `is refused for days in the wrong order`() async throws {
        try await Books.use { books in
            await #expect(throws: AgingError.dateRange) {
                try await Self.between(books, "2026-02-01", "2026-02-01")
            }
            await #expect(throws: AgingError.unknownCurrency("all")) {
                try await Self.between(books, "2026-01-01", "2026-02-01") { $0.currency = .all }
            }
        }
    }
}
