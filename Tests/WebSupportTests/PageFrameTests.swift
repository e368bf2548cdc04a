import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import WebSupport

@Suite struct `The frame of a page` {
    @Test func `gives forms the visitor's token, inside of lists too`() async throws {
        try await WebFixtures.withServer { client in
            let page = try await client.execute(uri: "/framed", method: .get)
            // With the company that the page is about.
            #expect(
                page.text.contains(
                    #"<input type="hidden" name="csrf_token" value="token-of-ann.1">"#))
        }
    }

    @Test func `marks the section the page belongs to`() async throws {
        try await WebFixtures.withServer { client in
            let page = try await client.execute(uri: "/framed", method: .get)
            #expect(page.text.contains(#"<a href="/ar/report/" aria-current="page">Aging report"#))
            #expect(page.text.contains(#"<a href="/import/">Import"#))
            #expect(page.text.contains("<title>Framed · Countinghouse</title>"))
        }
    }

    @Test(arguments: [
        ("ch_theme=dark", #"<html lang="en" data-locale="en-US" data-theme="dark">"#),
        ("ch_theme=light", #"<html lang="en" data-locale="en-US" data-theme="light">"#),
        ("ch_theme=\"><b>", #"<html lang="en" data-locale="en-US">"#),
        ("", #"<html lang="en" data-locale="en-US">"#),
    ])
    func `begins in the theme that was chosen`(_ cookie: String, _ element: String) async throws {
        try await WebFixtures.withServer { client in
            let page = try await client.execute(
                uri: "/framed", method: .get, headers: [.cookie: cookie])
            #expect(page.text.contains(element))
        }
    }

    @Test func `names the visitor and the company, and lets them log out`() async throws {
        try await WebFixtures.withServer { client in
            let page = try await client.execute(uri: "/framed", method: .get).text
            #expect(page.contains(#"<bdi>Ann</bdi>"#))
            #expect(page.contains(#"<bdi>acme</bdi>"#))
            #expect(page.contains(#"<form method="post" action="/logout">"#))
            #expect(page.contains(#"<body hx-headers='{"X-CSRF-Token":"token-of-ann.1"}'>"#))
            #expect(page.contains(#"<form class="site-search" role="search""#))
        }
    }

    @Test func `has nothing of it for somebody who is not logged in`() async throws {
        try await WebFixtures.withServer(tenants: [], authenticator: Authenticator { _ in nil }) {
            let page = try await $0.execute(
                uri: "/nothing", method: .get, headers: [.accept: "text/html"]
            ).text
            #expect(page.contains("<title>Not Found · Countinghouse</title>"))
            #expect(!page.contains("site-search"))
            #expect(!page.contains("site-nav"))
            #expect(!page.contains("/logout"))
        }
    }

    @Test func `carries nothing that the policy refuses`() async throws {
        try await WebFixtures.withServer { client in
            let page = try await client.execute(uri: "/framed", method: .get).text
            #expect(!page.contains(" style="))
            #expect(!page.contains("<style"))
            #expect(
                page.split(separator: "<script").dropFirst().allSatisfy {
                    $0.contains("></script>") && $0.contains(" src=\"/static/")
                })
            #expect(!page.contains("{{"))
            for path in page.split(separator: "\"/static/").dropFirst() {
                let file = "/static/" + path.prefix { $0 != "\"" }
                #expect(try await client.execute(uri: file, method: .get).status == .ok)
            }
        }
    }

    @Test(arguments: [
        ("Ann", "A"), ("Ann Maria Smith", "AS"), ("ann.smith", "AS"), ("", ""),
        ("édith ünal", "ÉÜ"),
    ])
    func `shortens a name to its letters`(_ name: String, _ letters: String) {
        #expect(WebEnvironment.initials(of: name) == letters)
    }
}
