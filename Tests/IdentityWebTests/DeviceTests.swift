import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Identity
import Testing

@Suite struct `A browser that somebody logged in with before` {
    private static let name = "countinghouse_device"

    private static func device(_ response: TestResponse) -> String? {
        response.headers[values: .setCookie].first { $0.hasPrefix("\(name)=") }
            .map { String($0.dropFirst(name.count + 1).prefix { $0 != ";" }) }
    }

    private static func logIn(
        _ site: Site, _ password: String = Site.password, email: String = Site.email,
        device: String? = nil
    ) async throws -> TestResponse {
        try await site.post(
            "/login", ["email": email, "password": password],
            headers: device.map { [.cookie: "\(name)=\($0)"] } ?? [:])
    }

    private static func guess(_ site: Site, times: Int, device: String? = nil) async throws {
        for _ in 0..<times {
            _ = try await logIn(site, "wrong horse battery staple", device: device)
        }
    }

    @Test func `is let in while others are made to wait for the account`() async throws {
        try await Site.use { site, _ in
            let device = try #require(Self.device(try await Self.logIn(site)))
            try await Self.guess(site, times: 8)
            #expect(try await Self.logIn(site).status == .tooManyRequests)
            let known = try await Self.logIn(site, device: device)
            #expect(known.status == .seeOther)
            // It has its cookie already.
            #expect(Self.device(known) == nil)
            // What went well there says nothing of the guesses elsewhere.
            #expect(try await Self.logIn(site).status == .tooManyRequests)
        }
    }

    @Test func `waits for what failed there`() async throws {
        try await Site.use { site, _ in
            let device = try #require(Self.device(try await Self.logIn(site)))
            try await Self.guess(site, times: 8, device: device)
            #expect(try await Self.logIn(site, device: device).status == .tooManyRequests)
            #expect(try await Self.logIn(site).status == .seeOther)
        }
    }

    @Test func `is none for another account, nor is one that nobody logged in with`() async throws {
        try await Site.use { site, _ in
            _ = try await site.users.grant(
                EmailAddress("eve@example.com"), name: "Eve", role: .viewer,
                in: site.books.tenant, password: Site.password, at: Site.now)
            let eves = try #require(
                Self.device(try await Self.logIn(site, email: "eve@example.com")))
            try await Self.guess(site, times: 8)
            for device in [eves, SecretToken().text, "short", ""] {
                let answer = try await Self.logIn(site, device: device)
                #expect(answer.status == .tooManyRequests, "\(device)")
            }
            #expect(Self.device(try await Self.logIn(site, "wrong")) == nil)
        }
    }

    @Test func `is remembered after the second factor, and no earlier`() async throws {
        try await Site.use { site, _ in
            var browser = try await Browser(site)
            let (key, _) = try await browser.enrol()
            let first = try await Self.logIn(site)
            #expect(Self.device(first) == nil)
            let done = try await site.postCode(
                try Site.code(key, after: 1), pending: Site.pending(first))
            #expect(Self.device(done) != nil)
        }
    }
}
