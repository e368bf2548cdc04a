package import Hummingbird

/// The addresses of a server. Each answers with and without a slash at its end, to HEAD where it
/// answers to GET, and to every other method with what it does answer to.
///
/// What changes something needs the visitor's token before its handler runs. A handler that
/// takes a body as it comes reads `request.body` itself.
package struct RouteTable {
    package typealias Handler =
        @Sendable (Request, AppRequestContext) async throws -> Response

    /// What an address that has none of them is asked all the same: it says what it answers to.
    private static let methods: [HTTPRequest.Method] =
        [.get, .post, .put, .patch, .delete, .options, .trace]
        + [HTTPRequest.Method(rawValue: "QUERY")].compactMap { $0 }

    private var all: [Route] = []
    /// The operations of the API, in the order they were added.
    package private(set) var operations: [APIOperation] = []
    private(set) var webhooks: [APIWebhook] = []

    package init() {}

    /// - Parameters:
    ///   - path: with a colon before the name of a part that varies: `/customers/:id`.
    ///   - isQuick: for answers that are nearly always at hand, which are given on the thread of
    ///     their connection, unless a large body comes first: a handler that computes or blocks
    ///     there makes others wait.
    package mutating func get(
        _ path: String, isQuick: Bool = false, _ handler: @escaping Handler
    ) {
        add(path, .get, isQuick: isQuick, handler)
    }

    /// - Parameters:
    ///   - bodyBytesMax: the largest body that is taken.
    ///   - checksTokenItself: for a form with files that is sent without scripts: its token is
    ///     only found by reading the body, which the handler does, calling
    ///     `context.checkToken(_:)` before it changes anything.
    ///   - streamsBody: for a body that is taken as it comes; once it is there the handler asks for
    ///     `TenantResolver.scopeAfterBody`.
    package mutating func post(
        _ path: String, bodyBytesMax: Int = AppRequestContext.bodyBytesMax,
        checksTokenItself: Bool = false, streamsBody: Bool = false, _ handler: @escaping Handler
    ) {
        add(
            path, .post, bodyBytesMax: bodyBytesMax, checksTokenItself: checksTokenItself,
            streamsBody: streamsBody, handler)
    }

    package mutating func put(
        _ path: String, bodyBytesMax: Int = AppRequestContext.bodyBytesMax,
        _ handler: @escaping Handler
    ) {
        add(path, .put, bodyBytesMax: bodyBytesMax, handler)
    }

    package mutating func patch(_ path: String, _ handler: @escaping Handler) {
        add(path, .patch, handler)
    }

    package mutating func delete(_ path: String, _ handler: @escaping Handler) {
        add(path, .delete, handler)
    }

    /// - Parameter environment: with which its requests are read.
    package mutating func add(_ operation: APIOperation, _ environment: WebEnvironment) {
        operations.append(operation)
        add(
            operation.path, operation.method, bodyBytesMax: operation.bodyBytesMax,
            checksTokenItself: operation.checksTokenItself,
            streamsBody: operation.inputType != nil, isQuick: operation.isQuick,
            operation.handler(environment))
    }

    /// Something that the server sends, for the API's description.
    package mutating func add(_ webhook: APIWebhook) {
        webhooks.append(webhook)
    }

    private mutating func add(
        _ path: String, _ method: HTTPRequest.Method,
        bodyBytesMax: Int = AppRequestContext.bodyBytesMax, checksTokenItself: Bool = false,
        streamsBody: Bool = false, isQuick: Bool = false, _ handler: @escaping Handler
    ) {
        all.append(
            Route(
                path: path, method: method, bodyBytesMax: bodyBytesMax,
                checksTokenItself: checksTokenItself, streamsBody: streamsBody, isQuick: isQuick,
                handler: handler))
    }

    /// Every address and method, in the order they were added.
    var listing: [RouteListing] {
        all.map { RouteListing(method: $0.method.rawValue, path: $0.path) }
    }

    /// The second version of the API is the first one until it differs.
    private var successors: [Route] {
        let own = Set(all.map(\.path))
        return all.compactMap { route in
            guard route.path.hasPrefix("/api/v1/") else { return nil }
            let path = "/api/v2/" + route.path.dropFirst("/api/v1/".count)
            return own.contains(path) ? nil : route.at(path)
        }
    }

    /// Adds the routes to a router, which must generate the answers to HEAD.
    func install(on router: Router<AppRequestContext>) {
        var methods: [String: [HTTPRequest.Method]] = [:]
        for route in all + successors {
            methods[route.path, default: []].append(route.method)
            router.on(RouterPath(route.path), method: route.method) { request, context in
                try await route.answer(request, context)
            }
        }
        for (path, used) in methods {
            let allowed = (used + (used.contains(.get) ? [.head] : []))
                .map(\.rawValue).joined(separator: ", ")
            for method in Self.methods where !used.contains(method) {
                router.on(RouterPath(path), method: method) { _, _ -> Response in
                    throw WebError.methodNotAllowed(allowed: allowed)
                }
            }
        }
    }
}
