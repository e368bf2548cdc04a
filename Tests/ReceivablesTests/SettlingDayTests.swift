import Kernel
import Testing

@testable import Receivables

@Suite struct `The day on which documents are settled` {
    private static let today = "2026-03-10"

    private static func mayBe(_ day: String, of documents: [String]) throws -> Bool {
        do {
            try SettlingDay.check(
                LocalDate(iso: day), today: LocalDate(iso: today),
                of: documents.map { try LocalDate(iso: $0) })
            return true
        } catch PostingError.inFuture {
            return false
        }
    }

    private static let cases: [(day: String, documents: [String], isFine: Bool)] = [
        ("2026-03-10", [], true), ("2026-03-11", [], false),
        ("2026-03-09", ["2026-03-20"], true),
        ("2026-03-11", ["2026-03-01", "2026-03-10"], false),
        ("2026-03-20", ["2026-03-20"], true), ("2026-03-21", ["2026-03-20"], false),
        ("2026-03-20", ["2026-03-01", "2026-03-20"], true),
        ("2026-03-20", ["2026-03-20", "2026-03-01"], true),
        ("2026-03-15", ["2026-03-20", "2026-03-01"], true),
    ]

    @Test func `is none to come, unless a document is of it or later`() throws {
        for (day, documents, isFine) in Self.cases {
            #expect(
                try Self.mayBe(day, of: documents) == isFine, "\(day) of \(documents)")
        }
    }
}
