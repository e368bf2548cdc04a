import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Tenancy
import Testing

@testable import WebSupport

@Suite struct `Choosing among several tenants` {
    private static func withServer(
        _ test: @Sendable (any TestClientProtocol) async throws -> Void
    ) async throws {
        let tenants = [
            try WebFixtures.tenant("beta"), try WebFixtures.tenant("acme"),
            try WebFixtures.tenant("old", status: .suspended), try WebFixtures.tenant("others"),
        ]
        let visitor = WebFixtures.visitor(of: tenants.filter { $0.name.text != "others" })
        try await WebFixtures.withServer(
            tenants: tenants, authenticator: .always(visitor)
        ) { try await test($0) }
    }

    private static func choose(
        _ client: any TestClientProtocol, _ body: String
    ) async throws -> TestResponse {
        try await client.execute(
            uri: "/tenant", method: .post,
            headers: [
                .contentType: "application/x-www-form-urlencoded", .accept: "text/html",
                HeaderNames.csrfToken: "token-of-ann",
            ], body: ByteBuffer(string: body))
    }

    @Test func `is asked for by a page that needs one`() async throws {
        try await Self.withServer { client in
            let sent = try await client.execute(
                uri: "/framed?a=1", method: .get, headers: [.accept: "text/html"])
            #expect(sent.status == .found)
            #expect(sent.headers[.location] == "/tenant?next=/framed%3Fa%3D1")
            let page = try await client.execute(
                uri: "/tenant?next=/framed%3Fa%3D1", method: .get)
            #expect(page.text.contains(#"value="acme"><bdi>acme</bdi>"#))
            #expect(page.text.contains(#"value="beta"><bdi>beta</bdi>"#))
            #expect(page.text.contains(#"<input type="hidden" name="next" value="/framed?a=1">"#))
            #expect(!page.text.contains(">old<") && !page.text.contains(">others<"))
        }
    }

    @Test func `is remembered and leads on`() async throws {
        try await Self.withServer { client in
            let chosen = try await Self.choose(client, "tenant=beta&next=%2Fframed%3Fa%3D1")
            #expect(chosen.status == .seeOther)
            #expect(chosen.headers[.location] == "/framed?a=1")
            let cookie = try #require(chosen.headers[.setCookie])
            #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"))
            let page = try await client.execute(
                uri: "/framed", method: .get,
                headers: [.cookie: String(cookie.prefix { $0 != ";" })])
            #expect(page.text.contains("<bdi>beta</bdi></p>"))
            #expect(page.text.contains(#"<a href="/tenant">Change company</a>"#))
        }
    }

    @Test func `leads nowhere else`() async throws {
        try await Self.withServer { client in
            let chosen = try await Self.choose(client, "tenant=beta&next=%2F%2Fevil.example")
            #expect(chosen.headers[.location] == "/")
        }
    }

    @Test(arguments: ["others", "old", "nothing", ""])
    func `allows only active ones that the visitor belongs to`(_ name: String) async throws {
        try await Self.withServer { client in
            let refused = try await Self.choose(client, "tenant=\(name)")
            #expect(refused.status == .forbidden)
            #expect(refused.headers[.setCookie] == nil)
            let page = try await client.execute(
                uri: "/framed", method: .get,
                headers: [.accept: "text/html", .cookie: "ch_tenant=\(name)"])
            #expect(page.headers[.location] == "/tenant?next=/framed")
        }
    }

    @Test func `yields to a tenant that the request names`() async throws {
        try await Self.withServer { client in
            let named = try await client.execute(
                uri: "/api/v1/whoami", method: .get,
                headers: [HeaderNames.tenant: "acme", .cookie: "ch_tenant=beta"])
            #expect(named.text == "\"acme\"")
        }
    }

    @Test func `is nothing for a program, which is told to name one`() async throws {
        try await Self.withServer { client in
            let response = try await client.execute(
                uri: "/api/v1/whoami", method: .get, headers: [.accept: "text/html"])
            #expect(response.status == .badRequest)
            #expect(response.text.contains(#""code":"tenant_needed""#))
        }
    }
}

@Suite struct `A visitor's membership` {
    @Test func `is needed where there are tenants`() async throws {
        let visitor = WebFixtures.visitor(of: [])
        try await WebFixtures.withServer(
            tenants: [try WebFixtures.tenant("acme")], authenticator: .always(visitor)
        ) { client in
            let none = try await client.execute(uri: "/api/v1/whoami", method: .get)
            #expect(none.status == .forbidden)
            #expect(none.text.contains(#""code":"no_membership""#))
            let named = try await client.execute(
                uri: "/api/v1/whoami", method: .get, headers: [HeaderNames.tenant: "acme"])
            #expect(named.status == .forbidden)
            #expect(named.text.contains(#""code":"tenant_not_accessible""#))
        }
    }

    @Test func `decides what the scope permits, and names who acts`() async throws {
        let tenant = try WebFixtures.tenant("acme")
        let visitor = Visitor(
            actor: .person(id: 7, email: "bob@example.com"), name: "Bob", csrfToken: "t",
            memberships: [tenant.name: Grant(permissions: [.readReceivables], portfolio: nil)])
        try await WebFixtures.withServer(tenants: [tenant], authenticator: .always(visitor)) {
            let rights = try await $0.execute(uri: "/api/v1/rights", method: .get)
            #expect(rights.text == "bob@example.com: readReceivables")
        }
    }
}
