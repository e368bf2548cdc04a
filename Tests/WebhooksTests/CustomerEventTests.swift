import BooksTestSupport
import Receivables
import Testing
import Webhooks

@Suite struct `New customers` {
    /// As the API makes them.
    private static func make(_ books: Books, _ codes: [String]) async throws -> [CustomerID] {
        let customers = codes.map { NewCustomer(code: $0, name: "\($0) Ltd", currency: "EUR") }
        let service = books.customers
        return try await books.database.transaction(books.scope) { connection in
            try service.create(books.scope, customers, on: connection)
        }
    }

    @Test(arguments: [["A"], ["A", "B", "C"]])
    func `are told of once each, whoever makes them`(codes: [String]) async throws {
        try await HookSite.use { site in
            try await site.subscribe()
            let ids = try await Self.make(site.books, codes)
            while try await site.sender().drain() > 0 {}
            let told = try site.messages().filter { $0.type == "customer.created" }
            #expect(told.map { $0.object["id"] ?? "" }.sorted() == ids.map { "\($0)" }.sorted())
            let customers = told.compactMap { $0.data["customer"] as? [String: Any] }
            #expect(customers.compactMap { $0["code"] as? String }.sorted() == codes)
            #expect(customers.allSatisfy { $0["currency"] as? String == "EUR" })
        }
    }

    @Test func `are not told of where making them fails`() async throws {
        try await HookSite.use { site in
            try await site.subscribe()
            await #expect(throws: PostingError.duplicateCustomer("A")) {
                try await Self.make(site.books, ["A", "A"])
            }
            try await site.sender().drain()
            #expect(try site.messages().isEmpty)
        }
    }
}
