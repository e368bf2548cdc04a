import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Identity
import Kernel
import Tenancy
import Testing
import WebSupport

@testable import IdentityWeb

extension Site {
    /// The code of a key as a phone shows it, at the time of the site.
    static func code(_ key: String, after steps: Int64 = 0) throws -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var (seed, buffer, bits) = ([UInt8](), UInt32(0), 0)
        for letter in key {
            buffer = buffer << 5 | UInt32(try #require(letters.firstIndex(of: letter)))
            bits += 5
            if bits >= 8 {
                bits -= 8
                seed.append(UInt8(buffer >> UInt32(bits) & 255))
            }
        }
        return OneTimeCode.code(seed, step: OneTimeCode.step(at: now) + steps)
    }

    /// The cookie of a login that waits for its code.
    static func pending(_ response: TestResponse) -> String? {
        response.headers[values: .setCookie].first { $0.hasPrefix("countinghouse_login=") }
            .map { String($0.dropFirst("countinghouse_login=".count).prefix { $0 != ";" }) }
    }

    func postCode(
        _ code: String, pending: String?, session: String? = nil, next: String = ""
    ) async throws -> TestResponse {
        let cookies = [
            pending.map { "countinghouse_login=\($0)" },
            session.map { "\(Self.cookieName)=\($0)" },
        ].compactMap(\.self).joined(separator: "; ")
        return try await post(
            "/login/code\(next)", ["code": code], headers: [.cookie: cookies])
    }
}

@Suite struct `Logging in in two steps` {
    @Test func `leads from the password to the code and on`() async throws {
        try await Site.use { site, _ in
            var browser = try await Browser(site)
            let (key, codes) = try await browser.enrol()
            let first = try await site.logIn(next: "?next=/page")
            #expect(first.headers[.location] == "/login/code?next=/page")
            #expect(first.sessionCookie == nil)
            let pending = try #require(Site.pending(first))
            // What waits for a code opens nothing.
            #expect(try await site.get("/page", cookie: pending).status == .found)
            let form = try await site.client.execute(
                uri: "/login/code?next=/page", method: .get,
                headers: [.accept: "text/html", .cookie: "countinghouse_login=\(pending)"])
            #expect(form.status == .ok && form.text.contains("/login/code?next=/page"))
            let wrong = try await site.postCode("000000", pending: pending)
            #expect(wrong.status == .unprocessableContent && wrong.sessionCookie == nil)
            #expect(wrong.text.contains("This code is wrong"))
            let right = try await site.postCode(
                try Site.code(key, after: 1), pending: pending, next: "?next=/page")
            #expect(right.status == .seeOther && right.headers[.location] == "/page")
            #expect(Site.pending(right) == "")
            let session = try #require(right.session)
            #expect(try await site.get("/page", cookie: session).status == .ok)
            let again = try await site.logIn()
            let paper = try await site.postCode(codes[0], pending: Site.pending(again))
            #expect(paper.session != nil)
        }
    }

    @Test func `begins again where nothing waits`() async throws {
        try await Site.use { site, _ in
            let page = try await site.get("/login/code?next=/page")
            #expect(page.headers[.location] == "/login?next=/page")
            for pending in [nil, SecretToken().text, "short"] {
                let answer = try await site.postCode("000000", pending: pending)
                #expect(answer.status == .seeOther && answer.headers[.location] == "/login")
                #expect(answer.sessionCookie == nil)
            }
        }
    }

    /// Somebody who could plant a cookie must not be logged in with it afterwards.
    @Test func `takes over no token that the browser came with`() async throws {
        try await Site.use { site, _ in
            var browser = try await Browser(site)
            let before = browser.session
            let (key, _) = try await browser.enrol()
            #expect(browser.session != before)
            #expect(try await site.get("/page", cookie: before).status == .found)
            let planted = SecretToken().text
            let first = try await site.logIn(cookie: planted)
            let pending = try #require(Site.pending(first))
            #expect(pending != planted)
            let done = try await site.postCode(
                try Site.code(key, after: 1), pending: pending, session: planted)
            let session = try #require(done.session)
            #expect(session != planted && session != pending)
            for token in [planted, pending] {
                #expect(try await site.get("/page", cookie: token).status == .found)
            }
        }
    }

