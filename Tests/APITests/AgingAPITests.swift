import Formats
import Testing

@Suite struct `Rows of the aging report over the API` {
    private static let path = "/api/v1/reports/aging/?as_of=2026-04-30"

    @Test func `by invoice lead to the document and to its customer`() async throws {
        try await APISite.use { site in
            let customer = try await site.customer("A")
            var wanted: [String: String] = [:]
            for (list, kind, amount) in [
                ("invoices", "invoice", "100.00"), ("credit-notes", "credit_note", "10.00"),
                ("receipts", "receipt", "20.00"), ("opening-balances", "opening_balance", "5.00"),
            ] {
                let id = try await site.document(list, customer, "N", amount)
                wanted[id] = kind
                let one = try await site.get("/api/v1/\(list)/\(id)/")
                #expect(one["customer_id"]?.text == customer)
            }
            let rows = try await site.get("\(Self.path)&by=invoice")["rows"]?.elements ?? []
            let found = rows.map { ($0["id"]?.text ?? "", $0["kind"]?.text ?? "") }
            #expect(Dictionary(found, uniquingKeysWith: { first, _ in first }) == wanted)
            #expect(Set(rows.compactMap { $0["customer_id"]?.text }) == [customer])
        }
    }

    @Test func `by customer have no such members`() async throws {
        try await APISite.use { site in
            let customer = try await site.customer("A")
            _ = try await site.document("invoices", customer, "R", "100.00")
            let row = try #require(try await site.get(Self.path)["rows"]?.elements.first)
            #expect(row["id"]?.text == customer)
            #expect(row["kind"] == nil && row["customer_id"] == nil)
        }
    }
}
