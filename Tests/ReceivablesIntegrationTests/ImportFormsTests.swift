import BooksTestSupport
import Foundation
import Kernel
import PostgresClient
import Receivables
import Tenancy
import Testing

/// Every form of file that is recognised by itself, and every kind that is refused: a file of
/// our own for each, with what its import must say.
@Suite
struct `A file of another system` {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "ImportFixtures").path
    private static let names = ExpectedImport.names(in: folder)

    @Test func `has its examples`() {
        #expect(Self.names.count > 60)
    }

    @Test(arguments: names)
    func `is read as it is printed, or refused`(name: String) async throws {
        let folder = "\(Self.folder)/\(name)"
        let expected = try ExpectedImport(folder: folder)
        try await Books.use { shared in
            let books = try await Self.books(shared, in: expected.tenantCurrency)
            let before = try await books.contents()
            if let refused = expected.refused {
                let error = await #expect(throws: (any Error).self) {
                    _ = try await books.importer.run(
                        books.scope, expected.request(folder: folder))
                }
                let sentence = (error as? any DomainError)?.userMessage ?? ""
                #expect(sentence.contains(refused), "\(sentence)")
                #expect(try await books.contents() == before)
                return
            }
            let report = try await books.importer.run(
                books.scope, expected.request(folder: folder))
            expected.compare(report)
            #expect(try await books.differences() == [])
            try await Self.compareAging(expected, report, books)
            let after = try await books.contents()
            let again = try await books.importer.run(
                books.scope, expected.request(folder: folder))
            #expect([again.new, again.changed] == [0, 0])
            #expect(try await books.contents() == after)
        }
    }

    /// The printed totals are those of our own aging of the day, and the printed columns those
    /// that were kept of the file.
    private static func compareAging(
        _ expected: ExpectedImport, _ report: ImportReport, _ books: Books
    ) async throws {
        if let total = expected.agingTotal {
            let asOf = try #require(report.asOf)
            let aging = try await books.report(asOf: asOf)
            let decimals = books.scope.tenant.currency.decimals
            #expect(
                DecimalText.formatMinorUnits(aging.totals.total, decimals: decimals) == total)
            #expect(aging.controlBalance == aging.totals.total)
        }
        guard let buckets = expected.byBucket else { return }
        let rows = try await books.database.read(
            books.scope,
            """
            SELECT s.buckets[n], sum(l.own[n])::bigint
            FROM ar_aging_snapshot AS s
            CROSS JOIN generate_subscripts(s.buckets, 1) AS n
            JOIN ar_aging_snapshot_line AS l ON l.import_id = s.import_id
            GROUP BY 1
            """)
        var found: [String: String] = [:]
        for row in rows {
            found[try row.string(0)] = DecimalText.formatMinorUnits(
                try row.int64(1), decimals: books.scope.tenant.currency.decimals)
        }
        for (bucket, amount) in buckets where amount != "0.00" || found[bucket] != nil {
            #expect(found[bucket] == amount, "\(bucket)")
        }
    }

    /// Books in the currency that the file is for.
    private static func books(_ books: Books, in code: String?) async throws -> Books {
        guard let code, code != "USD" else { return books }
        let tenant = try await books.installation.tenants.create(
            TenantSettings(
                name: TenantName("other"), currency: Shorthand.currency(code),
                timeZone: TimeZoneName("Europe/Berlin")))
        return Books(books.installation, tenant: tenant)
    }
}
