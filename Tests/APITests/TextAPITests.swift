import Formats
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@Suite struct `A request's text` {
    private static let path = "/api/v1/customers/"

    @Test(arguments: [
        [UInt8](#"{"code": "A"#.utf8) + [0xFF] + [UInt8](#"", "name": "A"}"#.utf8),
        [UInt8](#"{"code": "A"#.utf8) + [0xED, 0xA0, 0x80] + [UInt8](#"", "name": "A"}"#.utf8),
        [UInt8](#"{"code": "A\ud83d", "name": "A"}"#.utf8),
        [UInt8](#"{"code": "A", "name": "\ude00A"}"#.utf8),
        [UInt8](#"{"code": "A", "name": "\ud83d\u0041"}"#.utf8),
    ])
    func `is refused where it is no text`(body: [UInt8]) async throws {
        try await APISite.use { site in
            var headers: HTTPFields = [.accept: "application/json"]
            headers[.contentType] = "application/json"
            headers[.authorization] = "Bearer \(site.key)"
            let answer = APIResponse(
                try await site.client.execute(
                    uri: Self.path, method: .post, headers: headers,
                    body: ByteBuffer(bytes: body)))
            #expect(answer.status == 400 && answer.code == "json_invalid")
            #expect(try await site.get(Self.path).items.isEmpty)
        }
    }

    @Test(arguments: [
        "   ", "\\t", "\\u00a0", "R\\n1", "R\\r\\n1", "\\u001b[31mR", "R\\u0085", "R\\u0000",
    ])
    func `is no number where it is blank or steers the screen`(number: String) async throws {
        try await APISite.use { site in
            let customer = try await site.customer("A")
            let answer = try await site.post(
                "/api/v1/invoices/",
                """
                {"customer_id": "\(customer)", "number": "\(number)", "date": "2026-03-01",
                 "amount": \(APISite.money("1.00"))}
                """)
            #expect(answer.status == 400 && answer.code == "text_invalid")
            #expect(answer["pointer"]?.text == "/number")
        }
    }
}
