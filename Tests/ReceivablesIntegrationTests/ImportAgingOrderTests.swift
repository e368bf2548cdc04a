import BooksTestSupport
import Kernel
import Testing

@testable import Receivables

/// Lists of several month ends, one of which may be found only later.
@Suite
struct `Aging lists in any order` {
    private struct List {
        let day: LocalDate
        let rows: String
    }

    private static let lists = [
        List(
            day: "2026-06-30",
            rows: """
                A,Current,,0,100.00
                B,1 - 30,1,30,50.00
                B,91 and over,91,,10.00
                C,91 and over,91,,-5.00
                """),
        List(
            day: "2026-07-31",
            rows: """
                A,1 - 30,1,30,100.00
                B,Current,,0,30.00
                B,31 - 60,31,60,50.00
                D,Current,,0,7.00
                """),
        List(day: "2026-08-31", rows: "A,31 - 60,31,60,40.00\nE,91 and over,91,,3.00"),
    ]
    private static let days: [LocalDate] = [
        "2026-06-29", "2026-06-30", "2026-07-30", "2026-07-31", "2026-08-30", "2026-08-31",
        "2026-12-31",
    ]

    @Test(arguments: [
        (false, [0, 15_500, 15_500, 18_200, 18_200, 12_500, 12_500]),
        (true, [0, 15_500, 15_500, 18_700, 18_700, 4_300, 4_300]),
    ])
    func `give the same books`(complete: Bool, totals: [Int64]) async throws {
        for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            try await Books.use { books in
                for index in order + order {
                    try await books.list(
                        "customer,bucket,bucket_from,bucket_to,open\n" + Self.lists[index].rows,
                        as: .aging, asOf: Self.lists[index].day, complete: complete)
                }
                var found: [Int64] = []
                for day in Self.days {
                    found.append(try await books.report(asOf: day).totals.total)
                }
                #expect(found == totals, "\(order)")
                #expect(try await books.differences() == [])
                let warnings = try await books.report(asOf: "2026-06-29").warnings
                #expect(warnings.count == 1)
                #expect(warnings.allSatisfy { $0.hasSuffix("may have been more or less.") })
            }
        }
    }
}
