import Hummingbird
import HummingbirdTesting
import Identity
import Testing

/// What the test of every address cannot do there, since it takes a password, a code or somebody
/// else's session: each leaves its record.
@Suite struct `An act that takes a proof` {
    /// What was recorded since the last time it was asked.
    private static func records(_ site: Site) async throws -> [String] {
        let rows = try await site.books.installation.owner.query(
            "SELECT action FROM public.audit_events ORDER BY id")
        return try rows.map { try $0.string(0) }
    }

    private static func added(_ site: Site, _ act: () async throws -> Void) async throws -> [String]
    {
        let before = try await records(site).count
        try await act()
        return Array(try await records(site).dropFirst(before))
    }

    @Test func `is recorded at /account/confirm and /account/password, also where it fails`()
        async throws
    {
        try await Site.use { site, _ in
            let (new, old) = ("another horse battery staple", Site.password)
            for (path, wrong, right, done) in [
                ("/account/confirm", ["password": "wrong"], ["password": old], "proof.given"),
                (
                    "/account/password", ["old_password": "wrong"],
                    ["old_password": old, "password": new, "password_again": new],
                    "user.password_set"
                ),
            ] {
                let browser = try await Browser(site)
                let failed = try await Self.added(site) {
                    _ = try await browser.post(path, right.merging(wrong) { $1 })
                }
                #expect(failed == ["proof.failed"], "\(path)")
                let given = try await Self.added(site) { _ = try await browser.post(path, right) }
                #expect(given == [done], "\(path)")
            }
        }
    }

    @Test func `is recorded once a minute where somebody is made to wait`() async throws {
        try await Site.use { site, _ in
            let browser = try await Browser(site)
            let guessed = try await Self.added(site) {
                for _ in 0..<9 {
                    _ = try await browser.post("/account/confirm", ["password": "wrong"])
                }
            }
            #expect(guessed == Array(repeating: "proof.failed", count: 6) + ["login.throttled"])
        }
    }

    @Test func `is recorded at /account/second-factor/ and /login/code`() async throws {
        try await Site.use { site, _ in
            var browser = try await Browser(site)
            var key = ""
            // Beginning is none: nothing changes until a code was shown.
            let set = try await Self.added(site) { (key, _) = try await browser.enrol() }
            #expect(set == ["second_factor.set_up"])
            let pending = try #require(Site.pending(try await site.logIn()))
            let wrong = try await Self.added(site) {
                _ = try await site.postCode("000000", pending: pending)
            }
            #expect(wrong == ["login.failed"])
            let right = try await Self.added(site) {
                _ = try await site.postCode(try Site.code(key, after: 1), pending: pending)
            }
            #expect(right == ["login.succeeded"])
            for (act, record) in [
                ("codes", "recovery_codes.made"), ("off", "second_factor.removed"),
            ] {
                let done = try await Self.added(site) {
                    _ = try await browser.post("/account/second-factor/\(act)")
                }
                #expect(done == [record], "\(act)")
            }
        }
    }

    @Test func `is recorded at /admin/sessions/end and /admin/sessions/of/:id/end`() async throws {
        try await Site.use(role: .owner) { site, _ in
            let browser = try await Browser(site)
            let email = "eve@example.com"
            let eve = try await site.users.grant(
                try EmailAddress(email), name: "Eve", role: .viewer, in: site.books.tenant,
                password: Site.password, at: Site.now)
            for path in ["/admin/sessions/end", "/admin/sessions/of/\(eve.user.id)/end"] {
                _ = try await site.post("/login", ["email": email, "password": Site.password])
                let done = try await Self.added(site) { _ = try await browser.post(path) }
                #expect(done == ["session.all_ended"], "\(path)")
            }
        }
    }
}
