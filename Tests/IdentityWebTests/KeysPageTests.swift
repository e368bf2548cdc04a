import Foundation
import Hummingbird
import HummingbirdTesting
import Identity
import Testing

@Suite struct `The page of keys` {
    @Test func `makes a key that works and shows it once`() async throws {
        try await Site.use(role: .admin) { site, _ in
            let cookie = try #require(try await site.logIn().session)
            let token = try #require(SecretToken(cookie)).derived(for: "csrf")
            let made = try await site.post(
                "/admin/keys",
                [
                    "csrf_token": token, "name": "<i>night</i>", "days": "30",
                    "readReceivables": "yes",
                ], cookie: cookie)
            #expect(made.status == .ok && !made.text.contains("<i>"))
            let key = String(
                try #require(made.text.firstMatch(of: #/ch_[\w-]{43}/#)).output)
            let page = try await site.get("/admin/keys", cookie: cookie).text
            #expect(page.contains("&lt;i&gt;night") && !page.contains(key))
            let answer = try await site.get("/api/v1/page", bearer: key)
            #expect(answer.text.hasPrefix("key “"))
            let me = try await site.get("/api/v1/users/me", bearer: key)
            #expect(me.text.contains(#""kind":"key""#))
            // It may read and nothing else.
            let change = try await site.postText(
                "/change", "", type: "application/json", bearer: key)
            #expect(change.status == .forbidden)
            let revoke = try #require(page.firstMatch(of: #//admin/keys/\d+/revoke/#)).output
            let gone = try await site.post(String(revoke), ["csrf_token": token], cookie: cookie)
            #expect(gone.status == .seeOther)
            #expect(try await site.get("/api/v1/page", bearer: key).status == .unauthorized)
        }
    }

    @Test func `says what is missing`() async throws {
        try await Site.use(role: .admin) { site, _ in
            let cookie = try #require(try await site.logIn().session)
            let token = try #require(SecretToken(cookie)).derived(for: "csrf")
            for fields in [["name": "x"], ["readReceivables": "yes"], ["name": "x", "days": "0"]] {
                let answer = try await site.post(
                    "/admin/keys", fields.merging(["csrf_token": token]) { $1 }, cookie: cookie)
                #expect(answer.status == .unprocessableContent, "\(fields)")
                #expect(!answer.text.contains("ch_"))
            }
        }
    }

    @Test func `says what a key does no more since its maker may not`() async throws {
        try await Site.use(role: .admin) { site, user in
            let browser = try await Browser(site)
            let made = try await browser.post(
                "/admin/keys",
                ["name": "night", "days": "30", "readReceivables": "yes", "importData": "yes"])
            let key = String(try #require(made.text.firstMatch(of: #/ch_[\w-]{43}/#)).output)
            #expect(made.text.contains("<li>Read this company&#39;s receivables</li>"))
            #expect(made.text.contains("<li>Import data into this company</li>"))
            _ = try await site.users.grant(
                try EmailAddress("eve@example.com"), name: "Eve", role: .admin,
                in: site.books.tenant, password: nil, at: Site.now)
            try await site.books.installation.owner.execute(
                "UPDATE public.memberships SET role = 'viewer' WHERE user_id = \(user.user.id)")
            #expect(try await site.get("/api/v1/page", bearer: key).text.contains("|1|"))
            let link = try await site.users.loginLink(
                try EmailAddress("eve@example.com"), at: Site.now)
            let eve = try await site.post("/login/link/\(link.text)")
            let page = try await site.get("/admin/keys", cookie: eve.session).text
            #expect(page.contains("<li>Read this company&#39;s receivables</li>"))
            #expect(page.contains("<li>Import data into this company <span class=\"badge warn\">"))
        }
    }

    @Test func `limits a key to groups of customers`() async throws {
        try await Site.use(role: .admin) { site, _ in
            let browser = try await Browser(site)
            let fields = [
                "name": "reader", "days": "30", "readReceivables": "yes", "sees": "groups",
                "group-1": "yes",
            ]
            let made = try await browser.post("/admin/keys", fields)
            #expect(made.status == .ok && made.text.contains("<bdi>&lt;North&gt;</bdi></td>"))
            let key = String(try #require(made.text.firstMatch(of: #/ch_[\w-]{43}/#)).output)
            let me = try await site.get("/api/v1/users/me", bearer: key)
            #expect(me.text.contains(#""portfolio":["1"]"#))
            let more = try await browser.post(
                "/admin/keys", fields.merging(["importData": "yes"]) { $1 })
            #expect(more.status == .unprocessableContent)
            #expect(more.text.contains("limited to some customers"))
        }
    }
}
