import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import WebSupport

@Suite struct `A message about what was done` {
    private static let hostile = "Imported <b>“5 > 3; a=b, ü”</b> \u{5E9}"

    /// What the browser would send back of an answer's cookies.
    private static func kept(_ response: TestResponse) -> String? {
        response.headers[values: .setCookie].first.flatMap { cookie in
            cookie.contains("Max-Age=0") ? nil : String(cookie.prefix { $0 != ";" })
        }
    }

    @Test func `is shown once, as text`() async throws {
        try await WebFixtures.withServer { client in
            let done = try await client.execute(
                uri: "/done", method: .post,
                headers: [HeaderNames.csrfToken: "token-of-ann"])
            #expect(done.status == .seeOther)
            #expect(done.headers[.location] == "/framed")
            let cookie = try #require(Self.kept(done))
            let first = try await client.execute(
                uri: "/framed", method: .get, headers: [.cookie: cookie])
            #expect(first.text.contains(#"<p class="flash success" role="status">Done.</p>"#))
            #expect(first.headers[.setCookie]?.hasPrefix("ch_flash=;") == true)
            #expect(Self.kept(first) == nil)
            let second = try await client.execute(uri: "/framed", method: .get)
            #expect(!second.text.contains("flash"))
            #expect(second.headers[.setCookie] == nil)
        }
    }

    @Test func `waits for a page that shows it`() async throws {
        try await WebFixtures.withServer { client in
            let cookie = Flash(kind: .error, text: "No.").cookie.description
            let other = try await client.execute(
                uri: "/api/v1/whoami", method: .get, headers: [.cookie: cookie])
            #expect(other.headers[.setCookie] == nil)
            let failed = try await client.execute(
                uri: "/nothing", method: .get, headers: [.cookie: cookie, .accept: "text/html"])
            #expect(failed.text.contains(#"<p class="flash error" role="alert">No.</p>"#))
            #expect(failed.headers[.setCookie]?.contains("Max-Age=0") == true)
        }
    }

    @Test func `keeps every letter and is escaped`() async throws {
        try await WebFixtures.withServer { client in
            let cookie = Flash(kind: .warning, text: Self.hostile).cookie.description
            let page = try await client.execute(
                uri: "/framed", method: .get, headers: [.cookie: cookie])
            #expect(
                page.text.contains(
                    "Imported &lt;b&gt;“5 &gt; 3; a=b, ü”&lt;/b&gt; \u{5E9}</p>"))
        }
    }

    @Test(arguments: ["ch_flash=", "ch_flash=%%%", "ch_flash=AAAA", "ch_flash=bm9uZTp4"])
    func `is left out when its cookie was not made here`(_ cookie: String) async throws {
        try await WebFixtures.withServer { client in
            let page = try await client.execute(
                uri: "/framed", method: .get, headers: [.cookie: cookie])
            #expect(page.status == .ok)
            #expect(!page.text.contains("flash"))
        }
    }

    @Test func `is cut to what a cookie holds`() throws {
        let value = Flash(kind: .success, text: String(repeating: "ü", count: 5_000)).cookie.value
        #expect(value.utf8.count < 2_000)
    }
}
