import BooksTestSupport
import Formats
import Kernel
import Receivables
import Tenancy
import Testing

/// Two batches that want the same in opposite orders, each with one that cannot be made last, so
/// that they go one by one. Both wait in the middle until they are let go.
@Suite struct `Batches at the same moment` {
    private static let count = 12

    private static func batch(_ mode: String, _ items: [String]) -> String {
        "{\"mode\": \"\(mode)\", \"items\": [\(items.joined(separator: ","))]}"
    }

    /// Sends both while somebody holds what both want, and lets them go once both wait for it.
    private static func race(
        _ site: APISite, _ path: String, _ bodies: (String, String),
        holding hold: @escaping @Sendable (Books, isolated TenantConnection) throws -> Void
    ) async throws -> [APIResponse] {
        let books = site.books
        return try await books.race(with: 2) { connection in
            try hold(books, connection)
        } against: {
            async let first = site.send(.post, path, bodies.0, once: "first")
            async let second = site.send(.post, path, bodies.1, once: "second")
            return [try await first, try await second]
        }
    }

    @Test(arguments: ["all", "each"])
    func `settle the same customers one after the other`(mode: String) async throws {
        try await APISite.use { site in
            let customers = try await site.post(
                "/api/v1/customers/batch/",
                Self.batch(
                    "all",
                    (0..<Self.count).map { #"{"code": "C\#($0)", "name": "x"}"# })
            ).texts("id")
            try #require(customers.count == Self.count)
            let money = APISite.money("100.00")
            let invoices = try await site.post(
                "/api/v1/invoices/batch/",
                Self.batch(
                    "all",
                    customers.map {
                        """
                        {"customer_id": "\($0)", "number": "R", "date": "2026-03-01",
                         "amount": \(money)}
                        """
                    })
            ).texts("id")
            try #require(invoices.count == Self.count)
            let receipts = { (tag: String, order: [Int]) in
                let good = order.map { no in
                    """
                    {"customer_id": "\(customers[no])", "number": "\(tag)", "date": "2026-03-02",
                     "amount": \(money), "applications": [{"invoice_id": "\(invoices[no])",
                     "amount": \(APISite.money("1.00"))}]}
                    """
                }
                let bad = """
                    {"customer_id": "999999", "number": "\(tag)", "date": "2026-03-02",
                     "amount": \(money)}
                    """
                return Self.batch(mode, good + [bad])
            }
            let order = Array(0..<Self.count)
            let middle = try #require(CustomerID(customers[Self.count / 2]))
            let answers = try await Self.race(
                site, "/api/v1/receipts/batch/",
                (receipts("A", order), receipts("B", order.reversed()))
            ) { books, connection in
                try books.customers.lock(books.scope, middle, on: connection)
            }
            for answer in answers {
                let last = mode == "each" ? answer.items.last : answer.json
                #expect(last?["code"]?.text == "customer_unknown", "\(answer.text)")
                #expect(last?["pointer"]?.text == "/items/\(Self.count)/customer_id")
                guard mode == "each" else { continue }
                #expect(answer.status == 200 && answer.texts("id").count == Self.count)
                #expect(answer.texts("code") == ["customer_unknown"], "\(answer.text)")
            }
            let made = try await site.get("/api/v1/receipts/?limit=100").items.count
            #expect(made == (mode == "each" ? 2 * Self.count : 0))
        }
    }

    @Test func `refuse no row for what somebody else did meanwhile`() async throws {
        try await APISite.use { site in
            let customers = { (order: [Int]) in
                let good = order.map { #"{"code": "C\#($0)", "name": "x"}"# }
                return Self.batch(
                    "each", good + [#"{"code": "bad", "name": "x", "terms": "none"}"#])
            }
            let order = Array(0..<Self.count)
            let held = NewCustomer(code: "C\(Self.count / 2)", name: "held")
            let answers = try await Self.race(
                site, "/api/v1/customers/batch/",
                (customers(order), customers(order.reversed()))
            ) { books, connection in
                _ = try books.customers.create(books.scope, [held], on: connection)
            }
            var made = 0
            for answer in answers {
                #expect(answer.status == 200, "\(answer.text)")
                made += answer.texts("id").count
                let codes = Set(answer.texts("code"))
                #expect(
                    codes == ["customer_code_taken", "payment_terms_unknown"], "\(answer.text)")
            }
            #expect(made == Self.count - 1)
        }
    }
}
