import Hummingbird
import HummingbirdTesting
import Testing

@testable import Tenancy
@testable import WebSupport

@Suite struct `The tenant of a request` {
    private static let path = "/api/v1/whoami"

    @Test func `is the only active one when none is named`() async throws {
        let tenants = [
            try WebFixtures.tenant("acme"), try WebFixtures.tenant("old", status: .suspended),
        ]
        try await WebFixtures.withServer(tenants: tenants) { client in
            let response = try await client.execute(uri: Self.path, method: .get)
            #expect(response.text == "\"acme\"")
        }
    }

    @Test func `must be named when there are several`() async throws {
        let tenants = [try WebFixtures.tenant("acme"), try WebFixtures.tenant("beta")]
        try await WebFixtures.withServer(tenants: tenants) { client in
            let response = try await client.execute(uri: Self.path, method: .get)
            #expect(response.status == .badRequest)
            #expect(response.text.contains("\"code\":\"tenant_needed\""))
            let named = try await client.execute(
                uri: Self.path, method: .get, headers: [HeaderNames.tenant: "beta"])
            #expect(named.text == "\"beta\"")
        }
    }

    @Test func `must exist`() async throws {
        try await WebFixtures.withServer(tenants: []) { client in
            let response = try await client.execute(uri: Self.path, method: .get)
            #expect(response.status == .badRequest)
            #expect(response.text.contains("countinghouse tenant create"))
        }
    }

    @Test func `is refused alike when it is unknown and when it is suspended`() async throws {
        let tenants = [
            try WebFixtures.tenant("acme"), try WebFixtures.tenant("old", status: .suspended),
            try WebFixtures.tenant("new", status: .creating),
        ]
        try await WebFixtures.withServer(tenants: tenants) { client in
            for name in ["old", "new", "nil"] {
                let response = try await client.execute(
                    uri: Self.path, method: .get,
                    headers: [HeaderNames.tenant: name, HeaderNames.requestID: "r"])
                #expect(response.status == .forbidden)
                #expect(
                    response.text.replacing(name, with: "X")
                        == """
                        {"code":"tenant_not_accessible","detail":"There is no company “X” that you \
                        may use.","request_id":"r","status":403,"title":"Forbidden",\
                        "type":"about:blank"}
                        """)
            }
        }
    }

    @Test func `has a name that can be one`() async throws {
        try await WebFixtures.withServer { client in
            let response = try await client.execute(
                uri: Self.path, method: .get, headers: [HeaderNames.tenant: "Acme; DROP"])
            #expect(response.status == .badRequest)
            #expect(response.text.contains("\"code\":\"tenant_name_invalid\""))
        }
    }

    @Test func `may stand in the host, and may not contradict the header`() async throws {
        let tenants = [try WebFixtures.tenant("acme"), try WebFixtures.tenant("beta")]
        #expect(try await Self.name(tenants, host: "beta.localhost:8080") == "beta")
        #expect(try await Self.name(tenants, host: "localhost:8080", header: "acme") == "acme")
        #expect(try await Self.name(tenants, host: "acme.localhost", header: "acme") == "acme")
        await #expect(throws: TenancyError.self) {
            try await Self.name(tenants, host: "acme.localhost", header: "beta")
        }
    }

    private static func name(
        _ tenants: [Tenant], host: String, header: String? = nil
    ) async throws -> String {
        var head = HTTPRequest(method: .get, scheme: "http", authority: host, path: path)
        head.headerFields[HeaderNames.tenant] = header
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer()))
        return try await WebFixtures.resolver(tenants)
            .tenant(of: request, RequestFacts(), WebFixtures.visitor(of: tenants)).name.text
    }
}
