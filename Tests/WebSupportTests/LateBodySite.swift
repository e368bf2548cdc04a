import HTTPTypes
import Hummingbird
import Kernel
import Logging
import NIOCore
import NIOEmbedded
import Synchronization

@testable import Tenancy
@testable import WebSupport

/// The server of two companies, and somebody whose companies change while a body of theirs is on
/// its way.
final class LateBodySite: Sendable {
    private struct State {
        var own: [String]
        var parts = 0
        var taken: [String] = []
    }

    /// Longer than what counts as having come at once.
    private static let pause: Duration = .milliseconds(300)

    private let tenants: [Tenant]
    private let state: Mutex<State>

    /// - Parameter own: the companies that they belong to at first.
    init(_ own: [String]) throws {
        tenants = [try WebFixtures.tenant("acme", id: 1), try WebFixtures.tenant("beta", id: 2)]
        state = Mutex(State(own: own))
    }

    /// The companies that a body was taken into.
    var taken: [String] { state.withLock { $0.taken } }

    /// Sends a body, most of which comes late.
    ///
    /// - Parameters:
    ///   - path: `/form` is read before its handler runs, `/file` by it, as it comes.
    ///   - own: the companies that its sender belongs to by the time all of it is there.
    ///   - page: the company that the page is about which sends it.
    func send(
        to path: String, _ fields: HTTPFields = [:], then own: [String], page: String = ""
    ) async throws -> HTTPResponse.Status {
        var fields = fields
        fields[HeaderNames.csrfToken] = "token-of-ann\(page)"
        let head = HTTPRequest(
            method: .post, scheme: "http", authority: "localhost", path: path,
            headerFields: fields)
        let parts = AsyncStream<ByteBuffer>(unfolding: { [self] in await nextPart(then: own) })
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let context = AppRequestContext(
            source: ApplicationRequestContextSource(
                channel: NIOAsyncTestingChannel(), logger: logger))
        let request = Request(head: head, body: RequestBody(asyncSequence: parts))
        return try await router().buildResponder().respond(to: request, context: context).status
    }

    private func nextPart(then own: [String]) async -> ByteBuffer? {
        let number = state.withLock { state in
            state.parts += 1
            return state.parts
        }
        switch number {
        case 1: return ByteBuffer(string: "name=")
        case 2:
            state.withLock { $0.own = own }
            try? await Task.sleep(for: Self.pause)
            return ByteBuffer(string: "Acme")
        default: return nil
        }
    }

    private func router() throws -> Router<AppRequestContext> {
        try WebServer.router(
            tenants: WebFixtures.resolver(tenants),
            authenticator: Authenticator { [self] _ in visitor() }, health: HealthCheck {},
            features: [WebFeature { [self] in addRoutes(to: &$0, $1) }], edge: ServerEdge(),
            limiter: RequestLimiter(RequestLimits()), isOpen: false, now: { .now() })
    }

    private func visitor() -> Visitor {
        let own = state.withLock { $0.own }
        return WebFixtures.visitor(of: tenants.filter { own.contains($0.name.text) })
    }

    private func addRoutes(to routes: inout RouteTable, _ environment: WebEnvironment) {
        routes.post("/form") { [self] request, context in
            take(try await environment.tenants.scope(of: request, context))
        }
        routes.post("/file", checksTokenItself: true, streamsBody: true) {
            [self] request, context in
            try context.checkToken(request.headers[HeaderNames.csrfToken] ?? "")
            let begun = try await environment.tenants.scope(of: request, context)
            for try await _ in request.body {}
            return take(
                try await environment.tenants.scopeAfterBody(of: request, context, begun: begun))
        }
    }

    private func take(_ scope: Scope) -> Response {
        state.withLock { $0.taken.append(scope.tenant.name.text) }
        return .html("taken")
    }
}
