import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Identity
import Testing

@Suite struct `Programs that log in` {
    private struct Tokens: Decodable {
        let access: String
        let refresh: String
        let tokenType: String
        let expiresIn: Int
    }

    private static func tokens(_ response: TestResponse) throws -> Tokens {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Tokens.self, from: Data(response.text.utf8))
    }

    private static func logIn(
        _ site: Site, _ password: String = Site.password, path: String = "/api/v1/auth/login/"
    ) async throws -> TestResponse {
        try await site.postJSON(path, ["email": Site.email, "password": password])
    }

    @Test func `get tokens that say who they are, and no cookie`() async throws {
        try await Site.use { site, user in
            let answer = try await Self.logIn(site)
            #expect(answer.status == .ok && answer.sessionCookie == nil)
            #expect(answer.headers[.cacheControl] == "no-store")
            let tokens = try Self.tokens(answer)
            #expect(tokens.tokenType == "Bearer" && tokens.expiresIn == 900)
            let me = try await site.get("/api/v1/users/me/", bearer: tokens.access)
            let object = try JSONSerialization.jsonObject(with: Data(me.text.utf8))
            let fields = try #require(object as? [String: Any])
            #expect(fields["email"] as? String == Site.email)
            #expect(fields["id"] as? String == "\(user.user.id)")
            let memberships = try #require(fields["memberships"] as? [[String: Any]])
            #expect(memberships.first?["tenant"] as? String == "acme")
            #expect(try await Self.logIn(site, path: "/accounts/login/").status == .ok)
        }
    }

    @Test func `renew them, and lose them all with one that is used twice`() async throws {
        try await Site.use { site, _ in
            let first = try Self.tokens(try await Self.logIn(site))
            let path = "/api/v1/auth/refresh/"
            let second = try Self.tokens(
                try await site.postJSON(path, ["refresh": first.refresh]))
            #expect(second.refresh != first.refresh)
            let replay = try await site.postJSON(path, ["refresh": first.refresh])
            #expect(replay.status == .unauthorized && replay.text.contains("token_not_usable"))
            let me = try await site.get("/api/v1/users/me/", bearer: second.access)
            #expect(me.status == .unauthorized)
        }
    }

    @Test func `are refused with a problem that names no reason`() async throws {
        try await Site.use { site, _ in
            let wrong = try await Self.logIn(site, "wrong horse battery staple")
            #expect(wrong.status == .unauthorized && wrong.text.contains("credentials_wrong"))
            for body in ["", "[]", "{\"email\":1}", "email=a"] {
                let answer = try await site.postText(
                    "/api/v1/auth/login/", body, type: "application/json")
                #expect(answer.status == .badRequest, "\(body)")
            }
        }
    }

    @Test func `are told when to try again after too many failures`() async throws {
        try await Site.use { site, _ in
            for _ in 0..<6 { _ = try await Self.logIn(site, "wrong horse battery staple") }
            let answer = try await Self.logIn(site)
            #expect(answer.status == .tooManyRequests)
            #expect(answer.headers[.retryAfter] == "1")
        }
    }

    @Test func `need no token of a form, since no browser sends theirs by itself`() async throws {
        try await Site.use { site, _ in
            let tokens = try Self.tokens(try await Self.logIn(site))
            let answer = try await site.postText(
                "/change", "", type: "application/json", bearer: tokens.access)
            #expect(answer.status == .ok && answer.text == "changed")
        }
    }

    @Test func `are nobody with a token that is not valid, whatever cookie comes along`()
        async throws
    {
        try await Site.use { site, _ in
            let cookie = try #require(try await site.logIn().session)
            #expect(try await site.get("/page", cookie: cookie).status == .ok)
            let answer = try await site.get("/api/v1/page", cookie: cookie, bearer: "made.up.token")
            #expect(answer.status == .unauthorized)
        }
    }

    @Test func `list who belongs to the tenant, a page at a time`() async throws {
        try await Site.use { site, _ in
            for name in ["bob", "eve"] {
                _ = try await site.users.grant(
                    EmailAddress("\(name)@example.com"), name: nil, role: .viewer,
                    in: site.books.tenant, password: nil, at: Site.now)
            }
            let tokens = try Self.tokens(try await Self.logIn(site))
            var (after, seen): (String?, [String]) = ("", [])
            while let start = after {
                let query = start.isEmpty ? "" : "&after=\(start)"
                let page = try await site.get(
                    "/api/v1/users/?limit=2\(query)", bearer: tokens.access)
                let object = try JSONSerialization.jsonObject(with: Data(page.text.utf8))
                let fields = try #require(object as? [String: Any])
                let items = try #require(fields["items"] as? [[String: Any]])
                seen += items.compactMap { $0["email"] as? String }
                after = fields["next"] as? String
            }
            #expect(seen == ["ada@example.com", "bob@example.com", "eve@example.com"])
        }
    }
}
