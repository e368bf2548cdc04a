import BooksTestSupport
import Foundation
import Kernel
import Receivables
import Tenancy
import Testing

/// Lists with a line for each item of a document.
@Suite
struct `A list of items` {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "ImportFixtures").path

    /// The file with the lines of its documents in another order.
    private static func shuffled(_ text: [UInt8], below header: Int, seed: UInt64) -> [UInt8] {
        var records = records(text)
        var random = SplitMix(state: seed)
        let places = records.indices.dropFirst(header).filter { place in
            // Not what names the lines below it or sums up those above.
            let isTotal = ["Total for", "TOTAL"].contains { name in
                records[place].starts(with: Array(name.utf8))
            }
            return !isTotal && records[place].split(separator: UInt8(ascii: ",")).count > 3
                || records[place].contains(UInt8(ascii: ";"))
        }
        let moved = places.map { records[$0] }.shuffled(using: &random)
        for (place, record) in zip(places, moved) { records[place] = record }
        return Array(records.joined(separator: [UInt8(ascii: "\n")]))
    }

    /// Lines, of which one in quotation marks may be broken.
    private static func records(_ text: [UInt8]) -> [[UInt8]] {
        var records: [[UInt8]] = [[]]
        var isQuoted = false
        for byte in text {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if byte == UInt8(ascii: "\n"), !isQuoted {
                records.append([])
            } else {
                records[records.count - 1].append(byte)
            }
        }
        return records
    }

    private struct SplitMix: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    @Test(arguments: [
        ("freshbooks-invoices-sorted", "USD", 1),
        ("quickbooks-sales-by-customer-items", "USD", 6), ("datev-postings", "EUR", 2),
        ("datev-postings-split", "EUR", 2), ("zoho-invoices", "USD", 1),
        ("invoice-ninja-invoices", "USD", 4), ("xero-sales-invoices", "NZD", 1),
    ])
    func `gives the same books in whatever order its lines stand`(
        name: String, currency: String, header: Int
    ) async throws {
        let expected = try ExpectedImport(folder: "\(Self.folder)/\(name)")
        let data = try Data(
            contentsOf: URL(filePath: "\(Self.folder)/\(name)/\(expected.file)"))
        try await Books.use { shared in
            var first: [String]?
            for seed in UInt64(0)..<3 {
                let tenant = try await shared.installation.tenants.create(
                    TenantSettings(
                        name: TenantName("t\(seed)"), currency: Shorthand.currency(currency),
                        timeZone: TimeZoneName("Europe/Berlin")))
                let books = Books(shared.installation, tenant: tenant)
                let bytes =
                    seed == 0
                    ? Array(data) : Self.shuffled(Array(data), below: header, seed: seed)
                if seed > 0 { #expect(bytes != Array(data)) }
                let report = try await books.importing(bytes: bytes)
                #expect(report.documents == expected.documents)
                let contents = try await books.contents()
                #expect(contents == first ?? contents, "seed \(seed)")
                first = first ?? contents
                // Over the right books, nothing changes.
                let again = try await books.importing(bytes: Array(data))
                #expect([again.new, again.changed] == [0, 0], "seed \(seed)")
                #expect(try await books.differences() == [])
            }
        }
    }

    private static let header = """
        Client Name,Invoice #,Date Issued,Invoice Status,Date Paid,Item Name,Line Total,Currency

        """

    @Test func `keeps a document out of which an item cannot be read`() async throws {
        try await Books.use { books in
            let report = try await books.importing(
                Self.header + """
                    X,1,2026-01-28,sent,,Car,500.00,USD
                    X,2,2026-01-29,sent,,Car,50.00,USD
                    X,1,2026-01-28,sent,,Paint,five,USD
                    X,1,2026-01-28,sent,,Wax,7.00,USD
                    """)
            #expect(report.rejects.map(\.line) == [2, 4, 5])
            #expect(report.rejects.first?.reason == "Line 4 of the same document was rejected.")
            #expect(report.new == 1)
            #expect(try await books.open("X", "2") == 5_000)
        }
    }

    @Test func `takes the earliest date of a document whose lines differ`() async throws {
        try await Books.use { books in
            let report = try await books.importing(
                Self.header + """
                    X,1,2026-01-28,sent,,Car,500.00,USD
                    X,2,2026-01-29,sent,,Car,50.00,USD
                    X,1,2026-01-27,sent,,Paint,1.00,USD
                    """)
            #expect(
                report.warnings.contains(
                    "The lines of 1 document bear different dates (1); the earliest one counts."),
                "\(report.warnings)")
            #expect(report.amountTotal == "551.00 USD")
            #expect(try await books.openItems("X", on: "2026-01-27") == ["1 50100"])
        }
    }

    @Test func `becomes a credit note where it comes to less than nothing`() async throws {
        try await Books.use { books in
            try await books.importing(
                Self.header + """
                    X,1,2026-01-28,sent,,Car,5.00,USD
                    X,2,2026-01-29,sent,,Car,50.00,USD
                    X,1,2026-01-28,sent,,Returned,-8.00,USD
                    """)
            #expect(try await books.open("X", "1", kind: .creditNote) == -300)
            #expect(try await books.differences() == [])
        }
    }
}
