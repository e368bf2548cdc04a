import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Identity
import Kernel
import PostgresClient
import Testing

@Suite struct `The page of sessions` {
    @Test func `shows where somebody is logged in and ends one of them`() async throws {
        try await Site.use { site, _ in
            let other = try await site.post(
                "/login", ["email": Site.email, "password": Site.password],
                headers: [.userAgent: "Mozilla/5.0 (X11; Linux x86_64) Firefox/141.0 <b>"])
            let away = try #require(other.session)
            let own = try #require(try await site.logIn().session)
            let token = try #require(SecretToken(own)).derived(for: "csrf")
            let page = try await site.get("/account", cookie: own).text
            #expect(page.contains("Firefox on Linux") && page.contains("this one"))
            #expect(page.contains("9/21/2026, 16:13") && !page.contains("<b>"))
            let action = try #require(page.firstMatch(of: #//account/sessions/\d+/end/#)).output
            let forged = try await site.post(String(action), cookie: own)
            #expect(forged.status == .forbidden)
            let ended = try await site.post(String(action), ["csrf_token": token], cookie: own)
            #expect(ended.status == .seeOther)
            #expect(try await site.get("/page", cookie: away).status == .found)
            #expect(try await site.get("/page", cookie: own).status == .ok)
        }
    }

    @Test func `ends them all and leads to the login`() async throws {
        try await Site.use { site, _ in
            let sessions = try await [site.logIn(), site.logIn()].compactMap(\.session)
            let token = try #require(SecretToken(sessions[1])).derived(for: "csrf")
            let answer = try await site.post(
                "/account/sessions/end", ["csrf_token": token], cookie: sessions[1])
            #expect(answer.headers[.location] == "/login")
            #expect(answer.session == "")
            for cookie in sessions {
                #expect(try await site.get("/page", cookie: cookie).status == .found)
            }
        }
    }

    /// As if their login at a provider had been connected.
    private static func connect(_ site: Site, _ user: ID<User>) async throws {
        try await site.books.installation.owner.execute(
            """
            INSERT INTO public.sign_on_identities
                (issuer, subject, user_id, is_connected, created_at, last_used_at)
            VALUES ('https://login.example.com/realms/us', 'ada-17', \(user), true, \(Site.now),
                \(Site.now))
            """)
    }

    @Test func `shows the providers that log somebody in, and ends one of them`() async throws {
        try await Site.use { site, made in
            let browser = try await Browser(site)
            let other = try #require(try await site.logIn().session)
            #expect(try await !browser.get("/account").text.contains("Single sign-on"))
            try await Self.connect(site, made.user.id)
            let page = try await browser.get("/account").text
            #expect(page.contains(">login.example.com</bdi>") && page.contains("/realms/us\""))
            #expect(page.contains("since <time datetime=\"2026-09-21T"))
            #expect(!page.contains("ada-17"))
            let field = try #require(
                page.firstMatch(of: #/name="provider" value="([0-9a-f]{64})"/#))
            let form = ["provider": String(field.1)]
            let forged = try await site.post(
                "/account/providers/end", form, cookie: browser.session)
            #expect(forged.status == .forbidden)
            let ended = try await browser.post("/account/providers/end", form)
            #expect(ended.status == .seeOther && ended.headers[.location] == "/account/")
            #expect(try await !browser.get("/account").text.contains("Single sign-on"))
            #expect(try await site.get("/page", cookie: other).status == .found)
            let again = try await browser.post("/account/providers/end", form)
            #expect(again.status == .notFound)
        }
    }

    @Test func `leads whoever has no password to one before they end a provider`() async throws {
        try await Site.use { site, made in
            let browser = try await Browser(site)
            try await Self.connect(site, made.user.id)
            let page = try await browser.get("/account").text
            let field = try #require(
                page.firstMatch(of: #/name="provider" value="([0-9a-f]{64})"/#))
            try await site.books.installation.owner.execute(
                "UPDATE public.users SET password_hash = NULL WHERE id = \(made.user.id)")
            let without = try await browser.get("/account").text
            #expect(!without.contains("name=\"provider\""))
            #expect(without.contains("href=\"/login/forgot/\""))
            let refused = try await browser.post(
                "/account/providers/end", ["provider": String(field.1)])
            #expect(refused.status == .conflict)
            #expect(refused.text.contains("Set a password first"))
        }
    }

    /// Who came by the provider's word alone has no session left to go on with.
    @Test func `leads to the login whose own session ends with the provider`() async throws {
        try await Site.use { site, made in
            let browser = try await Browser(site)
            try await Self.connect(site, made.user.id)
            let page = try await browser.get("/account").text
            let field = try #require(
                page.firstMatch(of: #/name="provider" value="([0-9a-f]{64})"/#))
            try await site.books.installation.owner.execute(
                "UPDATE public.sessions SET by_provider = true")
            let ended = try await browser.post(
                "/account/providers/end", ["provider": String(field.1)])
            #expect(ended.headers[.location] == "/login")
            #expect(ended.session == "")
            #expect(try await browser.get("/page").status == .found)
        }
    }

    @Test func `answers an unknown address and a wrong password with the same page`() async throws {
        try await Site.use { site, _ in
            let wrong = try await site.logIn("wrong horse battery staple")
            let unknown = try await site.post(
                "/login", ["email": "eve@example.com", "password": Site.password])
            #expect(wrong.status == unknown.status)
            #expect(
                wrong.text.replacing(Site.email, with: "")
                    == unknown.text.replacing("eve@example.com", with: ""))
            #expect(wrong.headers[values: .setCookie] == unknown.headers[values: .setCookie])
        }
    }
}
