import Formats
import Testing

/// What a caller can only know by being told.
@Suite struct `The description` {
    private static func schemas(_ site: APISite) async throws -> JSONValue? {
        try await site.get("/api/schema/")["components"]?["schemas"]
    }

    @Test func `says of each day of settling that it may not be to come`() async throws {
        try await APISite.use { site in
            let schemas = try await Self.schemas(site)
            for name in ["NewApplication", "NewAllocation", "NewRefund", "NewWriteOff"] {
                let date = schemas?[name]?["properties"]?["date"]
                #expect(date?["description"]?.text?.contains("date_in_future") == true, "\(name)")
            }
        }
    }

    @Test func `says that the number of what is void is not free`() async throws {
        try await APISite.use { site in
            let answer = try await site.get("/api/schema/")
            let schemas = try await Self.schemas(site)
            for (list, name) in [
                ("invoices", "NewInvoice"), ("credit-notes", "NewCreditNote"),
                ("receipts", "NewReceipt"), ("refunds", "NewRefund"),
                ("opening-balances", "NewOpeningBalance"),
            ] {
                let number = schemas?[name]?["properties"]?["number"]?["description"]?.text ?? ""
                #expect(number.contains("void document is not free again"), "\(name)")
                let void = answer["paths"]?["/api/v1/\(list)/{id}/void/"]?["post"]
                #expect(void?["description"]?.text?.contains("not free again") == true, "\(list)")
            }
            let customer = try await site.customer("A")
            let path = "/api/v1/invoices/"
            let wrong = try await site.document("invoices", customer, "R", "1.00")
            _ = try await site.post("\(path)\(wrong)/void/", "")
            let again = try await site.post(
                path,
                """
                {"customer_id": "\(customer)", "number": "R", "date": "2026-03-01",
                 "amount": \(APISite.money("2.00"))}
                """)
            #expect(again.status == 409 && again.code == "number_taken")
        }
    }

    @Test func `says what only one of several servers knows`() async throws {
        try await APISite.use { site in
            let paths = try await site.get("/api/schema/")["paths"]
            for (path, method) in [
                ("exports/", "get"), ("exports/", "post"), ("exports/{id}/", "get"),
                ("exports/{id}/file/", "get"), ("imports/", "post"),
                ("imports/files/{token}/", "get"), ("imports/files/{token}/cancel/", "post"),
            ] {
                let about = paths?["/api/v1/\(path)"]?[method]?["description"]?.text ?? ""
                #expect(about.contains("keep a client with one"), "\(method) \(path)")
            }
        }
    }

    @Test func `says whose an export of either report is, and makes it of one customer`()
        async throws
    {
        try await APISite.use { site in
            let schemas = try await Self.schemas(site)
            let about = schemas?["NewExport"]?["properties"]?["customer_id"]?["description"]?.text
            #expect(about?.contains("Aging: that customer alone") == true)
            let customer = try await site.customer("A")
            _ = try await site.document("invoices", customer, "R", "17.00")
            let other = try await site.customer("B")
            _ = try await site.document("invoices", other, "R", "23.00")
            let made = try await site.post(
                "/api/v1/exports/",
                #"{"report": "aging", "format": "csv", "customer_id": "\#(customer)"}"#)
            await site.parts.exports.wait(for: made.id, atMost: nil)
            let file = try await site.get("/api/v1/exports/\(made.id)/file/")
            #expect(file.text.contains("17.00") && !file.text.contains("23.00"))
        }
    }

    @Test func `says that what is due before its date is past due at once`() async throws {
        try await APISite.use { site in
            let due = try await Self.schemas(site)?["NewInvoice"]?["properties"]?["due_date"]
            #expect(due?["description"]?.text?.contains("before the document's date") == true)
            let customer = try await site.customer("A")
            let made = try await site.post(
                "/api/v1/invoices/",
                """
                {"customer_id": "\(customer)", "number": "R", "date": "2026-03-01",
                 "due_date": "2026-02-01", "amount": \(APISite.money("2.00"))}
                """)
            #expect(made.status == 201)
            let path = "/api/v1/reports/aging/?by=invoice&as_of="
            #expect(try await site.get("\(path)2026-02-28")["rows"]?.elements.isEmpty == true)
            let row = try await site.get("\(path)2026-03-01")["rows"]?.elements.first
            #expect(row?["days_past_due"] == .number("28"))
        }
    }
}
