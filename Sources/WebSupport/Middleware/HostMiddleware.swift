import Hummingbird

/// Refuses requests that were sent to a name which a stranger could have pointed at this machine.
struct HostMiddleware: RouterMiddleware {
    func handle(
        _ request: Request, context: AppRequestContext,
        next: (Request, AppRequestContext) async throws -> Response
    ) async throws -> Response {
        try Self.check(request.head.authority)
        return try await next(request, context)
    }

    static func check(_ authority: String?) throws(WebError) {
        guard let authority, !authority.isEmpty else { throw .hostMissing }
        guard HostName.isLocal(authority) else { throw .foreignHost }
    }
}
