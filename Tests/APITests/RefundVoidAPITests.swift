import BooksTestSupport
import Formats
import Testing

@Suite struct `Voiding a refund over the API` {
    private static func refund(
        _ site: APISite, _ credit: String, _ number: String, _ amount: String
    ) async throws -> APIResponse {
        try await site.post(
            "/api/v1/refunds/",
            """
            {"credit_id": "\(credit)", "number": "\(number)", "date": "2026-04-02",
             "amount": \(APISite.money(amount))}
            """)
    }

    @Test func `voids a refund, and its credit is unapplied again`() async throws {
        try await APISite.use { site in
            let customer = try await site.customer("A")
            let receipt = try await site.document("receipts", customer, "P", "50.00")
            let books = site.books
            let before = try await books.journal()
            // Ten more than the credit: another settles them meanwhile.
            let made = try await Self.refund(site, receipt, "F", "60.00")
            let path = "/api/v1/refunds/\(made.id)/"
            let known = try #require(try await site.get(path).tag)
            let other = try await site.document("receipts", customer, "Q", "10.00")
            let settled = try await site.post(
                "/api/v1/allocations/",
                """
                {"credit_id": "\(other)", "document_id": "\(made.id)",
                 "amount": \(APISite.money("10.00"))}
                """)
            #expect(settled.status == 201)
            let stale = try await site.send(.post, "\(path)void/", "", match: known)
            #expect(stale.status == 412 && stale.code == "precondition_failed")
            let tag = try await site.get(path).tag
            func void(_ body: String = "") async throws -> APIResponse {
                try await site.send(.post, "\(path)void/", body, once: "void", match: tag)
            }
            let voided = try await void()
            #expect(voided.status == 200 && voided["status"]?.text == "void")
            let again = try await void()
            #expect(again.status == 200 && again.text == voided.text)
            #expect(again.isReplay)
            let saysNothing = try await void("{}")
            #expect(saysNothing.isReplay && saysNothing.text == voided.text)
            let twice = try await site.post("\(path)void/", "")
            #expect(twice.status == 409 && twice.code == "already_void")
            for (credit, open) in [(receipt, "50.00"), (other, "10.00")] {
                let left = try await site.get("/api/v1/receipts/\(credit)/")
                #expect(left.amount("open") == open)
            }
            _ = try await site.post("/api/v1/receipts/\(other)/void/", "")
            #expect(try await books.journal() == before)
            #expect(try await books.differences() == [])
            #expect(try await site.records("document.voided") == 2)
        }
    }

    @Test func `voids a refund for those alone who may, and only refunds`() async throws {
        try await APISite.use { site in
            let customer = try await site.customer("A")
            let receipt = try await site.document("receipts", customer, "P", "50.00")
            let made = try await Self.refund(site, receipt, "F", "20.00")
            let group = try await site.parts.services.groups.create(site.scope, "North")
            let path = "/api/v1/refunds/\(made.id)/void/"
            let limited = try await site.limited(to: group.rawValue)
            #expect(try await site.send(.post, path, "", as: limited).status == 403)
            let viewer = try await site.person(.viewer)
            #expect(try await site.send(.post, path, "", as: viewer).status == 403)
            for (address, sender) in [
                (path, site.foreignKey), ("/api/v1/refunds/\(receipt)/void/", site.key),
                ("/api/v1/refunds/x/void/", site.key),
            ] {
                let refused = try await site.send(.post, address, "", as: sender)
                #expect(refused.status == 404 && refused.code == "document_unknown")
            }
            #expect(try await site.get("/api/v1/refunds/\(made.id)/")["status"]?.text == "posted")
        }
    }
}
