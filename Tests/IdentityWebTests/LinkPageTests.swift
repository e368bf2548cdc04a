import Hummingbird
import HummingbirdTesting
import Identity
import Testing

@Suite struct `A link's page` {
    private static let newPassword = "another good password"

    @Test func `logs in when its button is pressed, not when it is looked at`() async throws {
        try await Site.use { site, _ in
            let link = try await site.users.loginLink(try EmailAddress(Site.email), at: Site.now)
            let path = "/login/link/\(link.text)"
            for _ in 0..<2 {
                let page = try await site.get(path)
                #expect(page.status == .ok)
                #expect(page.sessionCookie == nil)
                #expect(page.text.contains("Log in as Ada"))
                #expect(page.text.contains("action=\"\(path)\""))
            }
            let done = try await site.post(path)
            #expect(done.status == .seeOther)
            #expect(done.headers[.location] == "/")
            #expect(try await site.get("/page", cookie: done.session).status == .ok)
            for again in [try await site.get(path), try await site.post(path)] {
                #expect(again.status == .notFound)
                #expect(again.sessionCookie == nil)
                #expect(again.text.contains("This link does not work"))
            }
        }
    }

    @Test func `sets a password that was typed twice and is long enough`() async throws {
        try await Site.use(password: nil) { site, user in
            let path = "/login/link/\(try #require(user.link).text)"
            let page = try await site.get(path)
            for part in [
                "autocomplete=\"new-password\"", "minlength=\"12\"", "value=\"\(Site.email)\"",
                "At least 12 characters",
            ] {
                #expect(page.text.contains(part), "\(part)")
            }
            for (first, second, reason) in [
                (Self.newPassword, "another good passwort", "The two passwords are not the same."),
                ("short", "short", "at least 12 characters"),
                (Site.email, Site.email, "too easy to guess"),
                ("", "", "at least 12 characters"),
            ] {
                let refused = try await site.post(
                    path, ["password": first, "password_again": second])
                #expect(refused.status == .unprocessableContent)
                #expect(refused.text.contains(reason), "\(reason)")
                #expect(refused.sessionCookie == nil)
            }
            let done = try await site.post(
                path, ["password": Self.newPassword, "password_again": Self.newPassword])
            #expect(done.status == .seeOther)
            #expect(try await site.get("/page", cookie: done.session).status == .ok)
            #expect(try await site.logIn(Self.newPassword).status == .seeOther)
            #expect(try await site.get(path).status == .notFound)
        }
    }

    @Test func `says of any other link that it does not work`() async throws {
        try await Site.use { site, _ in
            for token in [SecretToken().text, "x", "..", "%00"] {
                let path = "/login/link/\(token)"
                for answer in [try await site.get(path), try await site.post(path)] {
                    #expect(answer.status == .notFound)
                }
            }
        }
    }
}
