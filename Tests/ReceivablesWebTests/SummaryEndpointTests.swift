import Hummingbird
import HummingbirdTesting
import Kernel
import Testing

@testable import Receivables

@Suite struct `The dashboard's endpoints` {
    private static func get(
        _ uri: String, currency: String = "USD"
    ) async throws -> TestResponse {
        try await ReportFixtures.withServer(currency: currency) { client in
            try await client.execute(uri: uri, method: .get)
        }
    }

    @Test(arguments: ["/ar/api/summary-stats/", "/ar/api/summary-stats"])
    func `give the statistics`(_ path: String) async throws {
        let response = try await Self.get(path)
        #expect(response.status == .ok)
        #expect(
            response.text == """
                {"total_customers":3,"total_ar":300.01,"total_overdue":100.00,\
                "overdue_percentage":33.33,"total_invoices":8,"avg_days_overdue":10.2,\
                "at_risk_customers":1}
                """)
    }

    @Test func `give the distribution`() async throws {
        let response = try await Self.get("/ar/api/aging-distribution/")
        #expect(
            response.text == """
                {"distribution":{"Current":0.01,"1-30":-2.50,"31-60":0.03,"61-90":0.00,\
                "91-120":0.05,"120+":0.06},"total":-2.35}
                """)
    }

    @Test(arguments: [
        ("JPY", #""total":-235.00}"#), ("KWD", #""total":-0.24}"#), ("CLF", #""total":-0.02}"#),
    ])
    func `write two decimals whatever the currency has`(
        _ code: String, _ total: String
    ) async throws {
        let response = try await Self.get("/ar/api/aging-distribution/", currency: code)
        #expect(response.text.hasSuffix(total))
    }

    @Test func `give customers in pages`() async throws {
        let response = try await Self.get("/ar/api/customer-breakdown/?page=1")
        #expect(
            response.text == """
                {"customers":[{"id":12,"customer":"<script>alert(\\"1\\")</script> & \
                \\"O'Neil\\" \u{5E9}\u{5DC} 🧾","total_outstanding":1234.50,"overdue":-0.05,\
                "invoice_count":2}]}
                """)
        let past = try await Self.get("/ar/api/customer-breakdown/?page=2")
        #expect(past.status == .notFound)
        #expect(past.text.contains(#""code":"page_past_the_end""#))
        let wrong = try await Self.get("/ar/api/customer-breakdown/?page=0")
        #expect(wrong.status == .badRequest)
    }

    @Test func `give a customer's open items`() async throws {
        let response = try await Self.get("/ar/api/invoice-details/12/?as_of=2026-09-30")
        #expect(
            response.text == """
                {"invoices":[{"invoice_number":"N-31","invoice_date":"2026-10-01",\
                "due_date":"2026-10-31","amount_due":1.00,"days_overdue":0,"status":"open",\
                "aging_bucket":"Current"},{"invoice_number":"N0","invoice_date":"2026-08-31",\
                "due_date":"2026-09-30","amount_due":2.00,"days_overdue":0,"status":"open",\
                "aging_bucket":"Current"},{"invoice_number":"N1","invoice_date":"2026-08-30",\
                "due_date":"2026-09-29","amount_due":3.00,"days_overdue":1,\
                "status":"disputed","aging_bucket":"1-30"},{"invoice_number":"N91",\
                "invoice_date":"2026-06-01","due_date":"2026-07-01","amount_due":4.00,\
                "days_overdue":91,"status":"overdue","aging_bucket":"91-120"},\
                {"invoice_number":"N121","invoice_date":"2026-05-02",\
                "due_date":"2026-06-01","amount_due":-0.50,"days_overdue":121,\
                "status":"credit","aging_bucket":"120+"}]}
                """)
    }

    @Test(arguments: ["13", "0", "-1", "012", "abc", "99999999999999999999"])
    func `do not know every customer`(_ id: String) async throws {
        let response = try await Self.get("/ar/api/invoice-details/\(id)/")
        #expect(response.status == .notFound)
        #expect(response.text.contains(#""code":"customer_unknown""#))
    }

    @Test func `take today in the tenant's time zone, or the day asked for`() async throws {
        let today = try await Self.get("/ar/api/invoice-details/12")
        #expect(today.text.contains(#""invoice_number":"N0","invoice_date":"2026-08-31""#))
        let other = try await Self.get("/ar/api/invoice-details/12?as_of=2026-03-31&_=1")
        #expect(other.text.contains(#""due_date":"2026-03-31""#))
    }

    @Test(arguments: [
        "summary-stats/?page=2", "aging-distribution?page=abc", "invoice-details/12/?page=1",
        "customer-breakdown/?limit=1", "summary-stats?__=1",
    ])
    func `refuse a parameter that they do not have`(_ question: String) async throws {
        let response = try await Self.get("/ar/api/\(question)")
        #expect(response.status == .badRequest)
        #expect(response.text.contains(#""code":"parameter_unknown""#))
    }

    @Test(arguments: [
        "summary-stats/?_=1", "aging-distribution/?_=", "customer-breakdown/?_=x&page=1",
        "invoice-details/12/?_=1767225600000",
    ])
    func `take what libraries add to get past caches`(_ question: String) async throws {
        let path = question.prefix { $0 != "?" }
        let response = try await Self.get("/ar/api/\(question)")
        let plain = try await Self.get("/ar/api/\(path)")
        #expect(response.status == .ok && response.text == plain.text)
    }

    @Test(arguments: ["2026-02-30", "30.09.2026", "", "today"])
    func `refuse what is no date`(_ date: String) async throws {
        let response = try await Self.get("/ar/api/summary-stats/?as_of=\(date)")
        #expect(response.status == .badRequest)
        #expect(response.text.contains(#""parameter":"as_of""#))
    }
}
