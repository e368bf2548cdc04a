import Hummingbird
import HummingbirdTesting
import Testing

@testable import WebSupport

@Suite struct `Every answer` {
    @Test func `forbids foreign scripts, framing and guessing`() async throws {
        try await WebFixtures.withServer { client in
            for path in ["/page", "/api/v1/whoami", "/nothing"] {
                let headers = try await client.execute(uri: path, method: .get).headers
                let policy = try #require(headers[.contentSecurityPolicy])
                #expect(policy.contains("default-src 'none'"))
                #expect(policy.contains("script-src 'self';"))
                #expect(policy.contains("frame-ancestors 'none'"))
                #expect(!policy.contains("unsafe"))
                #expect(headers[HeaderNames.contentTypeOptions] == "nosniff")
                #expect(headers[HeaderNames.referrerPolicy] == "same-origin")
                #expect(headers[.cacheControl] == "no-store")
            }
        }
    }

    @Test func `carries the id that the sender chose`() async throws {
        try await WebFixtures.withServer { client in
            let response = try await client.execute(
                uri: "/page", method: .get, headers: [HeaderNames.requestID: "order_7.a-B"])
            #expect(response.headers[HeaderNames.requestID] == "order_7.a-B")
        }
    }

    @Test(arguments: ["", "has space", "quote\"", "ümlaut", String(repeating: "a", count: 65)])
    func `replaces an id that could break a log line`(_ id: String) async throws {
        try await WebFixtures.withServer { client in
            let response = try await client.execute(
                uri: "/page", method: .get, headers: [HeaderNames.requestID: id])
            let given = try #require(response.headers[HeaderNames.requestID])
            #expect(given != id)
            #expect(given.utf8.count >= 16)
        }
    }

    @Test func `serves files for good under an address of their content`() async throws {
        try await WebFixtures.withServer { client in
            let path = BaseAssets.stylesheet.path
            #expect(path.hasPrefix("/static/"))
            let response = try await client.execute(uri: path, method: .get)
            #expect(response.status == .ok)
            #expect(response.headers[.contentType] == "text/css; charset=utf-8")
            #expect(response.headers[.cacheControl]?.contains("immutable") == true)
            let old = try await client.execute(uri: "/static/0/base.css", method: .get)
            #expect(old.status == .notFound)
        }
    }
}
