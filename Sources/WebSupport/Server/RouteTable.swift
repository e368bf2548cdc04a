package import Hummingbird

/// The addresses of a server. Each answers with and without a slash at its end, to HEAD where it
/// answers to GET, and to every other method with what it does answer to.
package struct RouteTable {
    package typealias Handler =
        @Sendable (Request, AppRequestContext) async throws -> Response

    private var handlers: [(path: String, method: HTTPRequest.Method, handler: Handler)] = []

    package init() {}

    /// - Parameter path: with a colon before the name of a part that varies: `/customers/:id`.
    package mutating func get(_ path: String, _ handler: @escaping Handler) {
        handlers.append((path, .get, handler))
    }

    package mutating func post(_ path: String, _ handler: @escaping Handler) {
        handlers.append((path, .post, handler))
    }

    /// Adds the routes to a router, which must generate the answers to HEAD.
    func install(on router: Router<AppRequestContext>) {
        var methods: [String: [HTTPRequest.Method]] = [:]
        for (path, method, handler) in handlers {
            methods[path, default: []].append(method)
            router.on(RouterPath(path), method: method, use: handler)
        }
        for (path, used) in methods {
            let allowed = (used + (used.contains(.get) ? [.head] : []))
                .map(\.rawValue).joined(separator: ", ")
            let others: [HTTPRequest.Method] = [.get, .post, .put, .patch, .delete, .options]
            for method in others where !used.contains(method) {
                router.on(RouterPath(path), method: method) { _, _ -> Response in
                    throw WebError.methodNotAllowed(allowed: allowed)
                }
            }
        }
    }
}
