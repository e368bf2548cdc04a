import Formats
import HTTPTypes
import Testing

@Suite struct `A key of a request` {
    private static let body = #"{"code": "A", "name": "A Ltd"}"#

    @Test func `stands for it with and without a slash at the end of its address`() async throws {
        try await APISite.use { site in
            func send(_ path: String) async throws -> APIResponse {
                try await site.send(.post, path, Self.body, once: "one")
            }
            let made = try await send("/api/v1/customers")
            #expect(made.status == 201 && !made.isReplay)
            for path in ["/api/v1/customers/", "/api/v1/customers"] {
                let again = try await send(path)
                #expect(again.status == 201 && again.text == made.text && again.isReplay)
            }
            for path in ["/api/v2/customers/", "/api/v2/customers"] {
                let other = try await send(path)
                #expect(other.status == 409 && other.code == "idempotency_key_used", "\(path)")
            }
            #expect(try await site.get("/api/v1/customers/").items.count == 1)
        }
    }

    @Test func `stands for it with nothing and with an empty object where no body is taken`()
        async throws
    {
        try await APISite.use { site in
            let customer = try await site.customer("A")
            var paths: [String] = []
            for number in ["R", "S"] {
                let invoice = try await site.document("invoices", customer, number, "10.00")
                paths.append("/api/v1/invoices/\(invoice)/void/")
            }
            let void = try await site.send(.post, paths[0], "{}", once: "one")
            #expect(void.status == 200 && !void.isReplay)
            for body in ["", "{}", " { }\n", nil] {
                let again = try await site.send(.post, paths[0], body, once: "one")
                #expect(again.status == 200 && again.text == void.text && again.isReplay)
            }
            let junk = try await site.send(.post, paths[0], "{\"a\": 1}", once: "one")
            #expect(junk.status == 400 && junk.code == "body_not_taken")
            let other = try await site.send(.post, paths[1], "{}", once: "one")
            #expect(other.status == 409 && other.code == "idempotency_key_used")
            #expect(try await site.records("document.voided") == 1)
        }
    }

    /// What is refused of a batch is caught row by row; that its key was sent before is not.
    @Test(arguments: ["all", "each"])
    func `stands for a whole batch`(mode: String) async throws {
        try await APISite.use { site in
            let customer = try await site.customer("A")
            func batch(_ number: String) -> String {
                """
                {"mode": "\(mode)", "items": [{"customer_id": "\(customer)", "number": "\(number)",
                    "date": "2026-07-01", "due_date": "2026-07-31",
                    "amount": {"amount": "10.00", "currency": "USD"}}]}
                """
            }
            func send(_ number: String, once: String) async throws -> APIResponse {
                try await site.send(
                    .post, "/api/v1/invoices/batch/", batch(number), once: once)
            }
            let made = try await send("1", once: "one")
            #expect(made.status == 200 && !made.isReplay, "\(made.text)")
            let again = try await send("1", once: "one")
            #expect(again.status == 200 && again.text == made.text && again.isReplay)
            let other = try await send("2", once: "one")
            #expect(other.status == 409 && other.code == "idempotency_key_used")
            async let first = send("3", once: "two")
            async let second = send("3", once: "two")
            let both = try await [first, second]
            #expect(both.map(\.status) == [200, 200])
            #expect(Set(both.map(\.text)).count == 1 && both.count(where: \.isReplay) == 1)
            #expect(try await site.get("/api/v1/invoices/").items.count == 2)
        }
    }

    @Test func `stands for every byte of a body that is taken`() async throws {
        try await APISite.use { site in
            let path = "/api/v1/customers/\(try await site.customer("A"))/"
            let kept = try await site.send(.patch, path, "{}", once: "one")
            #expect(kept.status == 200)
            for body in ["{ }", #"{"name": "B"}"#] {
                let other = try await site.send(.patch, path, body, once: "one")
                #expect(other.status == 409 && other.code == "idempotency_key_used", "\(body)")
            }
            let again = try await site.send(.patch, path, "{}", once: "one")
            #expect(again.isReplay && again.text == kept.text)
        }
    }
}
