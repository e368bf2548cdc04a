import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Identity
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
