import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Identity
import Logging
import Testing
import WebSupport

@Suite struct `An operator of the installation` {
    /// What one session asks.
    private struct Browser {
        let client: any TestClientProtocol
        let token: SecretToken

        init(_ client: any TestClientProtocol, _ site: AccessSite, _ caller: Caller) async throws {
            self.client = client
            token = try #require(try await site.logIn(caller))
        }

        func ask(
            _ method: HTTPRequest.Method, _ path: String, _ fields: [(String, String)] = [],
            accept: String = "text/html"
        ) async throws -> TestResponse {
            var headers: HTTPFields = [.accept: accept]
            headers[.cookie] = "countinghouse_session=\(token.text)"
            headers[HeaderNames.csrfToken] = token.derived(for: "csrf")
            headers[.contentType] = "application/x-www-form-urlencoded"
            let body = fields.map { "\($0)=\($1)" }.joined(separator: "&")
            return try await client.execute(
                uri: path, method: method, headers: headers, body: ByteBuffer(string: body))
        }
    }

    private static func company(_ name: String, owner: String) -> [(String, String)] {
        [
            ("name", name), ("owner", owner), ("currency", "EUR"), ("time_zone", "UTC"),
            ("locale", "de-DE"),
        ]
    }

    private static func use(
        _ body: @escaping @Sendable (AccessSite, any TestClientProtocol) async throws -> Void
    ) async throws {
        try await AccessSite.use { site in
            let (_, server) = try AccessServer.build(site)
            try await server.test(.router) { client in try await body(site, client) }
        }
    }

    @Test func `sees how large companies are, and nothing that is in them`() async throws {
        try await Self.use { site, client in
            let browser = try await Browser(client, site, .operator)
            let page = String(buffer: try await browser.ask(.get, "/admin/tenants").body)
            for part in [">acme<", ">other<", ">spare<", "3 companies, all open"] {
                #expect(page.contains(part), "\(part)")
            }
            #expect(page.matches(of: /[1-9][0-9.,]* [KM]B</).count >= 3)
            let found = String(buffer: try await browser.ask(.get, "/admin/tenants?q=spa").body)
            #expect(found.contains(">spare<") && !found.contains(">acme<"))
            for path in ["/ar", "/ar/customers", "/admin/members", "/admin/audit", "/import"] {
                #expect(try await browser.ask(.get, path).status == .forbidden, "\(path)")
            }
        }
    }

    @Test func `creates a company, whose first owner gets in`() async throws {
        try await Self.use { site, client in
            let browser = try await Browser(client, site, .operator)
            let made = try await browser.ask(
                .post, "/admin/tenants", Self.company("brand-new", owner: "boss@example.com"))
            let text = String(buffer: made.body)
            let link = try #require(text.firstMatch(of: #//login/link/([\w-]{43})/#)).1
            #expect(
                try await site.services.login.link(#require(SecretToken(link)), at: .now()) != nil)
            // An account behind which another company stands is not entered with a link of ours.
            let other = try await browser.ask(
                .post, "/admin/tenants", Self.company("newer", owner: AccessSite.newcomer))
            let invited = try #require(
                String(buffer: other.body).firstMatch(of: #//login/link/([\w-]{43})/#)
            ).1
            #expect(
                try await site.services.login.link(#require(SecretToken(invited)), at: .now())
                    == nil)
            let again = try await browser.ask(
                .post, "/admin/tenants", Self.company("newer", owner: "boss@example.com"))
            #expect(again.status == .unprocessableContent)
            #expect(String(buffer: again.body).contains("already a tenant named"))
            for wrong in [
                Self.company("No Name", owner: "boss@example.com"),
                Self.company("fine", owner: "nobody"),
            ] {
                let refused = try await browser.ask(.post, "/admin/tenants", wrong)
                #expect(refused.status == .unprocessableContent)
                // What is wrong with it is said there, and not of the companies that are listed.
                let page = String(buffer: refused.body)
                #expect(page.contains("id=\"add-problem\"") && !page.contains("suspend\" open"))
            }
            #expect(try await site.services.directory.find(.init("fine")) == nil)
        }
    }

    @Test func `closes a company and opens it again, which the company can read of`() async throws {
        try await Self.use { site, client in
            let browser = try await Browser(client, site, .operator)
            let owner = try await Browser(client, site, .owner)
            #expect(try await owner.ask(.get, "/ar").status == .ok)
            for typed in ["", "other", "Acme"] {
                let refused = try await browser.ask(
                    .post, "/admin/tenants/acme/suspend", [("name", typed)])
                #expect(refused.status == .unprocessableContent)
                #expect(String(buffer: refused.body).contains("not the company&#39;s name"))
            }
            site.services.sessions.forget()
            #expect(try await owner.ask(.get, "/ar").status == .ok)
            _ = try await browser.ask(.post, "/admin/tenants/acme/suspend", [("name", "acme")])
            site.services.sessions.forget()
            #expect(try await owner.ask(.get, "/ar").status == .forbidden)
            let page = String(buffer: try await browser.ask(.get, "/admin/tenants").body)
            #expect(page.contains("suspended") && page.contains("1 of them not open"))
            _ = try await browser.ask(.post, "/api/v1/tenants/acme/resume")
            site.services.sessions.forget()
            #expect(try await owner.ask(.get, "/ar").status == .ok)
            let records = String(buffer: try await owner.ask(.get, "/admin/audit").body)
            #expect(records.contains("suspended the company"))
            #expect(records.contains("opened the company again"))
            #expect(records.contains("operator@example.com"))
            let unknown = try await browser.ask(
                .post, "/api/v1/tenants/unheard-of/suspend", accept: "application/json")
            #expect(unknown.status == .forbidden)
        }
    }

    @Test func `is refused the same way whatever company is named, who is none`() async throws {
        try await Self.use { site, client in
            let owner = try await Browser(client, site, .owner)
            var answers: Set<String> = []
            for name in ["acme", "other", "unheard-of"] {
                let answer = try await owner.ask(
                    .post, "/api/v1/tenants/\(name)/suspend", accept: "application/json")
                #expect(answer.status == .forbidden)
                answers.insert(
                    String(buffer: answer.body).replacing(#/"request_id":"[^"]+"/#, with: ""))
            }
            #expect(answers.count == 1)
        }
    }

    @Test func `is one no more when that was taken away`() async throws {
        try await Self.use { site, client in
            let browser = try await Browser(client, site, .operator)
            try await site.services.users.setOperator(
                EmailAddress("operator@example.com"), false)
            site.services.sessions.forget()
            #expect(try await browser.ask(.get, "/admin/tenants").status == .forbidden)
            let made = try await site.records(ofAction: "user.operator_made")
            let removed = try await site.records(ofAction: "user.operator_removed")
            #expect(made == 2 && removed == 1)
        }
    }
}
