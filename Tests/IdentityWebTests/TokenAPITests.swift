import BooksTestSupport
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Identity
import Tenancy
import Testing
import WebSupport

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

    @Test func `show no sessions and end none, which are for browsers alone`() async throws {
        try await Site.use(role: .owner) { site, _ in
            let cookie = try #require(try await site.logIn().session)
            #expect(try await site.get("/admin/sessions", cookie: cookie).status == .ok)
            let access = try Self.tokens(try await Self.logIn(site)).access
            let page = try await site.get("/admin/sessions", bearer: access)
            #expect(page.status == .unauthorized)
            for act in ["end", "1/end", "of/1/end"] {
                let answer = try await site.postText(
                    "/admin/sessions/\(act)", "", type: "application/json", bearer: access)
                #expect(answer.status == .unauthorized, "\(act)")
            }
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

    @Test func `work in the one company that they named, also after they were renewed`()
        async throws
    {
        try await Site.use { site, user in
            let other = try await site.books.installation.tenants.create(
                TenantSettings(
                    name: TenantName("other"), currency: Books.base, timeZone: .utc))
            _ = try await site.books.installation.tenants.create(
                TenantSettings(
                    name: TenantName("strange"), currency: Books.base, timeZone: .utc))
            _ = try await site.users.grant(
                EmailAddress(Site.email), name: nil, role: .viewer, in: other, password: nil,
                at: Site.now)
            var fields = ["email": Site.email, "password": Site.password]
            let both = try Self.tokens(try await site.postJSON("/api/v1/auth/login/", fields))
            let unnamed = try await site.get("/api/v1/page", bearer: both.access)
            #expect(unnamed.status == .badRequest && unnamed.text.contains("tenant_needed"))
            fields["tenant"] = "other"
            var named = try Self.tokens(try await site.postJSON("/api/v1/auth/login/", fields))
            for _ in 1...2 {
                let page = try await site.get("/api/v1/page", bearer: named.access)
                #expect(page.text.contains("|\(Role.viewer.permissions.count)|"))
                let me = try await site.get("/api/v1/users/me", bearer: named.access)
                #expect(me.text.contains("other") && !me.text.contains("acme"))
                for name in ["acme", "strange", "unheard-of"] {
                    let refused = try await site.client.execute(
                        uri: "/api/v1/page", method: .get,
                        headers: [
                            .accept: "application/json",
                            .authorization: "Bearer \(named.access)",
                            HeaderNames.tenant: name,
                        ])
                    #expect(refused.status == .forbidden, "\(name)")
                    #expect(refused.text.contains("tenant_not_accessible"))
                }
                named = try Self.tokens(
                    try await site.postJSON(
                        "/api/v1/auth/refresh/", ["refresh": named.refresh]))
            }
        }
    }

    @Test func `get none for a company that they do not belong to, whether it is there or not`()
        async throws
    {
        try await Site.use { site, _ in
            _ = try await site.books.installation.tenants.create(
                TenantSettings(
                    name: TenantName("strange"), currency: Books.base, timeZone: .utc))
            var answers: Set<String> = []
            for name in ["strange", "unheard-of", "no name at all"] {
                let answer = try await site.postJSON(
                    "/api/v1/auth/login/",
                    ["email": Site.email, "password": Site.password, "tenant": name])
                #expect(answer.status == .forbidden)
                #expect(!answer.text.contains("access\""))
                answers.insert(
                    answer.text.replacing(name, with: "").replacing(
                        #/"[\w-]*id":"[^"]+"/#, with: ""))
            }
            #expect(answers.count == 1)
            // Only who knows the password learns anything of it.
            let wrong = try await site.postJSON(
                "/api/v1/auth/login/",
                ["email": Site.email, "password": "wrong", "tenant": "strange"])
            #expect(wrong.status == .unauthorized)
            let sessions = try await site.books.installation.owner.query(
                "SELECT count(*) FROM public.sessions"
            ).single().int64(0)
            #expect(sessions == 0)
        }
    }
}
