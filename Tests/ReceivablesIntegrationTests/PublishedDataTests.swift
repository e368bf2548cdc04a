import BooksTestSupport
import Glibc
import Kernel
import Receivables
import Testing

/// Runs on the folder that `COUNTINGHOUSE_TEST_DATA` names: `make test-data`.
@Suite(
    .enabled(
        if: getenv("COUNTINGHOUSE_TEST_DATA") != nil, "the files are not the project's to ship"))
struct `Data that others publish` {
    private var folder: String {
        getenv("COUNTINGHOUSE_TEST_DATA").map { String(cString: $0) } ?? ""
    }

    @Test func `of late payments has the open totals that others found`() async throws {
        let path = "\(folder)/ibm_late_payment/WA_Fn-UseC_-Accounts-Receivable.csv"
        try await Books.use { books in
            let report = try await books.importer.run(books.scope, ImportRequest(path: path))
            #expect([report.rows, report.new, report.customers] == [2_466, 2_466, 100])
            #expect(try await books.report(asOf: "2012-06-30").totals.total == 550_409)
            #expect(try await books.report(asOf: "2013-06-30").totals.total == 511_985)
            #expect(try await books.report(asOf: "2013-12-31").totals.total == 76_190)
            let before = try await books.contents()
            try await books.refreshAll()
            #expect(try await books.contents() == before)
            let again = try await books.importer.run(books.scope, ImportRequest(path: path))
            #expect(again.unchanged == 2_466)
            #expect(try await books.contents() == before)
            #expect(try await books.differences() == [])
        }
    }
}
