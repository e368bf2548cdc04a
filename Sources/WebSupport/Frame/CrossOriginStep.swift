import HTTPTypes
import Hummingbird

/// Lets pages of the sites that are named read what the API answers. Cookies are of no use to
/// them: browsers are not told that they may send any, so such a page needs a token of its own.
struct CrossOriginStep: Sendable {
    private static let methods = "GET, HEAD, POST, PUT, PATCH, DELETE"
    private static let headers =
        "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Prefer,"
        + " X-Request-ID, X-Tenant"
    private static let exposed =
        "Content-Disposition, ETag, Idempotent-Replayed, Location, RateLimit, RateLimit-Policy,"
        + " Retry-After, X-Request-ID"
    private static let preflightSeconds = "600"

    let origins: Set<WebOrigin>

    /// Notes whether a page of a named site sent the request, and answers a browser's question
    /// whether that page may; nil for what is no such question.
    func preflight(_ request: Request, _ context: AppRequestContext) -> Response? {
        guard concerns(request) else { return nil }
        let sender = request.headers[.origin].flatMap { WebOrigin($0) }
        context.facts.isFromNamedSite = sender.map { origins.contains($0) } ?? false
        guard request.method == .options, context.facts.isFromNamedSite,
            request.headers[.accessControlRequestMethod] != nil
        else { return nil }
        var response = Response(status: .noContent)
        response.headers[.accessControlAllowMethods] = Self.methods
        response.headers[.accessControlAllowHeaders] = Self.headers
        response.headers[.accessControlMaxAge] = Self.preflightSeconds
        return response
    }

    /// Lets that page read the answer, also a refusal.
    func finish(_ response: inout Response, _ request: Request, _ context: AppRequestContext) {
        guard concerns(request) else { return }
        response.headers.append(HTTPField(name: .vary, value: "Origin"))
        guard context.facts.isFromNamedSite else { return }
        response.headers[.accessControlAllowOrigin] = request.headers[.origin]
        response.headers[.accessControlExposeHeaders] = Self.exposed
        response.headers[HeaderNames.resourcePolicy] = "cross-origin"
    }

    private func concerns(_ request: Request) -> Bool {
        !origins.isEmpty && Self.isProgrammatic(request.uri.path)
    }

    private static func isProgrammatic(_ path: String) -> Bool {
        path.hasPrefix("/api/") || path.hasPrefix("/ar/api/")
    }
}
