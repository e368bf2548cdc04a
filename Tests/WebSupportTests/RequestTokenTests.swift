import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import WebSupport

@Suite struct `What changes something` {
    private static let form: HTTPFields = [
        .contentType: "application/x-www-form-urlencoded", .accept: "text/html",
    ]

    private static func send(
        _ headers: HTTPFields = [:], body: String = "", to path: String = "/form",
        authenticator: Authenticator? = nil
    ) async throws -> TestResponse {
        let tenants = [try WebFixtures.tenant("acme")]
        return try await WebFixtures.withServer(tenants: tenants, authenticator: authenticator) {
            try await $0.execute(
                uri: path, method: .post, headers: headers, body: ByteBuffer(string: body))
        }
    }

    @Test func `is refused without the visitor's token`() async throws {
        let refused = try await Self.send(Self.form, body: "name=Acme")
        #expect(refused.status == .forbidden)
        #expect(refused.text.contains("The page you sent this from is too old."))
        let program = try await Self.send([.contentType: "application/json"], body: "{}")
        #expect(program.status == .forbidden)
        #expect(program.text.contains(#""code":"csrf_token_wrong""#))
    }

    @Test(arguments: ["token-of-bob", "token-of-an", "token-of-annn", ""])
    func `is refused with another's token`(_ token: String) async throws {
        let field = try await Self.send(Self.form, body: "name=Acme&csrf_token=\(token)")
        #expect(field.status == .forbidden)
        let header = try await Self.send([HeaderNames.csrfToken: token])
        #expect(header.status == .forbidden)
    }

    @Test func `is done with the token in a field, which the handler does not see`() async throws {
        let done = try await Self.send(Self.form, body: "name=A%26B&csrf_token=token-of-ann")
        #expect(done.status == .ok)
        #expect(done.text == "name is A&B")
    }

    @Test func `is done with the token in a header`() async throws {
        var headers = Self.form
        headers[HeaderNames.csrfToken] = "token-of-ann"
        #expect(try await Self.send(headers, body: "name=Acme").text == "name is Acme")
    }

    @Test func `is never done with an empty token, even if the visitor has none`() async throws {
        let visitor = Visitor(
            actor: .localVisitor, name: "", csrfToken: "", memberships: [:])
        let refused = try await Self.send(
            Self.form, body: "csrf_token=", authenticator: .always(visitor))
        #expect(refused.status == .forbidden)
    }

    @Test(arguments: ["cross-site", "same-site"])
    func `is refused when a browser says another site sends it`(_ site: String) async throws {
        for authenticator in [nil, Authenticator { _ in nil }] {
            var headers = Self.form
            headers[HeaderNames.csrfToken] = "token-of-ann"
            headers[HeaderNames.fetchSite] = site
            let refused = try await Self.send(
                headers, body: "name=Acme", authenticator: authenticator)
            #expect(refused.status == .forbidden)
            #expect(refused.text.contains("Another site&#39;s page may not send this."))
        }
    }

    @Test(arguments: [
        "https://evil.example", "null", "http://localhost.evil.example", "https://localhost",
        "http://localhost:81", "",
    ])
    func `is refused when a browser names another page's origin`(_ origin: String) async throws {
        var headers = Self.form
        headers[HeaderNames.csrfToken] = "token-of-ann"
        headers[.origin] = origin
        #expect(try await Self.send(headers, body: "name=Acme").status == .forbidden)
    }

    @Test func `is done for a page of our own`() async throws {
        var headers = Self.form
        headers[HeaderNames.csrfToken] = "token-of-ann"
        headers[.origin] = "http://localhost"
        #expect(try await Self.send(headers, body: "name=Acme").text == "name is Acme")
        // A browser that was told to send no referrer names no origin either.
        headers[.origin] = "null"
        headers[HeaderNames.fetchSite] = "same-origin"
        #expect(try await Self.send(headers, body: "name=Acme").text == "name is Acme")
        for site in ["cross-site", "same-site", "none"] {
            headers[HeaderNames.fetchSite] = site
            #expect(try await Self.send(headers, body: "name=Acme").status == .forbidden)
        }
    }

    @Test func `may look for the token itself`() async throws {
        let done = try await Self.send(body: "token-of-ann", to: "/streamed")
        #expect(done.text == "12 bytes")
        #expect(try await Self.send(body: "token-of-bob", to: "/streamed").status == .forbidden)
    }

    @Test func `takes a body as large as its route says`() async throws {
        let two = String(repeating: "x", count: 2 << 20)
        let refused = try await Self.send(
            [HeaderNames.csrfToken: "token-of-ann"], body: two, to: "/api/v1/takes")
        #expect(refused.status == .contentTooLarge)
        let taken = try await Self.send(
            [HeaderNames.csrfToken: "token-of-ann"], body: two, to: "/large")
        #expect(taken.text == "2097152 bytes")
    }

    @Test func `stops reading a body of unsaid length at the limit`() async throws {
        let parts = AsyncStream<ByteBuffer> { stream in
            for _ in 0..<5 { stream.yield(ByteBuffer(repeating: 0, count: 10)) }
            stream.finish()
        }
        let body = BoundedBody(body: RequestBody(asyncSequence: parts), bytesMax: 35)
        var read = 0
        await #expect(throws: WebError.self) {
            for try await part in body { read += part.readableBytes }
        }
        #expect(read == 30)
    }
}
