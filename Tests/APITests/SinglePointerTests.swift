import BooksTestSupport
import Formats
import HTTPTypes
import Testing

@Suite struct `A request that cannot be done` {
    private struct Refused {
        let path: String
        let body: String
        let status: Int
        let code: String
        let pointer: String
        var method = HTTPRequest.Method.post

        /// - Parameter sender: a program with a key where it is left out.
        func expect(_ site: APISite, as sender: String? = nil) async throws {
            let answer = try await site.send(method, "/api/v1/\(path)/", body, as: sender)
            #expect(answer.status == status && answer.code == code, "\(answer.text)")
            #expect(answer["pointer"]?.text == pointer, "\(answer.text)")
        }
    }

    private static func document(
        _ customer: String, _ number: String, _ currency: String = "USD", more: String = ""
    ) -> String {
        """
        {"customer_id": "\(customer)", "number": "\(number)", "date": "2026-03-01",
         "amount": \(APISite.money("10.00", currency))\(more)}
        """
    }

    @Test func `names the member of a customer that is wrong`() async throws {
        try await APISite.use { site in
            let id = try await site.customer("A")
            func new(_ code: String, _ more: String) -> String {
                "{\"code\": \"\(code)\", \"name\": \"B\"\(more)}"
            }
            for one in [
                Refused(
                    path: "customers", body: new("B", #", "terms": "never""#), status: 400,
                    code: "payment_terms_unknown", pointer: "/terms"),
                Refused(
                    path: "customers", body: new("B", #", "group_id": "99""#), status: 400,
                    code: "group_unknown", pointer: "/group_id"),
                Refused(
                    path: "customers", body: new("A", ""), status: 409,
                    code: "customer_code_taken", pointer: "/code"),
                Refused(
                    path: "customers/\(id)", body: #"{"terms": "never"}"#, status: 400,
                    code: "payment_terms_unknown", pointer: "/terms", method: .patch),
                Refused(
                    path: "customers/\(id)", body: #"{"group_id": "99"}"#, status: 400,
                    code: "group_unknown", pointer: "/group_id", method: .patch),
            ] { try await one.expect(site) }
            let nobody = try await site.patch("/api/v1/customers/999/", #"{"name": "B"}"#)
            #expect(nobody.status == 404 && nobody.code == "customer_unknown")
            #expect(nobody["pointer"] == nil)
            #expect(try await site.get("/api/v1/customers/").texts("id") == [id])
        }
    }

    @Test func `names the member of a document that is wrong`() async throws {
        try await APISite.use { site in
            let customer = try await site.customer("A")
            let taken = try await site.document("invoices", customer, "R", "1.00")
            let line = """
                , "lines": [{"description": "Pallets", "amount": \(APISite.money("9.00"))}]
                """
            let foreignLine = """
                , "lines": [{"description": "A", "amount": \(APISite.money("10.00"))},
                 {"description": "B", "amount": \(APISite.money("1.00", "EUR"))}]
                """
            func parts(_ amounts: String...) -> String {
                let parts = amounts.map {
                    "{\"due_date\": \"2026-04-01\", \"amount\": \($0)}"
                }
                return ", \"instalments\": [\(parts.joined(separator: ","))]"
            }
            let application = """
                , "applications": [{"invoice_id": "999", "amount": \(APISite.money("9.00"))}]
                """
            let foreignApplication = """
                , "applications": [
                    {"invoice_id": "1", "amount": \(APISite.money("9.00"))},
                    {"invoice_id": "1", "amount": \(APISite.money("1.00", "EUR"))}]
                """
            for one in [
                Refused(
                    path: "invoices", body: Self.document("999", "X"), status: 400,
                    code: "customer_unknown", pointer: "/customer_id"),
                Refused(
                    path: "invoices", body: Self.document(customer, "R"), status: 409,
                    code: "number_taken", pointer: "/number"),
                Refused(
                    path: "invoices", body: Self.document(customer, "X", more: line), status: 400,
                    code: "lines_do_not_add_up", pointer: "/lines"),
                Refused(
                    path: "invoices", body: Self.document(customer, "X", more: foreignLine),
                    status: 400, code: "currency_mismatch", pointer: "/lines/1/amount"),
                Refused(
                    path: "invoices",
                    body: Self.document(
                        customer, "X",
                        more: parts(APISite.money("9.00"), APISite.money("1.00", "EUR"))),
                    status: 400, code: "currency_mismatch", pointer: "/instalments/1/amount"),
                Refused(
                    path: "invoices",
                    body: Self.document(
                        customer, "X", more: parts(APISite.money("0.00"), APISite.money("10.00"))),
                    status: 400, code: "amount_not_positive", pointer: "/instalments/0/amount"),
                Refused(
                    path: "receipts", body: Self.document(customer, "X", more: foreignApplication),
                    status: 400, code: "currency_mismatch", pointer: "/applications/1/amount"),
                Refused(
                    path: "receipts", body: Self.document(customer, "X", "EUR"), status: 400,
                    code: "exchange_rate_missing", pointer: "/rate"),
                Refused(
                    path: "receipts", body: Self.document(customer, "X", more: application),
                    status: 400, code: "document_unknown", pointer: "/applications"),
                Refused(
                    path: "invoices/batch",
                    body: "{\"items\": [\(Self.document("999", "X"))]}", status: 400,
                    code: "customer_unknown", pointer: "/items/0/customer_id"),
                Refused(
                    path: "invoices/batch",
                    body: "{\"items\": [\(Self.document(customer, "X", "EUR"))]}", status: 400,
                    code: "exchange_rate_missing", pointer: "/items/0/rate"),
            ] { try await one.expect(site) }
            #expect(try await site.get("/api/v1/invoices/").texts("id") == [taken])
        }
    }

    @Test func `names the member of what settles that is wrong`() async throws {
        try await APISite.use { site in
            let customer = try await site.customer("A")
            let invoice = try await site.document("invoices", customer, "R", "10.00")
            let receipt = try await site.document("receipts", customer, "P", "10.00")
            func allocation(_ credit: String, _ document: String, _ amount: String) -> String {
                """
                {"credit_id": "\(credit)", "document_id": "\(document)",
                 "amount": \(APISite.money(amount))}
                """
            }
            func writeOff(_ document: String, _ amount: String) -> String {
                "{\"document_id\": \"\(document)\", \"amount\": \(APISite.money(amount))}"
            }
            for one in [
                Refused(
                    path: "allocations", body: allocation("999", invoice, "1.00"), status: 400,
                    code: "document_unknown", pointer: "/credit_id"),
                Refused(
                    path: "allocations", body: allocation(receipt, "999", "1.00"), status: 400,
                    code: "document_unknown", pointer: "/document_id"),
                Refused(
                    path: "allocations", body: allocation(receipt, invoice, "11.00"), status: 409,
                    code: "more_than_open", pointer: "/amount"),
                Refused(
                    path: "write-offs", body: writeOff("999", "1.00"), status: 400,
                    code: "document_unknown", pointer: "/document_id"),
                Refused(
                    path: "write-offs", body: writeOff(invoice, "11.00"), status: 409,
                    code: "more_than_open", pointer: "/amount"),
                Refused(
                    path: "refunds",
                    body: """
                        {"credit_id": "999", "number": "F", "date": "2026-03-01",
                         "amount": \(APISite.money("1.00"))}
                        """, status: 400, code: "document_unknown", pointer: "/credit_id"),
                Refused(
                    path: "exports",
                    body: #"{"report": "statement", "format": "csv", "customer_id": "999"}"#,
                    status: 400, code: "customer_unknown", pointer: "/customer_id"),
            ] { try await one.expect(site) }
        }
    }

    @Test func `names the member of what else is wrong`() async throws {
        try await APISite.use { site in
            let owner = try await site.person(.owner)
            _ = try await site.post("/api/v1/groups/", #"{"name": "North"}"#)
            let south = try await site.post("/api/v1/groups/", #"{"name": "South"}"#).id
            func webhook(_ url: String, _ description: String = "") -> String {
                """
                {"url": "\(url)", "events": ["invoice.paid"], "description": "\(description)"}
                """
            }
            let ours = "tenants/\(Books.tenantName)"
            let ann = #"{"email": "ann@example.com", "role": "viewer"}"#
            let added = try await site.send(.post, "/api/v1/users/", ann, as: owner)
            #expect(added.status == 201)
            for one in [
                Refused(
                    path: "webhooks", body: webhook("https://127.0.0.1/"), status: 400,
                    code: "webhook_url_not_allowed", pointer: "/url"),
                Refused(
                    path: "webhooks", body: webhook("https://[::1]/"), status: 400,
                    code: "webhook_url_invalid", pointer: "/url"),
                Refused(
                    path: "webhooks", body: webhook("https://93.184.216.34/", #"\n"#), status: 400,
                    code: "webhook_description_invalid", pointer: "/description"),
                Refused(
                    path: "groups", body: #"{"name": "North"}"#, status: 409,
                    code: "group_name_taken", pointer: "/name"),
                Refused(
                    path: "groups/\(south)", body: #"{"name": "North"}"#, status: 409,
                    code: "group_name_taken", pointer: "/name", method: .patch),
                Refused(
                    path: "payment-terms",
                    body: """
                        {"name": "Halves", "due_days": 60,
                         "instalments": [{"parts": 5000, "days": 30}]}
                        """, status: 400, code: "shares_do_not_add_up", pointer: "/instalments"),
                Refused(
                    path: "users", body: ann, status: 409, code: "member_exists",
                    pointer: "/email"),
                Refused(
                    path: "users",
                    body: #"{"email": "bob@example.com", "role": "viewer", "portfolio": ["99"]}"#,
                    status: 400, code: "portfolio_group_unknown", pointer: "/portfolio"),
                Refused(
                    path: ours, body: #"{"currency": "GBP"}"#, status: 409,
                    code: "currency_fixed", pointer: "/currency", method: .patch),
                Refused(
                    path: ours, body: #"{"aging_limits": [60, 30]}"#, status: 400,
                    code: "aging_limits_invalid", pointer: "/aging_limits", method: .patch),
                Refused(
                    path: ours, body: #"{"confirm": "other"}"#, status: 400,
                    code: "deletion_not_confirmed", pointer: "/confirm", method: .delete),
            ] { try await one.expect(site, as: owner) }
        }
    }

    @Test func `is described with the status that it is answered with`() async throws {
        try await APISite.use { site in
            let paths = try await site.get("/api/schema/")["paths"]
            for path in ["customers", "invoices", "allocations", "write-offs", "refunds"] {
                let answers = paths?["/api/v1/\(path)/"]?["post"]?["responses"]
                #expect(answers?["400"] != nil && answers?["404"] == nil, "\(path)")
            }
            let change = paths?["/api/v1/customers/{id}/"]?["patch"]?["responses"]
            #expect(change?["404"] != nil)
        }
    }
}
