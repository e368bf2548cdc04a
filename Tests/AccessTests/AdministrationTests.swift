import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Identity
import Testing

@Suite struct `The pages of administration` {
    private static func page(
        _ client: any TestClientProtocol, _ site: AccessSite, _ caller: Caller, _ path: String
    ) async throws -> TestResponse {
        let token = try #require(try await site.logIn(caller))
        return try await client.execute(
            uri: path, method: .get,
            headers: [.accept: "text/html", .cookie: "countinghouse_session=\(token.text)"])
    }

    private static func titles(_ response: TestResponse) -> [String] {
        String(buffer: response.body).matches(of: #/<h2><a href="[^"]+">([^<]+)</#)
            .map { String($0.1) }
    }

    private static let all = [
        "People", "Roles", "Sessions", "Security", "Single sign-on", "Keys", "Webhooks", "Company",
        "Audit",
        "Imports", "Jobs", "Health",
    ]

    @Test func `lead everybody to what they may look after`() async throws {
        try await AccessSite.use { site in
            let (_, server) = try AccessServer.build(site)
            try await server.test(.router) { client in
                for (caller, titles) in [
                    (Caller.owner, Self.all), (.admin, Self.all.filter { $0 != "Company" }),
                    (.accountant, ["People", "Roles", "Imports"]), (.viewer, ["Roles"]),
                    (.within, ["Roles"]),
                    // Who is an operator besides.
                    (.stale, Self.all + ["Companies of this installation"]),
                ] {
                    let answer = try await Self.page(client, site, caller, "/admin")
                    #expect(Self.titles(answer) == titles, "\(caller)")
                }
                // Who belongs to no company has the companies to look after.
                let chief = try await Self.page(client, site, .operator, "/admin")
                #expect(chief.headers[.location] == "/admin/tenants/")
            }
        }
    }

    @Test func `say in a line how each is`() async throws {
        try await AccessSite.use { site in
            _ = try await site.key()
            let (_, server) = try AccessServer.build(site)
            try await server.test(.router) { client in
                let text = String(
                    buffer: try await Self.page(client, site, .owner, "/admin").body)
                for part in [
                    "1 program has a key", "1 import, the last of list.csv,",
                    "A second factor is asked of nobody.", "Not set up.",
                    "Last: owner@example.com logged in,", "The database answers in",
                    "without a password yet",
                ] {
                    #expect(text.contains(part), "\(part)")
                }
            }
        }
    }

    @Test func `say that records wait for their seal, and since when`() async throws {
        try await AccessSite.use { site in
            let (_, server) = try AccessServer.build(site)
            try await server.test(.router) { client in
                let late = String(
                    buffer: try await Self.page(client, site, .owner, "/admin/health").body)
                #expect(late.contains("wait for the seal, since"))
                #expect(late.contains("A round trip takes") && late.contains("version "))
            }
        }
    }
}
