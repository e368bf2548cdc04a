import Identity
import Kernel
import Tenancy
import Testing

@Suite struct `The page of people` {
    private static let bob = "bob@example.com"

    /// Logs in and hands over the session with what forms must carry.
    private static func withMember(
        _ role: Role,
        _ body:
            @escaping @Sendable (Site, _ cookie: String, _ token: String, NewUser) async throws
            -> Void
    ) async throws {
        try await Site.use(role: role) { site, user in
            let cookie = try #require(try await site.logIn().session)
            let token = try #require(SecretToken(cookie)).derived(for: "csrf")
            try await body(site, cookie, token, user)
        }
    }

    @Test func `takes somebody in and shows their link once`() async throws {
        try await Self.withMember(.admin) { site, cookie, token, _ in
            let answer = try await site.post(
                "/admin/members",
                ["csrf_token": token, "email": Self.bob, "name": "<b>Bob</b>", "role": "viewer"],
                cookie: cookie)
            #expect(answer.status == .ok)
            let path = try #require(answer.text.firstMatch(of: #//login/link/[\w-]{43}/#)).output
            #expect(try await site.get(String(path)).status == .ok)
            #expect(answer.text.contains("&lt;b&gt;Bob&lt;/b&gt;"))
            #expect(!answer.text.contains("<b>Bob"))
            let page = try await site.get("/admin/members", cookie: cookie).text
            #expect(page.contains(Self.bob) && !page.contains("/login/link/"))
        }
    }

    @Test func `says what is wrong and keeps what was typed`() async throws {
        try await Self.withMember(.admin) { site, cookie, token, _ in
            let answer = try await site.post(
                "/admin/members",
                ["csrf_token": token, "email": "no address", "name": "Bob", "role": "viewer"],
                cookie: cookie)
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("is not an e-mail address"))
            #expect(answer.text.contains(#"value="Bob""#))
            // What was typed is nobody's name, also not of those who have none.
            #expect(!answer.text.contains("<bdi>Bob"))
        }
    }

    @Test func `lets an admin neither make an owner nor see how`() async throws {
        try await Self.withMember(.admin) { site, cookie, token, user in
            let page = try await site.get("/admin/members", cookie: cookie).text
            #expect(page.contains(#"value="admin""#) && !page.contains(#"value="owner""#))
            let answer = try await site.post(
                "/admin/members/\(user.user.id)/role", ["csrf_token": token, "role": "owner"],
                cookie: cookie)
            #expect(answer.status == .forbidden)
        }
    }

    @Test func `keeps the last owner and tells why`() async throws {
        try await Self.withMember(.owner) { site, cookie, token, user in
            let answer = try await site.post(
                "/admin/members/\(user.user.id)/remove", ["csrf_token": token], cookie: cookie)
            #expect(answer.status == .conflict)
            #expect(answer.text.contains("only owner"))
            let page = try await site.get("/admin/members", cookie: cookie).text
            #expect(page.contains("/role\"") && !page.contains("/remove\""))
            #expect(page.contains(Site.email))
        }
    }

    @Test func `changes a role only with the form's own token`() async throws {
        try await Self.withMember(.owner) { site, cookie, token, _ in
            let bob = try await site.users.grant(
                EmailAddress(Self.bob), name: nil, role: .viewer, in: site.books.tenant,
                password: nil, at: Site.now)
            let path = "/admin/members/\(bob.user.id)/role"
            let forged = try await site.post(
                path, ["csrf_token": "x", "role": "admin"], cookie: cookie)
            #expect(forged.status == .forbidden)
            let answer = try await site.post(
                path, ["csrf_token": token, "role": "admin"], cookie: cookie)
            #expect(answer.status == .seeOther)
            let roles = try await site.users.list().filter { $0.email == Self.bob }.map(\.role)
            #expect(roles == ["admin"])
        }
    }

    @Test func `limits a collector to groups, and only when it is said clearly`() async throws {
        try await Self.withMember(.owner) { site, cookie, token, _ in
            let bob = try await site.users.grant(
                EmailAddress(Self.bob), name: nil, role: .collector, in: site.books.tenant,
                password: nil, at: Site.now)
            let path = "/admin/members/\(bob.user.id)/portfolio"
            let form = try await site.get(path, cookie: cookie).text
            #expect(form.contains("&lt;North&gt;") && form.contains("2 customers"))
            for unclear in [
                ["sees": "groups"], ["sees": "all", "group-1": "yes"],
                ["sees": "groups", "group-2": "yes"],
            ] {
                let answer = try await site.post(
                    path, unclear.merging(["csrf_token": token]) { $1 }, cookie: cookie)
                #expect(answer.status == .unprocessableContent)
            }
            let answer = try await site.post(
                path, ["csrf_token": token, "sees": "groups", "group-1": "yes"], cookie: cookie)
            #expect(answer.status == .seeOther)
            let page = try await site.get("/admin/members", cookie: cookie).text
            #expect(page.contains(">&lt;North&gt;</a>"))
            let role = try await site.post(
                "/admin/members/\(bob.user.id)/role", ["csrf_token": token, "role": "accountant"],
                cookie: cookie)
            #expect(role.status == .conflict)
        }
    }

    @Test func `is only read where nothing may be changed`() async throws {
        try await Self.withMember(.accountant) { site, cookie, _, _ in
            let page = try await site.get("/admin/members", cookie: cookie).text
            #expect(page.contains(Site.email) && !page.contains("Take somebody in"))
            #expect(!page.contains("/remove"))
        }
    }

    @Test func `leads to the table of roles, which has every one`() async throws {
        try await Self.withMember(.viewer) { site, cookie, _, _ in
            let page = try await site.get("/admin/roles", cookie: cookie).text
            for role in Role.allCases {
                #expect(page.contains(#"<th scope="col">\#(role.rawValue)</th>"#))
            }
            #expect(page.contains("Import data into this company"))
            #expect(page.components("<tr><th scope=\"row\">") == Permission.allCases.count)
        }
    }
}

extension String {
    /// How often a text stands in it.
    fileprivate func components(_ text: String) -> Int { split(separator: text).count - 1 }
}
