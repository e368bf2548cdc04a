import BooksTestSupport
import Kernel
import PostgresClient
import Testing

@testable import Receivables

@Suite
struct `Importing an aging list without documents` {
    private static let header = "customer,bucket,bucket_from,bucket_to,open\n"
    private static let july =
        header + """
            Acme,Current,,0,100.00
            Acme,1 - 30,1,30,50.00
            Acme,> 90,91,,7.00
            Beta,31 - 60,31,60,-20.00
            Beta,31 - 60,31,60,-5.00
            """
    private static let august =
        header + """
            Acme,1 - 30,1,30,110.00
            Acme,61 - 90,61,90,3.00
            """

    private func amounts(_ books: Books, _ day: LocalDate) async throws -> [Int64] {
        try await books.report(asOf: day).totals.amounts
    }

    @Test func `gives one item a customer and bucket, in that bucket`() async throws {
        try await Books.use { books in
            let report = try await books.list(Self.july, as: .aging, asOf: "2026-07-31")
            #expect([report.new, report.customers, report.contacts] == [4, 2, 5])
            #expect(report.openTotal == "132.00 USD")
            #expect(report.differing == 0)
            #expect(try await amounts(books, "2026-07-31") == [10_000, 5_000, -2_500, 0, 700, 0])
            #expect(try await books.differences() == [])
            let before = try await books.contents()
            let again = try await books.list(Self.july, as: .aging, asOf: "2026-07-31")
            #expect([again.new, again.changed, again.unchanged] == [0, 0, 4])
            #expect(try await books.contents() == before)
            #expect(try await books.report(asOf: "2026-07-30").warnings.count == 1)
        }
    }

