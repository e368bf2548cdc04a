import Hummingbird

/// Headers that keep a browser from doing with an answer what it is not meant for.
struct SecurityHeadersMiddleware: RouterMiddleware {
    private static let contentPolicy =
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self';"
        + " img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    private static let permissionsPolicy =
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

    func handle(
        _ request: Request, context: AppRequestContext,
        next: (Request, AppRequestContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        // The pages of the API's description have a policy of their own.
        if response.headers[.contentSecurityPolicy] == nil {
            response.headers[.contentSecurityPolicy] = Self.contentPolicy
        }
        response.headers[HeaderNames.contentTypeOptions] = "nosniff"
        response.headers[HeaderNames.referrerPolicy] = Self.referrerPolicy(request.uri.path)
        if response.headers[HeaderNames.resourcePolicy] == nil {
            response.headers[HeaderNames.resourcePolicy] = "same-origin"
        }
        response.headers[HeaderNames.openerPolicy] = "same-origin"
        response.headers[HeaderNames.permissionsPolicy] = Self.permissionsPolicy
        // For browsers that do not know frame-ancestors.
        response.headers[HeaderNames.frameOptions] = "DENY"
        if request.head.scheme == "https" {
            response.headers[.strictTransportSecurity] = "max-age=31536000; includeSubDomains"
        }
        // What nobody said anything about is somebody's figures.
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        return response
    }

    /// Other sites learn nothing. Our own is told the page, since browsers name the origin of a form
    /// only then, and those that say it no other way would have their forms refused; of an address
    /// that is a secret itself it is told the origin alone.
    private static func referrerPolicy(_ path: String) -> String {
        path.hasPrefix("/login/link/") ? "strict-origin" : "same-origin"
    }
}
