import Formats
import HTTPTypes
import Testing

@Suite struct `Settling over the API` {
    private static func allocation(
        _ credit: String, _ document: String, _ amount: String, _ currency: String = "USD"
    ) -> String {
        """
        {"credit_id": "\(credit)", "document_id": "\(document)",
         "amount": \(APISite.money(amount, currency))}
        """
    }

    @Test func `sets credits off and takes that back`() async throws {
        try await APISite.use { site in
            let customer = try await site.customer("A")
            let invoice = try await site.document("invoices", customer, "R", "100.00")
            let receipt = try await site.document("receipts", customer, "P", "60.00")
            let path = "/api/v1/allocations/"
            let made = try await site.post(path, Self.allocation(receipt, invoice, "40.00"))
            #expect(made.status == 201 && made.items.count == 1)
            let id = try #require(made.items.first?["id"]?.text)
            #expect(made.items[0]["document_id"]?.text == invoice)
            #expect(made.items[0]["credit_id"]?.text == receipt)
            #expect(try await site.get("/api/v1/invoices/\(invoice)/").amount("open") == "60.00")
            let much = try await site.post(path, Self.allocation(receipt, invoice, "20.01"))
            #expect(much.status == 409 && much.code == "more_than_open")
            let euro = try await site.post(path, Self.allocation(receipt, invoice, "1.00", "EUR"))
            #expect(euro.status == 400 && euro.code == "currency_mismatch")
            #expect(euro["pointer"]?.text == "/amount")
            let nothing = try await site.post(path, Self.allocation(receipt, "999", "1.00"))
            #expect(nothing.status == 400 && nothing.code == "document_unknown")
            for filter in ["credit_id=\(receipt)", "document_id=\(invoice)"] {
                #expect(try await site.get("\(path)?\(filter)").texts("id") == [id])
            }
            #expect(try await site.get(path).texts("id") == [id])
            #expect(try await site.get(path, as: site.foreignKey).items.isEmpty)
            #expect(try await site.get("\(path)\(id)/", as: site.foreignKey).status == 404)
            let back = try await site.post("\(path)\(id)/reverse/", "")
            #expect(back.status == 200 && back["reversed"] == .boolean(true))
            #expect(back.amount("amount") == "40.00")
            #expect(try await site.get("/api/v1/invoices/\(invoice)/").amount("open") == "100.00")
            let twice = try await site.post("\(path)\(id)/reverse/", "")
            #expect(twice.status == 409 && twice.code == "allocation_reversed")
        }
    }

