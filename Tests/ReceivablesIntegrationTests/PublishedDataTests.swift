import BooksTestSupport
import Foundation
import Glibc
import Kernel
import Receivables
import Testing

/// Runs on the folder that `COUNTINGHOUSE_TEST_DATA` names: `make test-data`.
@Suite(
    .enabled(
        if: getenv("COUNTINGHOUSE_TEST_DATA") != nil, "the files are not the project's to ship"))
struct `Data that others publish` {
    /// A list of which every invoice is a draft.
    private static let drafts = "zoho_invoices.csv"

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

    /// The keys under which the expectations give the same thing.
    private struct Expectation: Decodable {
        let asOf: String?
        let documents: Int64?
        let invoices: Int64?
        let contacts: Int64?
        let openTotal: String?
        let balanceTotal: String?
        let amountTotal: String?
        let total: String?
        let lines: Int64?
        let wrongSumOverLines: String?
        let byBucket: [String: String]?
        let bySection: [String: String]?
    }

    private var expectations: [String: Expectation] {
        get throws {
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            return try decoder.decode(
                [String: Expectation].self,
                from: Data(contentsOf: URL(filePath: "\(folder)/imports/expected.json")))
        }
    }

    @Test func `of other systems is read as others read it`() async throws {
        for (name, expected) in try expectations.sorted(by: { $0.key < $1.key }) {
            try await Books.use { books in
                let report: ImportReport
                do {
                    report = try await books.importer.run(
                        books.scope, ImportRequest(path: "\(folder)/imports/\(name)"))
                } catch {
                    Issue.record("\(name): \(error)")
                    return
                }
                func text(_ money: Money) -> String {
                    DecimalText.formatMinorUnits(money.minorUnits, decimals: 2)
                }
                func same(_ wanted: String?, _ found: Money) -> Bool {
                    guard let wanted else { return true }
                    let padded = wanted.contains(".") ? wanted : wanted + ".00"
                    return padded == text(found)
                }
                if let asOf = expected.asOf { #expect(report.asOf?.description == asOf, "\(name)") }
                if name == Self.drafts {
                    // Counted there, though drafts are in no books; here they are told of.
                    #expect(report.documents == 0)
                    let balance = try #require(expected.balanceTotal)
                    #expect(report.warnings.contains { $0.contains(balance) })
                    return
                }
                if let documents = expected.documents ?? expected.invoices {
                    #expect(report.documents == documents, "\(name)")
                }
                // Two lines of one contact count twice there.
                if let contacts = expected.contacts {
                    #expect(report.rows == contacts, "\(name)")
                }
                if let lines = expected.lines { #expect(report.rows == lines, "\(name)") }
                #expect(
                    same(expected.openTotal ?? expected.balanceTotal, report.openTotal), "\(name)")
                #expect(same(expected.amountTotal ?? expected.total, report.amountTotal), "\(name)")
                let differences = try await books.differences()
                #expect(differences == [])
            }
        }
    }
}
