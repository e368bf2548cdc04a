import BooksTestSupport
import Kernel
import Receivables
import Testing

@Suite
struct `A first invoice` {
    @Test func `ages by its due date`() async throws {
        try await Books.use { books in
            let acme = try await books.customer("acme")
            _ = try await books.invoice(
                acme, "R-1", on: "2026-01-10", due: "2026-02-09", "100.00 USD")
            let report = try await books.report(asOf: "2026-02-10")
            #expect(report.totals.amounts == [0, 10_000, 0, 0, 0, 0])
            #expect(try await books.differences() == [])
        }
    }
}
