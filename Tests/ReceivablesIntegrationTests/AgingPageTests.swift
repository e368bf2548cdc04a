import BooksTestSupport
import Kernel
import Receivables
import Tenancy
import Testing

@Suite
struct `Pages of a report by document` {
    private static let list: String = {
        var text = "Customer,Invoice No,Invoice Date,Due Date,Amount\n"
        for number in 0..<120 {
            text += "Customer \(number % 7),\(number),2026-01-05,2026-0\(1 + number % 6)-04,1.00\n"
        }
        return text + "Customer 3,C-1,2026-01-09,,-5.00\n"
    }()

    /// Follows the cursors to the end.
    private func walk(
        _ books: Books, _ request: AgingRequest, limit: Int, from first: String? = nil
    ) async throws -> [Int64] {
        var ids: [Int64] = []
        var cursor = first
        repeat {
            let report = try #require(
                try await books.aging.page(books.scope, request, limit: limit, after: cursor).first)
            let page = try report.page(limit: limit, after: cursor)
            #expect(report.rows.count <= limit + 1)
            ids += page.rows.map { report.rows[$0 - report.firstRow].id }
            cursor = page.next
        } while cursor != nil
        return ids
    }

    @Test(arguments: [AgingRequest.Unapplied.netted, .separate])
    func `hold each row once and the whole report's totals`(
        unapplied: AgingRequest.Unapplied
    ) async throws {
        try await Books.use { books in
            try await books.importing(Self.list)
            var request = AgingRequest(asOf: "2026-04-15", limits: .standard)
            request.rows = .invoice
            request.unapplied = unapplied
            let whole = try #require(try await books.aging.report(books.scope, request).first)
            #expect(whole.rowCount == 121)
            for limit in [1, 7, 100, 121, 500] {
                #expect(try await walk(books, request, limit: limit) == whole.rows.map(\.id))
            }
            let page = try #require(
                try await books.aging.page(books.scope, request, limit: 3, after: nil).first)
            #expect(page.rows.count == 3 && page.rowCount == 121)
            #expect(page.totals == whole.totals)
            #expect(page.controlBalance == whole.controlBalance)
        }
    }

    @Test func `go on behind the last row wherever it stands by now`() async throws {
        try await Books.use { books in
            try await books.importing(Self.list)
            var request = AgingRequest(asOf: "2026-04-15", limits: .standard)
            request.rows = .invoice
            let whole = try #require(try await books.aging.report(books.scope, request).first)
            let cursor = try whole.page(limit: 50, after: nil).next
            try await books.importing(
                "Customer,Invoice No,Invoice Date,Amount\nAn early one,1,2026-01-01,1.00\n")
            let rest = try await walk(books, request, limit: 10, from: cursor)
            #expect(rest == whole.rows[50...].map(\.id))
        }
    }

    @Test func `end where the report does`() async throws {
        try await Books.use { books in
            try await books.importing(Self.list)
            var request = AgingRequest(asOf: "2026-04-15", limits: .standard)
            request.rows = .invoice
            let report = try #require(
                try await books.aging.page(books.scope, request, limit: 10, after: "500-999999")
                    .first)
            #expect(throws: AgingError.pastTheEnd) {
                try report.page(limit: 10, after: "500-999999")
            }
            await #expect(throws: AgingError.cursor) {
                try await books.aging.page(books.scope, request, limit: 10, after: "x")
            }
        }
    }

    @Test func `are answered for many tenants, one after the other`() async throws {
        try await Books.use(connections: 1) { books in
            var all: [Books] = []
            for number in 0..<30 {
                let tenant = try await books.installation.tenants.create(
                    TenantSettings(
                        name: TenantName("t\(number)"), currency: Books.base,
                        timeZone: TimeZoneName("Europe/Berlin")))
                all.append(Books(books.installation, tenant: tenant))
            }
            for round in 0..<4 {
                for other in all {
                    var request = AgingRequest(asOf: "2026-04-15", limits: .standard)
                    request.rows = round % 2 == 0 ? .customer : .invoice
                    request.unapplied = round < 2 ? .netted : .separate
                    request.basis = round == 3 ? .due : .invoice
                    #expect(try await other.aging.report(other.scope, request).count == 1)
                }
            }
        }
    }
}