    @Test func `tells nobody without the password that there is a second step`() async throws {
        try await Site.use { site, _ in
            var browser = try await Browser(site)
            _ = try await browser.enrol()
            let known = try await site.logIn("wrong horse battery staple")
            let unknown = try await site.post(
                "/login", ["email": "eve@example.com", "password": "wrong horse battery staple"])
            #expect(known.status == unknown.status)
            #expect(
                known.text.replacing(Site.email, with: "")
                    == unknown.text.replacing("eve@example.com", with: ""))
            #expect(known.headers[values: .setCookie] == unknown.headers[values: .setCookie])
        }
    }

    @Test func `is one step for programs, with a code`() async throws {
        try await Site.use { site, _ in
            var browser = try await Browser(site)
            let (key, _) = try await browser.enrol()
            var fields = ["email": Site.email, "password": Site.password]
            let needed = try await site.postJSON("/api/v1/auth/login/", fields)
            #expect(needed.status == .unauthorized)
            #expect(needed.text.contains("\"code\":\"second_factor_needed\""))
            #expect(needed.headers[values: .setCookie].isEmpty)
            fields["code"] = "000000"
            let wrong = try await site.postJSON("/api/v1/auth/login/", fields)
            #expect(wrong.status == .unauthorized && wrong.text.contains("code_wrong"))
            fields["code"] = try Site.code(key, after: 1)
            #expect(try await site.postJSON("/api/v1/auth/login/", fields).status == .ok)
        }
    }
}

@Suite struct `A dangerous act` {
    @Test(
        arguments: [
            ("/admin/members/1/role", "/admin/members/"),
            ("/admin/members/1/remove", "/admin/members/"),
            ("/admin/members", "/admin/members/"), ("/admin/keys", "/admin/keys/"),
            ("/admin/security", "/admin/security/"), ("/admin/sessions/end", "/admin/sessions/"),
            ("/admin/sessions/of/1/end", "/admin/sessions/"),
            ("/account/second-factor/begin", "/account/second-factor"),
            ("/account/second-factor/confirm", "/account/second-factor"),
            ("/account/second-factor/codes", "/account/second-factor"),
            ("/account/second-factor/off", "/account/second-factor"),
        ])
    func `leads to a proof and back`(act: String, page: String) async throws {
        try await Site.use(role: .owner) { site, _ in
            var browser = try await Browser(site)
            let fields = ["role": "admin", "email": "eve@example.com", "code": "1"]
            let fresh = try await browser.post(act, fields)
            #expect(fresh.headers[.location]?.hasPrefix("/account/confirm") != true)
            browser.session = try await Self.aged(site)
            let refused = try await browser.post(act, fields)
            #expect(refused.status == .seeOther)
            let way = "/account/confirm?next=\(page)"
            #expect(refused.headers[.location] == way)
            let form = try await browser.get(way).text
            #expect(form.contains("current-password") && !form.contains("one-time-code"))
            let wrong = try await browser.post(way, ["password": "wrong"])
            #expect(wrong.status == .unprocessableContent)
            let right = try await browser.post(way, ["password": Site.password])
            #expect(right.status == .seeOther && right.headers[.location] == page)
            let before = browser.session
            browser.session = try #require(right.session)
            #expect(browser.session != before)
            #expect(try await site.get("/account", cookie: before).status == .found)
            let again = try await browser.post(act, fields)
            #expect(again.headers[.location]?.hasPrefix("/account/confirm") != true)
        }
    }

    /// A session that was begun before the proof became too old, as a new browser would see it.
    private static func aged(_ site: Site) async throws -> String {
        let session = try #require(try await site.logIn().session)
        let long = Site.now.adding(.seconds(-600))
        try await site.books.installation.owner.execute(
            "UPDATE public.sessions SET proved_at = \(long)")
        return session
    }

    @Test func `is refused to programs with a code of its own`() async throws {
        try await Site.use(role: .owner) { site, _ in
            let login = try await site.postJSON(
                "/api/v1/auth/login/", ["email": Site.email, "password": Site.password])
            let access = try #require(login.text.firstMatch(of: #/"access":"([^"]+)"/#)).1
            let long = Site.now.adding(.seconds(-600))
            try await site.books.installation.owner.execute(
                "UPDATE public.sessions SET proved_at = \(long)")
            let answer = try await site.client.execute(
                uri: "/admin/members/1/remove", method: .post,
                headers: [.accept: "application/json", .authorization: "Bearer \(access)"])
            #expect(answer.status == .forbidden)
            #expect(answer.text.contains("\"code\":\"confirmation_needed\""))
        }
    }

