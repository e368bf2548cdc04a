import Hummingbird
import HummingbirdTesting
import Testing

@testable import WebSupport

@Suite struct `Where the server stands` {
    /// The test client has no address; what a proxy is believed is tried against the real server.
    private func ask(
        _ edge: ServerEdge, _ path: String, method: HTTPRequest.Method = .get,
        headers: HTTPFields = [:]
    ) async throws -> (HTTPResponse.Status, HTTPFields) {
        try await WebFixtures.withServer(edge: edge) { client in
            try await client.execute(uri: path, method: method, headers: headers) {
                ($0.status, $0.headers)
            }
        }
    }

    @Test func `says what is left with every answer, and refuses what is too much`() async throws {
        let edge = ServerEdge(limits: RequestLimits(address: 0, client: 3, tenant: 0))
        try await WebFixtures.withServer(edge: edge) { client in
            for left in [2, 1, 0] {
                try await client.execute(uri: "/api/v1/whoami", method: .get) { response in
                    #expect(response.status == .ok)
                    #expect(response.headers[HeaderNames.rateLimitPolicy] == #""client";q=3;w=60"#)
                    let field = response.headers[HeaderNames.rateLimit]
                    #expect(field?.hasPrefix("\"client\";r=\(left);t=") == true)
                }
            }
            try await client.execute(uri: "/api/v1/whoami", method: .get) { response in
                #expect(response.status == .tooManyRequests)
                #expect(response.headers[HeaderNames.rateLimit]?.contains("r=0") == true)
                #expect(Int(response.headers[.retryAfter] ?? "") != nil)
                #expect(String(buffer: response.body).contains("too_many_requests"))
            }
            try await client.execute(uri: "/health", method: .get) { response in
                #expect(response.status == .ok)
                #expect(response.headers[HeaderNames.rateLimit] == nil)
            }
        }
    }

    @Test func `opens the interface to the named sites alone, without cookies`() async throws {
        let site = "https://app.example.com"
        let edge = ServerEdge(allowedOrigins: [try #require(WebOrigin(site))])
        let preflight: HTTPFields = [.origin: site, .accessControlRequestMethod: "POST"]
        let (status, headers) = try await ask(
            edge, "/api/v1/whoami", method: .options, headers: preflight)
        #expect(status == .noContent)
        #expect(headers[.accessControlAllowOrigin] == site)
        #expect(headers[.accessControlAllowHeaders]?.contains("Authorization") == true)
        #expect(headers[.accessControlAllowCredentials] == nil)
        #expect(headers[.vary] == "Origin")
        let (_, read) = try await ask(edge, "/api/v1/whoami", headers: [.origin: site])
        #expect(read[.accessControlAllowOrigin] == site)
        #expect(read[HeaderNames.resourcePolicy] == "cross-origin")
        let exposed = read[.accessControlExposeHeaders]?.split(separator: ", ") ?? []
        for name in [
            "Content-Disposition", "ETag", "Idempotent-Replayed", "Location", "Retry-After",
        ] {
            #expect(exposed.contains { $0 == name }, "\(name)")
        }
        for other in ["https://evil.example", "null", "https://app.example.com.evil.example"] {
            let (_, refused) = try await ask(edge, "/api/v1/whoami", headers: [.origin: other])
            #expect(refused[.accessControlAllowOrigin] == nil)
            #expect(refused[HeaderNames.resourcePolicy] == "same-origin")
        }
        let (_, page) = try await ask(edge, "/page", headers: [.origin: site])
        #expect(page[.accessControlAllowOrigin] == nil)
    }

    @Test func `sends nothing to other sites where none is named`() async throws {
        let (status, headers) = try await ask(
            ServerEdge(), "/api/v1/whoami", method: .options,
            headers: [.origin: "https://a.example", .accessControlRequestMethod: "POST"])
        #expect(status == .methodNotAllowed)
        #expect(headers[.accessControlAllowOrigin] == nil)
    }
}

@Suite struct `Cookies on an encrypted way` {
    private func request(_ cookies: String, scheme: String = "https") -> Request {
        Request(
            head: HTTPRequest(
                method: .get, scheme: scheme, authority: "localhost", path: "/",
                headerFields: [.cookie: cookies]),
            body: RequestBody(buffer: ByteBuffer()))
    }

    @Test func `are ours only with the prefix`() {
        let sent = request("__Host-a=1; a=2; b=3; ch_theme=dark; __Host-c=4")
        #expect(CookiePrefix.isUsed(for: sent))
        #expect(CookiePrefix.removed(from: sent).headers[.cookie] == "a=1; ch_theme=dark; c=4")
        #expect(CookiePrefix.removed(from: request("a=2")).headers[.cookie] == nil)
        #expect(!CookiePrefix.isUsed(for: request("a=2", scheme: "http")))
    }

    @Test func `are sent with it, for encrypted ways alone`() {
        var response = Response(status: .ok)
        response.setCookie(Cookie(name: "a", value: "1", path: "/", httpOnly: true))
        response.setCookie(Cookie(name: "b", value: "2", path: "/", secure: true))
        CookiePrefix.add(to: &response)
        let sent = response.headers[values: .setCookie]
        #expect(sent.count == 2)
        #expect(sent.allSatisfy { $0.hasPrefix("__Host-") && $0.contains("; Secure") })
        #expect(sent[1].components(separated: "Secure") == 2)
    }
}

extension String {
    fileprivate func components(separated separator: String) -> Int {
        split(separator: separator, omittingEmptySubsequences: false).count
    }
}
