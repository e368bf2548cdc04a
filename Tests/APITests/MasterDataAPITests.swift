import Formats
import HTTPTypes
import Testing

@Suite struct `Master data over the API` {
    @Test func `groups are made, renamed and dissolved`() async throws {
        try await APISite.use { site in
            let made = try await site.post("/api/v1/groups/", #"{"name": "North"}"#)
            #expect(made.status == 201 && made["customers"] == .number("0"))
            let path = "/api/v1/groups/\(made.id)/"
            let again = try await site.post("/api/v1/groups/", #"{"name": "North"}"#)
            #expect(again.status == 409 && again.code == "group_name_taken")
            let tag = try #require(try await site.get(path).tag)
            let renamed = try await site.patch(path, #"{"name": "South"}"#, match: tag)
            #expect(renamed["name"]?.text == "South")
            let stale = try await site.patch(path, #"{"name": "East"}"#, match: tag)
            #expect(stale.status == 412)
            let customer = try await site.customer("A", #", "group_id": "\#(made.id)""#)
            let full = try await site.send(.delete, path)
            #expect(full.status == 409 && full.code == "group_not_empty")
            _ = try await site.patch("/api/v1/customers/\(customer)/", #"{"group_id": null}"#)
            #expect(try await site.send(.delete, path, as: site.foreignKey).status == 404)
            let gone = try await site.send(.delete, path, once: "away")
            #expect(gone.status == 204 && gone.text.isEmpty)
            let replayed = try await site.send(.delete, path, once: "away")
            #expect(replayed.status == 204)
            #expect(try await site.get(path).status == 404)
            #expect(try await site.get("/api/v1/groups/").items.isEmpty)
        }
    }

    @Test func `payment terms give new invoices their days`() async throws {
        try await APISite.use { site in
            let halves = """
                {"name": "Halves", "due_days": 60, "instalments":
                 [{"parts": 5000, "days": 30}, {"parts": \(4_999), "days": 60}]}
                """
            let wrong = try await site.post("/api/v1/payment-terms/", halves)
            #expect(wrong.status == 400 && wrong.code == "shares_do_not_add_up")
            let set = try await site.post(
                "/api/v1/payment-terms/", halves.replacing("4999", with: "5000"))
            #expect(set.status == 200 && set["instalments"]?.elements.count == 2)
            let customer = try await site.customer("A", #", "terms": "Halves""#)
            let invoice = try await site.document("invoices", customer, "1", "0.03")
            let read = try await site.get("/api/v1/invoices/\(invoice)/")
            let parts = read["instalments"]?.elements ?? []
            #expect(parts.compactMap { $0["due_date"]?.text } == ["2026-03-31", "2026-04-30"])
            let replaced = try await site.post(
                "/api/v1/payment-terms/", #"{"name": "Halves", "due_days": 14}"#)
            #expect(replaced.id == set.id && replaced["instalments"]?.elements.isEmpty == true)
            let list = try await site.get("/api/v1/payment-terms/")
            #expect(list.texts("name") == ["Halves"])
            let one = try await site.get("/api/v1/payment-terms/\(set.id)/")
            #expect(one["due_days"] == .number("14"))
        }
    }

    @Test func `contacts are added, changed and removed`() async throws {
        try await APISite.use { site in
            let customer = try await site.customer("A")
            let list = "/api/v1/customers/\(customer)/contacts/"
            let made = try await site.post(
                list, #"{"name": "Ada", "email": "ada@example.com", "phone": "1"}"#)
            #expect(made.status == 201 && made["customer_id"]?.text == customer)
            let damaged = try await site.post(list, #"{"name": "Ada", "email": "ada"}"#)
            #expect(damaged.status == 400 && damaged.code == "email_invalid")
            let path = try #require(made.headers[.location])
            let tag = try #require(try await site.get(path).tag)
            let changed = try await site.patch(
                path, #"{"phone": null, "role": "Buyer"}"#, match: tag)
            #expect(changed["phone"] == .null && changed["role"]?.text == "Buyer")
            #expect(changed["email"]?.text == "ada@example.com")
            #expect(try await site.patch(path, "{}", match: tag).status == 412)
            #expect(try await site.get(list).items.count == 1)
            #expect(try await site.get(path, as: site.foreignKey).status == 404)
            #expect(try await site.get(list, as: site.foreignKey).status == 404)
            #expect(try await site.send(.delete, path).status == 204)
            #expect(try await site.send(.delete, path).code == "contact_unknown")
            #expect(try await site.get(list).items.isEmpty)
        }
    }
}
