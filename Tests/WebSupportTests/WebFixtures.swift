import Hummingbird
import HummingbirdTesting
import Kernel
import Logging
import PostgresClient

@testable import Tenancy
@testable import WebSupport

/// A server without a database, and the tenants it knows.
enum WebFixtures {
    private static let templates = [
        PageTemplate(
            name: "framed",
            bytes: Array(
                "\(HTMLEscape.pragma){{<layout}}{{$main}}{{#rows}}{{>csrf}}{{/rows}}{{/main}}{{/layout}}"
                    .utf8))
    ]

    static let feature = WebFeature(templates: templates) { routes, environment in
        addForms(to: &routes)
        routes.get("/framed") { request, context in
            let scope = try await environment.tenants.scope(of: request, context)
            let page = FramedPage(
                layout: environment.layout(context, scope, title: "Framed", section: .report),
                rows: ["one"])
            return .html(try environment.pages.render(page, template: "framed"))
        }
        routes.get("/api/v1/whoami") { request, context in
            let scope = try await environment.tenants.scope(of: request, context)
            return .json(Array("\"\(scope.tenant.name)\"".utf8))
        }
        routes.get("/api/v1/rights") { request, context in
            let scope = try await environment.tenants.scope(of: request, context)
            let permissions = scope.permissions.map(\.rawValue).sorted().joined(separator: ", ")
            return .html("\(scope.actor): \(permissions)")
        }
        routes.get("/page") { request, context in
            _ = try await environment.tenants.scope(of: request, context)
            return .html("<p>page</p>")
        }
        routes.get("/api/fails/:how") { _, context in
            throw Failing(rawValue: context.parameters.get("how") ?? "") ?? .unforeseen
        }
        routes.get("/fails") { _, _ in throw PostgresError.poolClosed }
        routes.post("/api/v1/takes") { request, context in
            var request = request
            let body = try await request.collectBody(upTo: context.maxUploadSize)
            return .json(Array("\(body.readableBytes)".utf8))
        }
    }

    private static func addForms(to routes: inout RouteTable) {
        routes.post("/form") { request, context in
            guard context.visitor != nil else { throw WebError.loginNeeded }
            let form = try await request.form(context)
            try form.allowOnly(["name"])
            return .html("name is \(try form.text("name") ?? "")")
        }
        routes.post("/streamed", checksTokenItself: true) { request, context in
            let body = try await request.body.collect(upTo: context.maxUploadSize)
            try context.checkToken(String(buffer: body))
            return .html("\(body.readableBytes) bytes")
        }
        routes.post("/large", bodyBytesMax: 4 << 20) { request, _ in
            var bytes = 0
            for try await part in request.body { bytes += part.readableBytes }
            return .html("\(bytes) bytes")
        }
        routes.post("/done") { _, _ in
            .redirect(toPath: "/framed", flash: Flash(kind: .success, text: "Done."))
        }
    }

    static func tenant(
        _ name: String, status: Tenant.Status = .active, currency: String = "USD",
        id: Int64 = 1
    ) throws -> Tenant {
        guard let currency = Currency.find(currency) else { throw WebError.badRequest }
        return Tenant(
            id: ID(id), name: try TenantName(name), schema: try Identifier("t1_\(name)"),
            role: try Identifier("ch_t1"), currency: currency, timeZone: .utc, locale: "en-US",
            agingLimits: [30, 60, 90, 120], status: status)
    }

    static func resolver(_ tenants: [Tenant]) -> TenantResolver {
        TenantResolver(
            lookup: { name in tenants.first { $0.name == name } }, all: { tenants })
    }

    static func visitor(of tenants: [Tenant]) -> Visitor {
        Visitor(
            actor: .person(id: 1, email: "ann@example.com"), name: "Ann", csrfToken: "token-of-ann",
            memberships: Dictionary(
                uniqueKeysWithValues: tenants.map {
                    ($0.name, Grant(permissions: Set(Permission.allCases), portfolio: nil))
                }))
    }

    /// Runs a test against the routes, without a socket.
    static func withServer<Value>(
        tenants: [Tenant], authenticator: Authenticator? = nil,
        ping: @escaping @Sendable () async throws -> Void = {},
        limit: Duration = .seconds(2), edge: ServerEdge = ServerEdge(),
        _ test: @Sendable (any TestClientProtocol) async throws -> Value
    ) async throws -> Value {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let server = try WebServer.build(
            address: try ListeningAddress(host: "127.0.0.1", port: 0), tenants: resolver(tenants),
            authenticator: authenticator ?? .always(visitor(of: tenants)),
            health: HealthCheck(limit: limit, ping: ping), features: [feature],
            edge: edge, logger: logger)
        return try await server.test(.router, test)
    }

    static func withServer<Value>(
        edge: ServerEdge = ServerEdge(),
        _ test: @Sendable (any TestClientProtocol) async throws -> Value
    ) async throws -> Value {
        try await withServer(tenants: [try tenant("acme")], edge: edge, test)
    }
}

/// Ways to fail, each with a kind of its own.
enum Failing: String, DomainError, CaseIterable {
    case invalid, notFound, conflict, forbidden, unauthenticated, unavailable, tooLarge, timeout
    case internalFailure, unforeseen

    var kind: ErrorKind { ErrorKind(rawValue: rawValue) ?? .internalFailure }
    var code: String { "failing_\(rawValue)" }
    var userMessage: String { "secret of \(rawValue)" }
}

extension TestResponse {
    var text: String { String(buffer: body) }
}
