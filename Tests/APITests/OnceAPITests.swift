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
}
