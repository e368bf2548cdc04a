import Hummingbird
import HummingbirdTesting
import Identity
import Testing

@Suite struct `Logging out` {
    private static func token(_ site: Site, _ session: String?) async throws -> String {
        let page = try await site.get("/page", cookie: session)
        return String(page.text.split(separator: "|").last ?? "")
    }

    @Test func `ends the session at once and forgets the cookie`() async throws {
        try await Site.use { site, _ in
            let session = try await site.logIn().session
            let other = try await site.logIn().session
            let token = try await Self.token(site, session)
            let done = try await site.post("/logout", ["csrf_token": token], cookie: session)
            #expect(done.status == .seeOther)
            #expect(done.headers[.location] == "/login")
            #expect(done.session == "")
            #expect(done.sessionCookie?.contains("Max-Age=0") == true)
            #expect(try await site.get("/page", cookie: session).status == .found)
            #expect(try await site.get("/page", cookie: other).status == .ok)
        }
    }

    @Test func `needs the token of the session itself`() async throws {
        try await Site.use { site, _ in
            let session = try await site.logIn().session
            let other = try await site.logIn().session
            let foreign = try await Self.token(site, other)
            for fields in [[:], ["csrf_token": foreign]] {
                let refused = try await site.post("/logout", fields, cookie: session)
                #expect(refused.status == .forbidden)
            }
            #expect(try await site.get("/page", cookie: session).status == .ok)
        }
    }

    @Test func `does no harm to who is not logged in`() async throws {
        try await Site.use { site, _ in
            let done = try await site.post("/logout")
            #expect(done.status == .seeOther)
        }
    }
}

@Suite struct `Who is logged in` {
    @Test(arguments: [
        (Role.viewer, false), (.collector, false), (.accountant, true), (.owner, true),
    ])
    func `may do what the role allows`(_ role: Role, _ mayPost: Bool) async throws {
        try await Site.use(role: role) { site, _ in
            let session = try await site.logIn().session
            let page = try await site.get("/page", cookie: session)
            let token = String(page.text.split(separator: "|").last ?? "")
            let change = try await site.post("/change", ["csrf_token": token], cookie: session)
            #expect(change.status == (mayPost ? .ok : .forbidden))
        }
    }

    @Test(arguments: ["", "x", "not-a-token", "%00", String(repeating: "A", count: 43)])
    func `is nobody with a cookie that was made up`(_ cookie: String) async throws {
        try await Site.use { site, _ in
            let page = try await site.get("/page", cookie: cookie)
            #expect(page.status == .found)
        }
    }
}
