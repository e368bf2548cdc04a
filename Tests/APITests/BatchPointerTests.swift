import Formats
import Testing

@Suite struct `A batch with rows that cannot be made` {
    private static func invoice(
        _ customer: String, _ number: String, _ amount: String = "1.00",
        date: String = "2026-03-01", more: String = ""
    ) -> String {
        """
        {"customer_id": "\(customer)", "number": "\(number)", "date": "\(date)",
         "amount": \(APISite.money(amount))\(more)}
        """
    }

    private static func batch(
        _ site: APISite, _ mode: String, _ items: [String], _ path: String = "invoices"
    ) async throws -> APIResponse {
        try await site.post(
            "/api/v1/\(path)/batch/",
            "{\"mode\": \"\(mode)\", \"items\": [\(items.joined(separator: ","))]}")
    }

    @Test func `names the one that keeps all from being made`() async throws {
        try await APISite.use { site in
            let customer = try await site.customer("A")
            let taken = try await site.document("invoices", customer, "R-500", "1.00")
            for (wrong, code, pointer) in [
                (Self.invoice(customer, "R-500"), "number_taken", "/items/700/number"),
                (Self.invoice(customer, "N-3"), "number_taken", "/items/700/number"),
                (Self.invoice("999", "X"), "customer_unknown", "/items/700/customer_id"),
                (
                    Self.invoice(customer, "X", "1.005"), "number_too_precise",
                    "/items/700/amount/amount"
                ),
                (
                    Self.invoice(customer, "X", date: "2026-02-30"), "date_impossible",
                    "/items/700/date"
                ),
                (
                    Self.invoice(customer, "X", more: #", "rate": "2""#),
                    "exchange_rate_of_own_currency", "/items/700/rate"
                ),
            ] {
                var items = (0..<1_000).map { Self.invoice(customer, "N-\($0)") }
                items[700] = wrong
                let answer = try await Self.batch(site, "all", items)
                #expect(answer.code == code && answer["pointer"]?.text == pointer, "\(answer.text)")
            }
            #expect(try await site.get("/api/v1/invoices/").texts("id") == [taken])
            let codes = ["B", "A"].map { #"{"code": "\#($0)", "name": "x"}"# }
            let customers = try await Self.batch(site, "all", codes, "customers")
            #expect(customers.status == 409 && customers["pointer"]?.text == "/items/1/code")
        }
    }

    @Test func `makes the others, each by itself`() async throws {
        try await APISite.use { site in
            let customer = try await site.customer("A")
            let items = [
                Self.invoice(customer, "R-1"), Self.invoice(customer, "R-2", "1.005"),
                Self.invoice(customer, "R-3", date: "2026-02-30"), Self.invoice(customer, "R-4"),
                Self.invoice(customer, "R-1"), "7",
                Self.invoice(customer, "R-5", more: #", "x": 1"#),
                Self.invoice(customer, "R-6"),
            ]
            let unread = items.enumerated().filter { $0.offset != 4 }.map(\.element)
            for (rows, prefix) in [(items, ""), (unread, "-")] {
                let renamed = rows.map { $0.replacing("\"R-", with: "\"R\(prefix)-") }
                let answer = try await Self.batch(site, "each", renamed)
                #expect(answer.status == 200 && answer["made"] == .number("3"))
                let codes = answer.items.map { $0["code"]?.text ?? "" }
                let doubled = prefix.isEmpty ? ["number_taken"] : []
                #expect(
                    codes == ["", "number_too_precise", "date_impossible", ""] + doubled
                        + ["member_type_wrong", "member_unknown", ""])
                #expect(answer.items[2]["pointer"]?.text == "/items/2/date")
                #expect(answer.items[0]["pointer"] == .null)
                for (item, row) in zip(answer.items, renamed) {
                    guard let id = item["id"]?.text else { continue }
                    let made = try await site.get("/api/v1/invoices/\(id)/")
                    #expect(row.contains("\"\(made["number"]?.text ?? "?")\""))
                }
            }
            let none = try await Self.batch(site, "each", ["7", "8"])
            #expect(none.status == 200 && none["made"] == .number("0") && none.items.count == 2)
            #expect(try await site.parts.services.rollups.verify(site.scope).isEmpty)
        }
    }
}
