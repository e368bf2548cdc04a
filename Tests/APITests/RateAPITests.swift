import Formats
import Testing

@Suite struct `A document's rate` {
    @Test(arguments: ["invoices", "credit-notes", "receipts"])
    func `is above zero, and one in the company's own currency`(kind: String) async throws {
        try await APISite.use { site in
            let customer = try await site.customer("A")
            func post(_ number: String, _ rate: String, _ currency: String) async throws
                -> APIResponse
            {
                try await site.post(
                    "/api/v1/\(kind)/",
                    """
                    {"customer_id": "\(customer)", "number": "\(number)", "date": "2026-03-01",
                     "amount": \(APISite.money("1000.00", currency)), "rate": "\(rate)"}
                    """)
            }
            for rate in ["-5", "0", "0.00", "-0.000000000001"] {
                for currency in ["EUR", "USD"] {
                    let answer = try await post("R", rate, currency)
                    #expect(answer.status == 400 && answer.code == "exchange_rate_invalid")
                    #expect(answer["pointer"]?.text == "/rate")
                }
            }
            let own = try await post("R", "2", "USD")
            #expect(own.status == 400 && own.code == "exchange_rate_of_own_currency")
            #expect(try await site.get("/api/v1/\(kind)/").items.isEmpty)
            #expect(try await post("R-1", "1.0", "USD").amount("base_amount") == "1000.00")
            #expect(try await post("R-2", "0.5", "EUR").amount("base_amount") == "500.00")
        }
    }

    @Test func `is above zero for refunds as well`() async throws {
        try await APISite.use { site in
            let customer = try await site.customer("A")
            let receipt = try await site.document("receipts", customer, "P", "60.00")
            for (rate, code) in [
                ("-1", "exchange_rate_invalid"), ("0", "exchange_rate_invalid"),
                ("3", "exchange_rate_of_own_currency"),
            ] {
                let refund = try await site.post(
                    "/api/v1/refunds/",
                    """
                    {"credit_id": "\(receipt)", "number": "F", "date": "2026-03-02",
                     "amount": \(APISite.money("60.00")), "rate": "\(rate)"}
                    """)
                #expect(refund.status == 400 && refund.code == code)
            }
            #expect(try await site.get("/api/v1/refunds/").items.isEmpty)
        }
    }
}
