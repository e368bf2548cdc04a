import HTTPTypes
import Hummingbird

/// Lets pages of the sites that are named read what the API answers. Cookies are of no use to
/// them: browsers are not told that they may send any, so such a page needs a token of its own.
struct CrossOriginMiddleware: RouterMiddleware {
    private static let methods = "GET, HEAD, POST, PUT, PATCH, DELETE"
    private static let headers =
        "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Prefer,"
        + " X-Request-ID, X-Tenant"
    private static let exposed =
        "ETag, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-ID"
    private static let preflightSeconds = "600"

    let origins: Set<WebOrigin>

    func handle(
        _ request: Request, context: AppRequestContext,
        next: (Request, AppRequestContext) async throws -> Response
    ) async throws -> Response {
        guard !origins.isEmpty, Self.isProgrammatic(request.uri.path) else {
            return try await next(request, context)
        }
        let sender = request.headers[.origin].flatMap { WebOrigin($0) }
        let allowed = sender.flatMap { origins.contains($0) ? request.headers[.origin] : nil }
        context.facts.isFromNamedSite = allowed != nil
        if request.method == .options, let allowed,
            request.headers[.accessControlRequestMethod] != nil
        {
            var response = Response(status: .noContent)
            response.headers[.accessControlAllowMethods] = Self.methods
            response.headers[.accessControlAllowHeaders] = Self.headers
            response.headers[.accessControlMaxAge] = Self.preflightSeconds
            return Self.opened(response, to: allowed)
        }
        return Self.opened(try await next(request, context), to: allowed)
    }

    private static func opened(_ response: Response, to origin: String?) -> Response {
        var response = response
        response.headers.append(HTTPField(name: .vary, value: "Origin"))
        guard let origin else { return response }
        response.headers[.accessControlAllowOrigin] = origin
        response.headers[.accessControlExposeHeaders] = exposed
        response.headers[HeaderNames.resourcePolicy] = "cross-origin"
        return response
    }

    private static func isProgrammatic(_ path: String) -> Bool {
        path.hasPrefix("/api/") || path.hasPrefix("/ar/api/")
    }
}
