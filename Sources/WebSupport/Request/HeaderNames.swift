package import HTTPTypes

/// The header names that the standard ones lack.
package enum HeaderNames {
    package static let tenant = name("X-Tenant")
    package static let requestID = name("X-Request-ID")
    package static let prefer = name("Prefer")
    static let onceKey = name("Idempotency-Key")
    /// On the answer to a request that was answered before.
    static let replayed = name("Idempotent-Replayed")
    package static let csrfToken = name("X-CSRF-Token")
    static let fetchSite = name("Sec-Fetch-Site")
    package static let htmxRequest = name("HX-Request")
    static let htmxCurrentURL = name("HX-Current-URL")
    static let htmxRedirect = name("HX-Redirect")
    package static let htmxPushURL = name("HX-Push-Url")
    static let contentTypeOptions = name("X-Content-Type-Options")
    static let referrerPolicy = name("Referrer-Policy")
    static let resourcePolicy = name("Cross-Origin-Resource-Policy")
    static let openerPolicy = name("Cross-Origin-Opener-Policy")

    static let forwardedFor = name("X-Forwarded-For")
    static let forwardedProtocol = name("X-Forwarded-Proto")
    static let rateLimit = name("RateLimit")
    static let rateLimitPolicy = name("RateLimit-Policy")

    static let permissionsPolicy = name("Permissions-Policy")
    static let frameOptions = name("X-Frame-Options")

    private static func name(_ text: StaticString) -> HTTPField.Name {
        guard let name = HTTPField.Name(text.description) else {
            preconditionFailure("\(text) is not a header name")
        }
        return name
    }
}