    @Test func `sets off once however often one key is sent`() async throws {
        try await APISite.use { site in
            let customer = try await site.customer("A")
            let invoice = try await site.document("invoices", customer, "R", "100.00")
            let receipt = try await site.document("receipts", customer, "P", "100.00")
            let body = Self.allocation(receipt, invoice, "10.00")
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        try await site.send(
                            .post, "/api/v1/allocations/", body, once: "one"
                        ).status
                    }
                }
                return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
            }
            #expect(statuses == [201])
            #expect(try await site.get("/api/v1/invoices/\(invoice)/").amount("open") == "90.00")
        }
    }

    @Test func `writes off, and pays credit back`() async throws {
        try await APISite.use { site in
            let customer = try await site.customer("A")
            let invoice = try await site.document("invoices", customer, "R", "100.00")
            let receipt = try await site.document("receipts", customer, "P", "50.00")
            let path = "/api/v1/write-offs/"
            func writeOff(_ amount: String, _ currency: String = "USD") async throws -> APIResponse
            {
                try await site.post(
                    path,
                    """
                    {"document_id": "\(invoice)", "amount": \(APISite.money(amount, currency)),
                     "date": "2026-04-01"}
                    """)
            }
            let made = try await writeOff("30.00")
            #expect(made.status == 201 && made.items.count == 1)
            #expect(made.items[0]["amount"]?["amount"]?.text == "30.00")
            #expect(made.items[0]["date"]?.text == "2026-04-01")
            #expect(try await writeOff("70.01").code == "more_than_open")
            #expect(try await writeOff("1.00", "EUR").code == "currency_mismatch")
            #expect(try await writeOff("0.00").code == "amount_not_positive")
            _ = try await writeOff("1.00")
            let first = try await site.get("\(path)?limit=1")
            #expect(first.items.count == 1 && first.next != nil)
            let rest = try await site.get("\(path)?limit=1&after=\(first.next ?? "")")
            #expect(rest.items.count == 1 && rest.next == nil)
            #expect(try await site.get("\(path)?document_id=\(invoice)").items.count == 2)
            let id = try #require(first.items[0]["id"]?.text)
            #expect(try await site.get("\(path)\(id)/").amount("amount") == "30.00")
            #expect(try await site.get("\(path)\(id)/", as: site.foreignKey).status == 404)
            func refund(_ number: String, _ currency: String) async throws -> APIResponse {
                try await site.post(
                    "/api/v1/refunds/",
                    """
                    {"credit_id": "\(receipt)", "number": "\(number)", "date": "2026-04-02",
                     "amount": \(APISite.money("60.00", currency))}
                    """)
            }
            #expect(try await refund("F", "EUR").code == "currency_mismatch")
            let refunded = try await refund("F", "USD")
            #expect(refunded.status == 201 && refunded.amount("open") == "10.00")
            #expect(try await site.get("/api/v1/refunds/?status=open").texts("number") == ["F"])
            #expect(try await refund("F", "USD").code == "number_taken")
            #expect(try await site.get("/api/v1/receipts/\(receipt)/").amount("open") == "0.00")
            #expect(try await site.parts.services.rollups.verify(site.scope).isEmpty)
        }
    }

    @Test(arguments: ["0.00", "-1.00"])
    func `is refused with an amount that settles nothing`(amount: String) async throws {
        try await APISite.use { site in
            let customer = try await site.customer("A")
            let invoice = try await site.document("invoices", customer, "R", "100.00")
            let receipt = try await site.document("receipts", customer, "P", "50.00")
            let money = APISite.money(amount)
            let posted = """
                {"customer_id": "\(customer)", "number": "N", "date": "2026-03-01",
                 "amount": \(APISite.money("10.00")),
                 "applications": [{"invoice_id": "\(invoice)", "amount": \(money)}]}
                """
            for (path, body) in [
                ("allocations", Self.allocation(receipt, invoice, amount)),
                ("write-offs", "{\"document_id\": \"\(invoice)\", \"amount\": \(money)}"),
                (
                    "refunds",
                    """
                    {"credit_id": "\(receipt)", "number": "F", "date": "2026-04-02",
                     "amount": \(money)}
                    """
                ),
                ("receipts", posted), ("credit-notes", posted),
            ] {
                let answer = try await site.post("/api/v1/\(path)/", body)
                #expect(answer.status == 400 && answer.code == "amount_not_positive", "\(path)")
                #expect(
                    answer["detail"]?.text == "What settles a document must be more than zero.")
            }
            let batch = try await site.post(
                "/api/v1/receipts/batch/", "{\"items\": [\(posted)]}")
            #expect(batch.status == 400 && batch.code == "amount_not_positive")
            #expect(batch["pointer"]?.text == "/items/0/applications")
            #expect(try await site.get("/api/v1/receipts/").texts("id") == [receipt])
        }
    }

    @Test func `takes exchange rates`() async throws {
        try await APISite.use { site in
            let path = "/api/v1/rates/"
            func set(_ currency: String, _ day: String, _ rate: String) async throws -> APIResponse
            {
                try await site.post(
                    path, #"{"currency": "\#(currency)", "date": "\#(day)", "rate": "\#(rate)"}"#)
            }
            #expect(try await set("EUR", "2026-01-01", "1.1").status == 200)
            #expect(try await set("EUR", "2026-01-01", "1.25").status == 200)
            _ = try await set("GBP", "2026-01-01", "1.3")
            #expect(try await set("EUR", "2026-01-01", "0").code == "exchange_rate_invalid")
            for rate in ["2", "0.999999999999"] {
                let own = try await set("USD", "2026-01-01", rate)
                #expect(own.status == 400 && own.code == "exchange_rate_of_own_currency")
            }
            let page = try await site.get("\(path)?limit=1")
            #expect(page.texts("rate") == ["1.25"])
            let rest = try await site.get("\(path)?limit=1&after=\(page.next ?? "")")
            #expect(rest.texts("currency") == ["GBP"] && rest.next == nil)
            #expect(try await site.get("\(path)?currency=GBP").items.count == 1)
            #expect(try await set("USD", "2026-01-01", "1.0").status == 200)
            #expect(try await site.get(path, as: site.foreignKey).items.isEmpty)
        }
    }
}
