import Formats
import Testing

@Suite struct `A refund over the API` {
    private static let path = "/api/v1/refunds/"

    private static func refund(
        _ site: APISite, _ credit: String, _ number: String, _ amount: String
    ) async throws -> APIResponse {
        try await site.post(
            path,
            """
            {"credit_id": "\(credit)", "number": "\(number)", "date": "2026-04-02",
             "amount": \(APISite.money(amount))}
            """)
    }

    @Test func `says what it paid back, and how much out of that`() async throws {
        try await APISite.use { site in
            let customer = try await site.customer("A")
            let receipt = try await site.document("receipts", customer, "P", "50.00")
            let more = try await Self.refund(site, receipt, "F-1", "60.00")
            #expect(more["credit_id"]?.text == receipt && more.amount("from_credit") == "50.00")
            // Nothing of the credit is left for another.
            let nothing = try await Self.refund(site, receipt, "F-2", "5.00")
            #expect(nothing["credit_id"] == .null && nothing["from_credit"] == .null)
            // What settles the rest later is not what it was made for.
            let other = try await site.document("credit-notes", customer, "C", "15.00")
            for (refund, amount) in [(more.id, "10.00"), (nothing.id, "5.00")] {
                let settled = try await site.post(
                    "/api/v1/allocations/",
                    """
                    {"credit_id": "\(other)", "document_id": "\(refund)",
                     "amount": \(APISite.money(amount))}
                    """)
                #expect(settled.status == 201)
            }
            let list = try await site.get("\(Self.path)?sort=id&order=asc")
            #expect(list.items.map { $0["credit_id"]?.text } == [receipt, nil])
            #expect(list.items.first?["from_credit"]?["amount"]?.text == "50.00")
            let voided = try await site.post("\(Self.path)\(more.id)/void/", "")
            #expect(voided.status == 200 && voided["credit_id"]?.text == receipt)
            let chosen = try await site.get("\(Self.path)?fields=credit_id&limit=1")
            #expect(chosen.items.first?["number"] == nil)
        }
    }

    @Test func `alone has such members`() async throws {
        try await APISite.use { site in
            let customer = try await site.customer("A")
            let receipt = try await site.document("receipts", customer, "P", "50.00")
            let one = try await site.get("/api/v1/receipts/\(receipt)/")
            #expect(one["credit_id"] == nil && one["from_credit"] == nil)
        }
    }
}