    @Test func `is replaced by a newer one and not by an older`() async throws {
        try await Books.use { books in
            try await books.list(Self.july, as: .aging, asOf: "2026-07-31")
            let report = try await books.list(Self.august, as: .aging, asOf: "2026-08-31")
            #expect([report.new, report.changed] == [2, 0])
            #expect(report.warnings.contains { $0.contains("1 customer whom") })
            #expect(
                try await books.openItems("Acme", on: "2026-08-31") == [
                    "Aging 2026-08-31 1 - 30 11000", "Aging 2026-08-31 61 - 90 300",
                ])
            // The days before it stay as they were.
            #expect(try await amounts(books, "2026-07-31") == [10_000, 5_000, -2_500, 0, 700, 0])
            #expect(try await books.report(asOf: "2026-08-30").totals.total == 13_200)
            #expect(try await books.report(asOf: "2026-08-31").totals.total == 11_300 - 2_500)
            #expect(try await books.differences() == [])
            let before = try await books.contents()
            let older = try await books.list(Self.july, as: .aging, asOf: "2026-07-31")
            #expect(try await books.contents() == before)
            #expect(older.warnings.contains { $0.contains("newer aging list") })
            #expect(
                try await books.openItems("Acme", on: "2026-08-31") == [
                    "Aging 2026-08-31 1 - 30 11000", "Aging 2026-08-31 61 - 90 300",
                ])
            try await books.list(Self.august, as: .aging, asOf: "2026-08-31", complete: true)
            #expect(try await books.report(asOf: "2026-08-31").totals.total == 11_300)
            #expect(try await books.report(asOf: "2026-07-31").totals.total == 13_200)
            #expect(try await books.differences() == [])
            // What a complete list closed stays closed, whatever older lists are imported again.
            let closed = try await books.contents()
            try await books.list(Self.july, as: .aging, asOf: "2026-07-31")
            try await books.list(Self.august, as: .aging, asOf: "2026-08-31", complete: true)
            #expect(try await books.contents() == closed)
            let corrected = Self.july.replacing("-20.00", with: "-21.00")
            try await books.list(corrected, as: .aging, asOf: "2026-07-31")
            #expect(try await books.report(asOf: "2026-07-31").totals.total == 13_100)
            #expect(try await books.report(asOf: "2026-08-31").totals.total == 11_300)
            #expect(try await books.differences() == [])
            try await books.list(Self.july, as: .aging, asOf: "2026-09-30", complete: true)
            #expect(
                try await amounts(books, "2026-09-30") == [10_000, 5_000, -2_500, 0, 700, 0])
            #expect(try await books.report(asOf: "2026-09-29").totals.total == 11_300)
            #expect(try await books.differences() == [])
        }
    }

    @Test func `is corrected by a complete one of the same day`() async throws {
        try await Books.use { books in
            try await books.list(Self.july, as: .aging, asOf: "2026-07-31")
            let less = Self.header + "Acme,Current,,0,90.00\nBeta,31 - 60,31,60,-25.00"
            let report = try await books.list(
                less, as: .aging, asOf: "2026-07-31", complete: true)
            #expect([report.new, report.changed, report.unchanged] == [0, 1, 1])
            #expect(try await amounts(books, "2026-07-31") == [9_000, 0, -2_500, 0, 0, 0])
            #expect(report.differing == 0)
            #expect(try await books.differences() == [])
        }
    }

    @Test func `makes way for documents of an earlier day, too`() async throws {
        try await Books.use { books in
            try await books.list(Self.july, as: .aging, asOf: "2026-07-31")
            try await books.list(
                """
                customer,invoice_no,invoice_date,due_date,amount,open
                Acme,1,2026-05-01,2026-05-15,50.00,50.00
                """, asOf: "2026-06-30")
            #expect(try await books.report(asOf: "2026-07-31").totals.total == 5_000 - 2_500)
            #expect(try await books.differences() == [])
        }
    }

    @Test func `gives the same in halves`() async throws {
        let lines = Self.july.split(separator: "\n").map(String.init)
        let whole = try await Books.use { books in
            try await books.list(Self.july, as: .aging, asOf: "2026-07-31")
            return try await books.contents()
        }
        try await Books.use { books in
            for half in [lines[1...2], lines[3...]] {
                try await books.list(
                    ([lines[0]] + half).joined(separator: "\n"), as: .aging, asOf: "2026-07-31")
            }
            #expect(try await books.contents() == whole)
        }
    }

    @Test func `is only compared where customers have documents of their own`() async throws {
        try await Books.use { books in
            try await books.importing(
                "Customer,Invoice No,Invoice Date,Due Date,Amount\nAcme,1,2026-07-01,2026-08-01,90")
            let report = try await books.list(Self.july, as: .aging, asOf: "2026-07-31")
            #expect([report.new, report.unchanged] == [1, 3])
            #expect(report.differing == 1)
            #expect(try await books.report(asOf: "2026-07-31").totals.total == 9_000 - 2_500)
            let snapshots = AgingSnapshotService(database: books.database)
            let snapshot = try #require(try await snapshots.list(books.scope).first)
            #expect(snapshot.asOf == "2026-07-31" && snapshot.buckets.count == 4)
            let differences = try await snapshots.differences(books.scope, snapshot.id)
            #expect(differences.map(\.customer) == ["Acme"])
            #expect(differences[0].theirs == [15_000, 0, 0, 700, 0])
            #expect(differences[0].ours == [9_000, 0, 0, 0, 0])
        }
    }

    @Test func `makes way for the documents that a fuller list tells`() async throws {
        try await Books.use { books in
            try await books.list(Self.july, as: .aging, asOf: "2026-07-31")
            let report = try await books.list(
                """
                customer,invoice_no,invoice_date,due_date,amount,open
                Acme,1,2026-06-01,2026-07-15,50.00,50.00
                Acme,2,2026-07-01,2026-08-15,107.00,107.00
                """, asOf: "2026-07-31")
            #expect(report.new == 2)
            #expect(try await books.openItems("Acme", on: "2026-07-31") == ["1 5000", "2 10700"])
            #expect(try await books.report(asOf: "2026-07-31").totals.total == 15_700 - 2_500)
            #expect(try await books.differences() == [])
        }
    }

    @Test func `may count beside documents of a list without a day, with a warning`() async throws {
        try await Books.use { books in
            try await books.list(Self.july, as: .aging, asOf: "2026-07-31")
            let header = "Customer,Invoice No,Invoice Date,Amount\n"
            let later = try await books.importing(header + "Acme,1,2026-08-01,90")
            #expect(later.warnings == [])
            let before = try await books.importing(header + "Acme,2,2026-07-31,10")
            #expect(before.warnings.contains { $0.contains("1 customer has documents here") })
        }
    }

    @Test func `cannot be changed afterwards`() async throws {
        try await Books.use { books in
            try await books.list(Self.july, as: .aging, asOf: "2026-07-31")
            let attempts: [Query] = [
                "UPDATE ar_aging_snapshot SET as_of = as_of", "DELETE FROM ar_aging_snapshot",
                "UPDATE ar_aging_snapshot_line SET amount = amount",
                "DELETE FROM ar_aging_snapshot_line", "DELETE FROM ar_stated_balance",
                "DELETE FROM ar_assumed_payment", "DELETE FROM ar_import_mapping",
            ]
            for attempt in attempts {
                await #expect {
                    _ = try await books.database.write(books.scope, [attempt])
                } throws: { error in
                    (error as? PostgresError)?.sqlState?.code == "42501"
                }
            }
        }
    }
}
