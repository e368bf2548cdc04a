import BooksTestSupport
import Kernel
import PostgresClient
import Receivables
import Testing

@Suite
struct `Settling documents` {
    private static func open(
        _ books: Books, _ document: DocumentID
    ) async throws -> [Int64] {
        let report = try await books.report(asOf: "2026-12-31") { $0.rows = .invoice }
        return report.rows.filter { $0.id == document.rawValue }.map(\.total)
    }

    @Test func `refuses more than is open and changes nothing`() async throws {
        try await Books.use { books in
            let acme = try await books.customer("acme")
            let invoice = try await books.invoice(acme, "R-1", on: "2026-01-10", "100.00 USD")
            let receipt = try await books.receipt(acme, "P-1", on: "2026-01-20", "80.00 USD")
            await #expect(throws: PostingError.moreThanOpen) {
                try await books.allocate(receipt, to: invoice, "80.01 USD")
            }
            try await books.allocate(receipt, to: invoice, "30.00 USD")
            for amount: Money in ["50.01 USD", "80.00 USD", "100.00 USD"] {
                await #expect(throws: PostingError.moreThanOpen) {
                    try await books.allocate(receipt, to: invoice, amount)
                }
                await #expect(throws: PostingError.moreThanOpen) {
                    try await books.writeOff(receipt, amount, on: "2026-02-01")
                }
            }
            #expect(try await Self.open(books, invoice) == [7_000])
            #expect(try await Self.open(books, receipt) == [-5_000])
            #expect(try await books.differences() == [])
        }
    }

    @Test func `refuses a sum of requests that is more than is open`() async throws {
        try await Books.use { books in
            let acme = try await books.customer("acme")
            let invoice = try await books.invoice(acme, "R-1", on: "2026-01-10", "100.00 USD")
            let receipt = try await books.receipt(acme, "P-1", on: "2026-01-20", "500.00 USD")
            let part = AllocationRequest(credit: receipt, target: invoice, minorUnits: 6_000)
            await #expect(throws: PostingError.moreThanOpen) {
                try await books.posting.allocate(books.scope, [part, part])
            }
            let loss = WriteOffRequest(document: invoice, minorUnits: 6_000, date: "2026-02-01")
            await #expect(throws: PostingError.moreThanOpen) {
                try await books.posting.writeOff(books.scope, [loss, loss], today: loss.date)
            }
            #expect(try await Self.open(books, invoice) == [10_000])
            #expect(try await books.differences() == [])
        }
    }

    @Test func `refuses documents that do not belong together`() async throws {
        try await Books.use { books in
            let (acme, other) = (try await books.customer("acme"), try await books.customer("b"))
            try await books.setRate("EUR", from: "2026-01-01", "1.10")
            let invoice = try await books.invoice(acme, "R-1", on: "2026-01-10", "100.00 USD")
            let inEuro = try await books.receipt(acme, "P-1", on: "2026-01-20", "100.00 EUR")
            let ofOther = try await books.receipt(other, "P-2", on: "2026-01-20", "100.00 USD")
            let voided = try await books.receipt(acme, "P-3", on: "2026-01-20", "100.00 USD")
            _ = try await books.posting.void(books.scope, [voided])
            for credit in [inEuro, ofOther, voided] {
                await #expect(throws: PostingError.notAllocatable) {
                    try await books.allocate(credit, to: invoice, "1.00 USD")
                }
            }
            await #expect(throws: PostingError.unknownDocument) {
                try await books.allocate(DocumentID(4711), to: invoice, "1.00 USD")
            }
            // An invoice is no credit, and a receipt nothing that is owed.
            let receipt = try await books.receipt(acme, "P-4", on: "2026-01-20", "100.00 USD")
            await #expect(throws: PostingError.moreThanOpen) {
                try await books.allocate(invoice, to: receipt, "1.00 USD")
            }
            #expect(try await Self.open(books, invoice) == [10_000])
            #expect(try await books.differences() == [])
        }
    }

    @Test func `refuses a document of nobody and a second one of the same number`() async throws {
        try await Books.use { books in
            let acme = try await books.customer("acme")
            _ = try await books.invoice(acme, "R-1", on: "2026-01-10", "100.00 USD")
            await #expect(throws: PostingError.duplicateNumber) {
                try await books.invoice(acme, "R-1", on: "2026-01-11", "1.00 USD")
            }
            await #expect(throws: PostingError.unknownCustomer) {
                try await books.invoice(CustomerID(4711), "R-2", on: "2026-01-10", "1.00 USD")
            }
            await #expect(throws: PostingError.noRate(" EUR on 2026-01-10")) {
                try await books.invoice(acme, "R-3", on: "2026-01-10", "1.00 EUR")
            }
            // A receipt may have the number of an invoice.
            _ = try await books.receipt(acme, "R-1", on: "2026-01-10", "1.00 USD")
            #expect(try await books.report(asOf: "2026-12-31").totals.total == 9_900)
        }
    }

    @Test func `tells how many allocations were in force`() async throws {
        try await Books.use { books in
            let acme = try await books.customer("acme")
            let receipt = try await books.receipt(acme, "P-1", on: "2026-01-20", "90.00 USD")
            var allocations: [AllocationID] = []
            for number in 1...3 {
                let invoice = try await books.invoice(
                    acme, "R-\(number)", on: "2026-01-10", "30.00 USD")
                allocations += try await books.allocate(receipt, to: invoice, "30.00 USD")
            }
            #expect(try await books.posting.reverse(books.scope, [allocations[0]]) == 1)
            #expect(try await books.posting.reverse(books.scope, allocations) == 2)
            #expect(try await books.posting.reverse(books.scope, allocations) == 0)
            #expect(try await Self.open(books, receipt) == [-9_000])
        }
    }

    @Test func `takes named instalments before the oldest ones of the same call`() async throws {
        try await Books.use { books in
            try await books.setRate("EUR", from: "2026-01-01", "1.1007")
            let acme = try await books.customer("acme")
            let invoice = try await books.invoice(
                acme, "R-1", on: "2026-01-10", "0.17 EUR",
                instalments: [("2026-02-10", "0.09 EUR"), ("2026-03-10", "0.08 EUR")])
            let receipt = try await books.receipt(acme, "P-1", on: "2026-01-20", "0.17 EUR")
            _ = try await books.posting.allocate(
                books.scope,
                [
                    AllocationRequest(credit: receipt, target: invoice, minorUnits: 14),
                    AllocationRequest(
                        credit: receipt, target: invoice, instalment: 2, minorUnits: 3),
                ])
            // All is settled, and nothing is left in base of any part.
            #expect(try await books.report(asOf: "2026-12-31").rows.isEmpty)
            #expect(try await books.differences() == [])
        }
    }
}
