import BooksTestSupport
import Kernel
import Testing

@testable import Receivables

@Suite
struct `Documents that a newer aging list lacks` {
    private static let header = "customer,invoice_no,invoice_date,due_date,amount,open\n"
    private static let july =
        header + """
            Acme,1,2026-05-05,2026-06-04,100.00,60.00
            Acme,2,2026-06-05,2026-07-05,200.00,200.00
            Acme,C1,2026-06-05,2026-06-05,-20.00,-20.00
            Beta,7,2026-07-01,2026-07-31,45.00,45.00
            """
    private static let august = header + "Acme,2,2026-06-05,2026-07-05,200.00,150.00\n"

    @Test func `are named in a warning`() async throws {
        try await Books.use { books in
            try await books.list(Self.july, asOf: "2026-07-31")
            let report = try await books.list(Self.august, asOf: "2026-08-31")
            #expect(
                report.warnings.contains {
                    $0.contains("3 documents are open") && $0.contains("Acme 1, Acme C1, Beta 7")
                })
            #expect(try await books.report(asOf: "2026-08-31").totals.total == 23_500)
            #expect(report.differing == 3)
        }
    }

    @Test func `are closed on its day when it is complete`() async throws {
        try await Books.use { books in
            try await books.list(Self.july, asOf: "2026-07-31")
            let report = try await books.list(Self.august, asOf: "2026-08-31", complete: true)
            #expect([report.changed, report.documents] == [1, 1])
            #expect(report.warnings.contains { $0.contains("3 documents that the file") })
            #expect(report.differing == 0)
            #expect(try await books.report(asOf: "2026-08-30").totals.total == 28_500)
            #expect(try await books.report(asOf: "2026-08-31").totals.total == 15_000)
            #expect(try await books.differences() == [])
            let before = try await books.contents()
            let again = try await books.list(Self.august, asOf: "2026-08-31", complete: true)
            #expect(again.unchanged == 1)
            #expect(try await books.contents() == before)
            // The older list does not open them again; a newer one does.
            try await books.list(Self.july, asOf: "2026-07-31")
            #expect(try await books.contents() == before)
            let september = Self.july + "\n"
            let reopened = try await books.list(september, asOf: "2026-09-30", complete: true)
            #expect(reopened.changed == 4)
            #expect(
                reopened.warnings.contains {
                    $0.contains("open of 4 documents") && $0.contains("also for 2026-08-31")
                })
            #expect(try await books.report(asOf: "2026-09-30").totals.total == 28_500)
            #expect(try await books.differences() == [])
        }
    }

    @Test func `are not closed when a line was rejected`() async throws {
        try await Books.use { books in
            try await books.list(Self.july, asOf: "2026-07-31")
            let report = try await books.list(
                Self.august + "Acme,1,soon,2026-06-04,100.00,60.00\n", asOf: "2026-08-31",
                complete: true)
            #expect(report.rejected == 1)
            #expect(report.warnings.contains { $0.contains("nothing was closed") })
            #expect(try await books.report(asOf: "2026-08-31").totals.total == 23_500)
        }
    }
}
