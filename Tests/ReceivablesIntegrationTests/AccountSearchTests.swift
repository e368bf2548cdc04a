import BooksTestSupport
import Kernel
import Receivables
import Tenancy
import Testing

@Suite
struct `The search` {
    private static func find(
        _ books: Books, _ text: String, limit: Int = 5
    ) async throws -> SearchHits {
        try await books.search.search(
            books.scope, SearchTerms(text), asOf: "2026-06-30", limit: limit)
    }

    private static func numbers(_ books: Books, _ text: String) async throws -> [String] {
        try await find(books, text).documents.map(\.number)
    }

    @Test func `finds customers by parts of their name and code, the best first`() async throws {
        try await Books.use { books in
            let ids = try await books.customers.create(
                books.scope,
                [
                    CustomerDraft(code: "100", name: "Big Trading"),
                    CustomerDraft(code: "TRADE", name: "Small"),
                    CustomerDraft(code: "102", name: "Trading House"),
                ])
            _ = try await books.invoice(ids[0], "1", on: "2026-01-01", "500.00 USD")
            let found = try await Self.find(books, "trad")
            #expect(found.customers.map(\.customer.code) == ["TRADE", "102", "100"])
            #expect(found.customers.map(\.balance) == [0, 0, 50_000])
            #expect(try await Self.find(books, "trade").customers.map(\.customer.code) == ["TRADE"])
            #expect(
                try await Self.find(books, "house 10").customers.map(\.customer.code) == ["102"])
            let one = try await Self.find(books, "trad", limit: 1)
            #expect(one.customers.count == 1)
            #expect(one.hasMoreCustomers)
            #expect(try await Self.find(books, "nobody").isEmpty)
            #expect(try await Self.find(books, " ").isEmpty)
        }
    }

    /// The tests' database knows small letters of ASCII alone.
    @Test(
        arguments: [
            ("müller", "MÜLLER & Söhne"), ("SÖHNE", "MÜLLER & Söhne"), ("ΚΑΛΌΣ", "Καλός ΑΕ"),
            ("καλόσ", "Καλός ΑΕ"), ("istanbul", "İSTANBUL Ticaret"), ("ЖУК", "Жук"),
            ("株式会社", "株式会社ミナト"), ("100%", "100% Ltd"),
        ])
    func `finds a name whatever the case of its letters`(
        _ typed: String, _ name: String
    ) async throws {
        try await Books.use { books in
            let names = [
                "MÜLLER & Söhne", "Καλός ΑΕ", "İSTANBUL Ticaret", "Жук", "株式会社ミナト", "100% Ltd",
            ]
            let ids = try await books.customers.create(
                books.scope, names.map { CustomerDraft(code: $0, name: $0) })
            for id in ids {
                _ = try await books.invoice(id, "1", on: "2026-01-01", "1.00 USD")
            }
            #expect(try await Self.find(books, typed).customers.map(\.customer.name) == [name])
            let list = try await books.customerList.list(
                books.scope, CustomerListRequest(asOf: "2026-06-30", search: typed))
            #expect(list.rows.map(\.customer.name) == [name])
            var request = AgingRequest(asOf: "2026-06-30", limits: .standard)
            request.search = typed
            let report = try #require(try await books.aging.report(books.scope, request).first)
            #expect(report.rows.map(\.customer) == [name])
        }
    }

    @Test func `finds documents by the beginning of their number`() async throws {
        try await Books.use { books in
            let acme = try await books.customer("acme")
            for number in ["INV-0000012", "INV-0000123", "INV-0000124", "inv-9", "2026/7", "12"] {
                _ = try await books.invoice(acme, number, on: "2026-01-01", "1.00 USD")
            }
            #expect(
                try await Self.numbers(books, "INV-00001")
                    == ["INV-0000123", "INV-0000124"])
            #expect(try await Self.numbers(books, "inv-00001").count == 2)
            #expect(try await Self.numbers(books, "INV-9") == ["inv-9"])
            #expect(try await Self.numbers(books, "2026/") == ["2026/7"])
            #expect(try await Self.numbers(books, "%") == [])
            #expect(try await Self.numbers(books, "INV-0000123' OR '1'='1") == [])
            let hit = try #require(try await Self.find(books, "INV-0000123").documents.first)
            #expect(hit.customer.id == acme)
            #expect(hit.amount == 100)
        }
    }

    @Test func `finds documents by their digits alone`() async throws {
        try await Books.use { books in
            let acme = try await books.customer("acme")
            for number in ["INV-0000012", "INV-0000123", "INV-0001234", "R-12", "12"] {
                _ = try await books.invoice(acme, number, on: "2026-01-01", "1.00 USD")
            }
            #expect(try await Self.numbers(books, "12") == ["12", "R-12", "INV-0000012"])
            #expect(try await Self.numbers(books, "123") == ["INV-0000123"])
            #expect(try await Self.numbers(books, "00123") == ["INV-0000123"])
        }
    }

    @Test func `sees its own tenant alone`() async throws {
        try await Books.use { books in
            let acme = try await books.customer("acme")
            _ = try await books.invoice(acme, "R-1", on: "2026-01-01", "1.00 USD")
            let tenant = try await books.installation.tenants.create(
                TenantSettings(
                    name: TenantName("other"), currency: Books.base,
                    timeZone: TimeZoneName("Europe/Berlin")))
            let other = Books(books.installation, tenant: tenant)
            #expect(try await Self.find(other, "acme").isEmpty)
            #expect(try await Self.find(other, "R-1").isEmpty)
            await #expect(throws: AccountError.unknownCustomer) {
                try await other.account(acme)
            }
        }
    }
}
