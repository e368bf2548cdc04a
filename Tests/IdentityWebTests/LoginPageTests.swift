import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Identity
import Tenancy
import Testing

@Suite struct `The login page` {
    @Test func `is where everybody without a session is sent`() async throws {
        try await Site.use { site, _ in
            let page = try await site.get("/page?as_of=2026-09-30")
            #expect(page.status == .found)
            #expect(page.headers[.location] == "/login?next=/page%3Fas_of%3D2026-09-30")
            let program = try await site.get("/api/v1/page")
            #expect(program.status == .unauthorized)
            #expect(program.headers[.contentType] == "application/problem+json")
        }
    }

    @Test func `can be filled in by a password manager and needs no script`() async throws {
        try await Site.use { site, _ in
            let page = try await site.get("/login?next=/page")
            #expect(page.status == .ok)
            for part in [
                "method=\"post\"", "action=\"/login?next=/page\"", "autocomplete=\"username\"",
                "autocomplete=\"current-password\"", "<label for=\"email\">E-mail</label>",
                "type=\"password\"",
            ] {
                #expect(page.text.contains(part), "\(part)")
            }
        }
    }

    @Test func `leads back with a cookie that no script and no other site gets`() async throws {
        try await Site.use { site, _ in
            let done = try await site.logIn(next: "?next=/page%3Fas_of%3D2026-09-30")
            #expect(done.status == .seeOther)
            #expect(done.headers[.location] == "/page?as_of=2026-09-30")
            let cookie = try #require(done.sessionCookie)
            for part in ["; HttpOnly", "; SameSite=Lax", "; Path=/", "; Max-Age=2592000"] {
                #expect(cookie.contains(part), "\(part)")
            }
            #expect(!cookie.contains("Domain") && !cookie.contains("Secure"))
            let page = try await site.get("/page", cookie: done.session)
            #expect(page.text.hasPrefix("ada@example.com|\(Role.accountant.permissions.count)|"))
        }
    }

    @Test(arguments: [
        "//evil.example", "https://evil.example/", "/%5Cevil.example", "/a%0d%0aSet-Cookie:x",
        "",
    ])
    func `leads to no other site`(_ next: String) async throws {
        try await Site.use { site, _ in
            let done = try await site.logIn(next: "?next=\(next)")
            #expect(done.headers[.location] == "/")
            #expect(done.session?.isEmpty == false)
        }
    }

    @Test func `says the same for a wrong password and for nobody's address`() async throws {
        try await Site.use { site, _ in
            var texts: [String] = []
            for (email, password) in [
                (Site.email, "some other password"), ("eve@example.com", Site.password),
            ] {
                let refused = try await site.post(
                    "/login", ["email": email, "password": password])
                #expect(refused.status == .unprocessableContent)
                #expect(refused.sessionCookie == nil)
                #expect(refused.text.contains("The e-mail address or the password is wrong."))
                #expect(refused.text.contains("value=\"\(email)\""))
                #expect(!refused.text.contains(password))
                texts.append(refused.text.replacing(email, with: ""))
            }
            #expect(texts[0] == texts[1])
        }
    }

    @Test func `makes guessers wait`() async throws {
        try await Site.use { site, _ in
            for _ in 0..<6 { _ = try await site.logIn("wrong") }
            let refused = try await site.logIn()
            #expect(refused.status == .tooManyRequests)
            #expect(refused.headers[.retryAfter] == "1")
            #expect(refused.text.contains("try again in a second"))
        }
    }

    @Test func `never takes over a session that was there before`() async throws {
        try await Site.use { site, _ in
            let first = try #require(try await site.logIn().session)
            let planted = SecretToken().text
            let second = try #require(try await site.logIn(cookie: planted).session)
            let third = try #require(try await site.logIn(cookie: first).session)
            #expect(Set([first, planted, second, third]).count == 4)
            #expect(try await site.get("/page", cookie: planted).status == .found)
            #expect(try await site.get("/page", cookie: first).status == .found)
            #expect(try await site.get("/page", cookie: third).status == .ok)
        }
    }

    @Test func `shows what was typed as text`() async throws {
        try await Site.use { site, _ in
            let refused = try await site.post(
                "/login", ["email": "\"><script>alert(1)</script>", "password": "x"])
            #expect(!refused.text.contains("<script>alert"))
            #expect(refused.text.contains("&lt;script&gt;"))
        }
    }

    @Test func `refuses what another site's page sends`() async throws {
        try await Site.use { site, _ in
            let fetchSite = try #require(HTTPField.Name("Sec-Fetch-Site"))
            let refused = try await site.post(
                "/login", ["email": Site.email, "password": Site.password],
                headers: [fetchSite: "cross-site"])
            #expect(refused.status == .forbidden)
            #expect(refused.sessionCookie == nil)
        }
    }

    @Test func `is passed by who is logged in already`() async throws {
        try await Site.use { site, _ in
            let session = try await site.logIn().session
            let page = try await site.get("/login?next=/page", cookie: session)
            #expect(page.status == .found)
            #expect(page.headers[.location] == "/page")
        }
    }
}
