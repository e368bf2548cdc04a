import Hummingbird

/// Finds out who sent the request. Files and probes are for everybody, and are answered even
/// when that cannot be found out.
struct VisitorMiddleware: RouterMiddleware {
    let authenticator: Authenticator

    func handle(
        _ request: Request, context: AppRequestContext,
        next: (Request, AppRequestContext) async throws -> Response
    ) async throws -> Response {
        if !Self.isForEverybody(request.uri.path) {
            context.facts.visitor = try await authenticator.visitor(request)
        }
        return try await next(request, context)
    }

    static func isForEverybody(_ path: String) -> Bool {
        path.hasPrefix("/static/") || path == "/health" || path.hasPrefix("/health/")
    }
}
