import Hummingbird
import HummingbirdTesting
import Identity
import Testing

/// What a browser with a session of a site's person does; its token changes with every proof.
struct Browser: Sendable {
    let site: Site
    var session: String

    init(_ site: Site) async throws {
        self.site = site
        session = try #require(try await site.logIn().session)
    }

    func get(_ path: String) async throws -> TestResponse {
        try await site.get(path, cookie: session)
    }

    func post(_ path: String, _ fields: [String: String] = [:]) async throws -> TestResponse {
        var fields = fields
        fields["csrf_token"] = try #require(SecretToken(session)).derived(for: "csrf")
        return try await site.post(path, fields, cookie: session)
    }

    /// Sets a second factor up; the key that its codes come from, and the recovery codes.
    mutating func enrol() async throws -> (key: String, codes: [String]) {
        let begun = try await post("/account/second-factor/begin")
        #expect(begun.headers[.location] == "/account/second-factor")
        let page = try await get("/account/second-factor").text
        let key = try #require(page.firstMatch(of: #/secret-link">([A-Z2-7 ]+)</#)).1
        let plain = key.filter { $0 != " " }
        let answer = try await post(
            "/account/second-factor/confirm", ["code": try Site.code(String(plain))])
        #expect(answer.status == .ok)
        session = try #require(answer.session)
        let codes = answer.text.matches(of: #/<code>([a-z2-7-]+)</code>/#).map { String($0.1) }
        #expect(codes.count == 10 && Set(codes).count == 10)
        // What the page's forms carry is of the session as it is called now.
        let token = try #require(SecretToken(session)).derived(for: "csrf")
        #expect(answer.text.contains(token))
        return (String(plain), codes)
    }
}
