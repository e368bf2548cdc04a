import BooksTestSupport
import Identity
import Kernel
import Tenancy
import Testing

@Suite struct `The page of an invitation` {
    private static let bob = "bob@example.com"

    /// Ada has an account and is an owner here; Bob has one, in another company.
    private static func use(
        _ body: @escaping @Sendable (Site, _ ada: Browser, _ other: Tenant) async throws -> Void
    ) async throws {
        try await Site.use(role: .owner) { site, _ in
            let other = try await site.books.installation.tenants.create(
                TenantSettings(name: TenantName("other"), currency: Books.base, timeZone: .utc))
            _ = try await site.users.grant(
                EmailAddress(bob), name: "Robert", role: .owner, in: other,
                password: Site.password, at: Site.now)
            try await body(site, try await Browser(site), other)
        }
    }

    /// Invites Bob on the page of people; the path of the link.
    private static func invite(_ ada: Browser, role: String = "viewer") async throws -> String {
        let answer = try await ada.post("/admin/members", ["email": bob, "role": role])
        #expect(answer.status == .ok && !answer.text.contains("Robert"))
        return String(try #require(answer.text.firstMatch(of: #//login/link/[\w-]{43}/#)).output)
    }

    private static func logIn(_ site: Site, _ email: String) async throws -> Browser {
        var browser = try await Browser(site)
        let answer = try await site.post("/login", ["email": email, "password": Site.password])
        browser.session = try #require(answer.session)
        return browser
    }

    private static func token(_ path: String) -> [String: String] {
        ["invitation": String(path.suffix(43))]
    }

    @Test func `leads to the login and back, and is accepted there`() async throws {
        try await Self.use { site, ada, _ in
            let path = try await Self.invite(ada)
            let pending = try await ada.get("/admin/members").text
            #expect(pending.contains("Take the invitation of \(Self.bob) back"))
            #expect(!pending.contains("Robert"))
            let nobody = try await site.get(path).text
            #expect(nobody.contains("/login?next=\(path)") && !nobody.contains("invitation/accept"))
            // What it is for is no password and no login.
            let used = try await site.post(
                path, ["password": "another good one", "password_again": "another good one"])
            #expect(used.status == .notFound && used.sessionCookie == nil)
            let wrong = try await ada.get(path).text
            #expect(wrong.contains("another account") && !wrong.contains("invitation/accept"))
            #expect(
                try await ada.post("/account/invitation/accept", Self.token(path)).status
                    == .forbidden)
            let bob = try await Self.logIn(site, Self.bob)
            #expect(try await bob.get(path).text.contains("invitation/accept"))
            let forged = try await site.post(
                "/account/invitation/accept", Self.token(path), cookie: bob.session)
            #expect(forged.status == .forbidden)
            #expect(!(try await bob.get("/account").text.contains(#"value="acme""#)))
            let done = try await bob.post("/account/invitation/accept", Self.token(path))
            #expect(done.status == .seeOther)
            #expect(try await bob.get("/account").text.contains(#"value="acme""#))
            #expect(try await ada.get("/admin/members").text.contains("Robert"))
            #expect(try await bob.get(path).status == .notFound)
            // A click does not do: the name of the company is typed.
            for name in ["", "other", "acm"] {
                let asked = try await bob.post(
                    "/account/leave", ["company": "acme", "name": name])
                #expect(asked.status == .unprocessableContent)
                #expect(asked.text.contains(#"id="leave-acme-problem""#))
                #expect(!asked.text.contains(#"id="leave-other-problem""#))
            }
            #expect(try await ada.get("/admin/members").text.contains("Robert"))
            let left = try await bob.post("/account/leave", ["company": "acme", "name": "acme"])
            #expect(left.status == .seeOther)
            #expect(!(try await ada.get("/admin/members").text.contains(Self.bob)))
            // Of a company that is left only to its last owner, and of one that is not theirs.
            let last = try await bob.post("/account/leave", ["company": "other", "name": "other"])
            #expect(last.status == .conflict)
            let again = try await bob.post("/account/leave", ["company": "acme", "name": "acme"])
            #expect(again.status == .forbidden)
        }
    }

    @Test func `is declined there, sent again and taken back by whoever invites`() async throws {
        try await Self.use { site, ada, _ in
            let bob = try await Self.logIn(site, Self.bob)
            let first = try await Self.invite(ada)
            let no = try await bob.post("/account/invitation/decline", Self.token(first))
            #expect(no.status == .seeOther)
            #expect(!(try await ada.get("/admin/members").text.contains(Self.bob)))
            let second = try await Self.invite(ada)
            let page = try await ada.get("/admin/members").text
            let again = try #require(
                page.firstMatch(of: #//admin/invitations/\d+/again/#)
            ).output
            let third = try await ada.post(String(again)).text
            let link = try #require(third.firstMatch(of: #//login/link/[\w-]{43}/#)).output
            #expect(try await bob.get(second).status == .notFound)
            #expect(try await bob.get(String(link)).status == .ok)
            let back = again.replacing("again", with: "remove")
            #expect(try await ada.post(String(back)).status == .seeOther)
            #expect(try await bob.get(String(link)).status == .notFound)
        }
    }
}