    @Test func `does not lead to another site`() async throws {
        try await Site.use(role: .owner) { site, _ in
            var browser = try await Browser(site)
            for next in ["//evil.example/", "https://evil.example/", "/\\evil.example"] {
                let answer = try await browser.post(
                    "/account/confirm?next=\(next)", ["password": Site.password])
                #expect(answer.headers[.location] == "/account/", "\(next)")
                browser.session = try #require(answer.session)
            }
        }
    }
}

@Suite struct `A company that asks for a second factor` {
    @Test func `is closed to who has none, and leads them to setting it up`() async throws {
        try await Site.use(role: .owner) { site, _ in
            var browser = try await Browser(site)
            let login = try await site.postJSON(
                "/api/v1/auth/login/", ["email": Site.email, "password": Site.password])
            let access = String(
                try #require(login.text.firstMatch(of: #/"access":"([^"]+)"/#)).1)
            let set = try await browser.post("/admin/security", ["owner": "yes", "admin": "yes"])
            #expect(set.status == .seeOther)
            let page = try await browser.get("/page")
            #expect(page.headers[.location] == "/account/second-factor?next=/page")
            let api = try await site.get("/api/v1/page", bearer: access)
            #expect(api.status == .forbidden)
            #expect(api.text.contains("\"code\":\"second_factor_missing\""))
            #expect(try await browser.get("/admin/members").status == .found)
            #expect(try await browser.get("/account").status == .ok)
            _ = try await browser.enrol()
            #expect(try await browser.get("/page").status == .ok)
            let shown = try await browser.get("/admin/security").text
            #expect(shown.contains("name=\"owner\" value=\"yes\" checked"))
            #expect(!shown.contains("name=\"viewer\" value=\"yes\" checked"))
        }
    }

    @Test func `shows where its people are logged in, and ends that`() async throws {
        try await Site.use(role: .owner) { site, _ in
            let browser = try await Browser(site)
            _ = try await site.users.grant(
                try EmailAddress("eve@example.com"), name: "Eve", role: .viewer,
                in: site.books.tenant, password: Site.password, at: Site.now)
            let other = try #require(
                try await site.post(
                    "/login", ["email": "eve@example.com", "password": Site.password],
                    headers: [.userAgent: "Mozilla/5.0 (X11; Linux x86_64) Firefox/141.0"]
                ).session)
            let page = try await browser.get("/admin/sessions").text
            #expect(page.contains("Firefox on Linux") && page.contains("eve@example.com"))
            let actions = page.matches(of: #//admin/sessions/\d+/end/#).map(\.output)
            #expect(actions.count == 2)
            let all = try await browser.post("/admin/sessions/end")
            #expect(all.status == .seeOther)
            #expect(try await site.get("/page", cookie: other).status == .found)
            #expect(try await browser.get("/page").status == .ok)
        }
    }
}

@Suite struct `A key as a picture` {
    @Test func `has the marks of a QR code, and the size of its version`() throws {
        let code = try #require(QRCode("otpauth://totp/Countinghouse:ada?secret=GEZDGNBV"))
        let side = code.size - 8
        #expect((side - 17) % 4 == 0 && side >= 21)
        var dark: Set<[Int]> = []
        for run in code.path.matches(of: #/M(\d+) (\d+)h(\d+)v1h-(\d+)z/#) {
            let (x, y, count) = (Int(run.1) ?? 0, Int(run.2) ?? 0, Int(run.3) ?? 0)
            #expect(run.3 == run.4)
            for step in 0..<count { dark.insert([x + step - 4, y - 4]) }
        }
        // The three marks in the corners.
        for (left, top) in [(0, 0), (side - 7, 0), (0, side - 7)] {
            for x in 0..<7 {
                for y in 0..<7 {
                    let ring = max(abs(x - 3), abs(y - 3))
                    #expect(dark.contains([left + x, top + y]) == (ring != 2), "\(x) \(y)")
                }
            }
        }
        #expect(QRCode(String(repeating: "a", count: 5_000)) == nil)
    }
}
