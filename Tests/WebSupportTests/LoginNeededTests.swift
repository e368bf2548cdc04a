import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import WebSupport

@Suite struct `Somebody who is not logged in` {
    private static func send(
        _ path: String, _ method: HTTPRequest.Method = .get, headers: HTTPFields
    ) async throws -> TestResponse {
        try await WebFixtures.withServer(
            tenants: [try WebFixtures.tenant("acme")], authenticator: Authenticator { _ in nil }
        ) { try await $0.execute(uri: path, method: method, headers: headers) }
    }

    @Test func `is sent to the login page, which leads back`() async throws {
        let response = try await Self.send(
            "/page?as_of=2026-09-30&q=a%26b", headers: [.accept: "text/html"])
        #expect(response.status == .found)
        #expect(
            response.headers[.location]
                == "/login?next=/page%3Fas_of%3D2026-09-30%26q%3Da%2526b")
    }

    @Test func `is sent to the login page after sending a form, without repeating it`()
        async throws
    {
        let response = try await Self.send("/form", .post, headers: [.accept: "text/html"])
        #expect(response.status == .seeOther)
        #expect(response.headers[.location] == "/login")
    }

    @Test func `has the whole page sent there when it asks for a part of it`() async throws {
        let response = try await Self.send(
            "/page",
            headers: [
                HeaderNames.htmxRequest: "true",
                HeaderNames.htmxCurrentURL: "http://localhost:8080/ar/report/?page=2",
            ])
        #expect(response.headers[HeaderNames.htmxRedirect] == "/login?next=/ar/report/%3Fpage%3D2")
    }

    @Test func `is told so when it is a program`() async throws {
        let response = try await Self.send("/api/v1/whoami", headers: [.accept: "text/html"])
        #expect(response.status == .unauthorized)
        let challenge = response.headers[.wwwAuthenticate]
        let page = #"Cookie realm="Countinghouse", form-action="/login""#
        #expect(challenge == #"Bearer realm="Countinghouse", "# + page)
        #expect(response.headers[.contentType] == "application/problem+json")
        #expect(response.text.contains(#""code":"login_needed""#))
    }

    @Test func `still gets files and health`() async throws {
        for path in [BaseAssets.stylesheet.path, "/health"] {
            #expect(try await Self.send(path, headers: [:]).status == .ok)
        }
    }
}

@Suite struct `An address to go back to` {
    @Test(arguments: ["/", "/ar/report/?as_of=2026-09-30&page=2", "/a//b"])
    func `is one of this server`(_ text: String) {
        #expect(LocalPath(text)?.text == text)
    }

    @Test(arguments: [
        "", "ar/report", "//evil.example", "/\\evil.example", "\\/evil.example",
        "https://evil.example/", "/\t/evil.example", "/a\r\nSet-Cookie: x=y", "/é",
        "/" + String(repeating: "a", count: 2_000),
    ])
    func `is nothing that could lead elsewhere`(_ text: String) {
        #expect(LocalPath(text) == nil)
    }

    @Test(arguments: [
        "/login/link/abc", "/login//link/abc", "/%6cogin/%6cink/abc", "/LOGIN/LINK/abc",
        "/login?next=/login/link/abc", "/login?next=%2Flogin%2Flink%2Fabc",
        "/login?next=%252Flogin%252Flink%252Fabc",
    ])
    func `names a one-time link, however it is written`(_ text: String) throws {
        #expect(try #require(LocalPath(text)).namesLink)
        #expect(!(try #require(LocalPath("/ar/report/?as_of=2026-09-30")).namesLink))
    }

    @Test func `comes through the login page unchanged`() throws {
        let path = try #require(LocalPath("/ar/report/?q=a%26b+c&x='\"<"))
        let query = try QueryParameters(
            query: String(path.login.drop { $0 != "?" }.dropFirst()))
        #expect(LocalPath(next: query) == path)
    }
}
