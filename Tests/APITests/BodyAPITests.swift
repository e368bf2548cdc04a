import Formats
import HTTPTypes
import Testing

@Suite struct `A body that says too much` {
    @Test func `is refused where nothing is taken, and nothing is done`() async throws {
        try await APISite.use { site in
            let customer = try await site.customer("A")
            let invoice = try await site.document("invoices", customer, "R", "10.00")
            let path = "/api/v1/invoices/\(invoice)/"
            for body in [
                #"{"date": "2026-03-01", "junk": 1}"#, "[]", "null", "junk", "{", "{} {}", " ",
            ] {
                for key in ["k", nil] {
                    let refused = try await site.send(.post, "\(path)void/", body, once: key)
                    #expect(refused.status == 400, "\(body)")
                    #expect(refused.code == "body_not_taken", "\(body)")
                }
            }
            let contact = try await site.post(
                "/api/v1/customers/\(customer)/contacts/", #"{"name": "Ada"}"#)
            let kept = try #require(contact.headers[.location])
            let junk = try await site.send(.delete, kept, #"{"name": "Ada"}"#)
            #expect(junk.status == 400 && junk.code == "body_not_taken")
            #expect(try await site.get(kept).status == 200)
            #expect(try await site.get(path)["status"]?.text == "posted")
            // The key is free, and what says nothing may be sent.
            let void = try await site.send(.post, "\(path)void/", " { }\n", once: "k")
            #expect(void.status == 200 && void["status"]?.text == "void")
        }
    }

    @Test func `is refused where it was coded on its way`() async throws {
        try await APISite.use { site in
            let body = #"{"name": "North"}"#
            for coding in ["gzip", "GZIP", "br", "identity, gzip", "x"] {
                let refused = try await site.send(
                    .post, "/api/v1/groups/", body, coding: coding)
                #expect(refused.status == 415 && refused.code == "body_encoded")
            }
            for (number, coding) in ["identity", "Identity, identity", ""].enumerated() {
                let taken = try await site.send(
                    .post, "/api/v1/groups/", #"{"name": "North \#(number)"}"#, coding: coding)
                #expect(taken.status == 201)
            }
        }
    }

    @Test func `is refused where a due date is not that of the last instalment`() async throws {
        try await APISite.use { site in
            let customer = try await site.customer("A")
            func invoice(_ number: String, _ due: String) -> String {
                """
                {"customer_id": "\(customer)", "number": "\(number)", "date": "2026-03-01",
                 \(due) "amount": \(APISite.money("10.00")), "instalments": [
                  {"due_date": "2026-05-01", "amount": \(APISite.money("4.00"))},
                  {"due_date": "2026-04-01", "amount": \(APISite.money("6.00"))}]}
                """
            }
            let path = "/api/v1/invoices/"
            for due in ["2026-04-01", "2026-06-01", "2026-03-01"] {
                let refused = try await site.post(path, invoice("A", #""due_date": "\#(due)","#))
                #expect(refused.status == 400 && refused.code == "due_date_differs")
                #expect(refused["pointer"]?.text == "/due_date")
            }
            let differs = invoice("B", #""due_date": "2026-06-01","#)
            let batch = try await site.post(
                "\(path)batch/",
                #"{"mode": "each", "items": [\#(invoice("A", "")), \#(differs)]}"#)
            #expect(batch.status == 200 && batch["made"] == .number("1"))
            #expect(batch.items.last?["code"]?.text == "due_date_differs")
            for (number, due) in [
                ("C", #""due_date": "2026-05-01","#), ("D", #""due_date": null,"#),
            ] {
                let made = try await site.post(path, invoice(number, due))
                #expect(made.status == 201 && made["due_date"]?.text == "2026-05-01")
            }
            #expect(try await site.get(path).items.count == 3)
        }
    }
}
