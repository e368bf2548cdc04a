import HTTPTypes
import Hummingbird

/// Headers that keep a browser from doing with an answer what it is not meant for.
enum SecurityHeadersStep {
    private static let contentPolicy =
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self';"
        + " img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    private static let permissionsPolicy =
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

    /// What no handler says otherwise; the last is for browsers that do not know frame-ancestors.
    private static let always = [
        HTTPField(name: HeaderNames.contentTypeOptions, value: "nosniff"),
        HTTPField(name: HeaderNames.openerPolicy, value: "same-origin"),
        HTTPField(name: HeaderNames.permissionsPolicy, value: permissionsPolicy),
        HTTPField(name: HeaderNames.frameOptions, value: "DENY"),
    ]
    private static let standardPolicy = HTTPField(
        name: .contentSecurityPolicy, value: contentPolicy)
    private static let sameOrigin = HTTPField(
        name: HeaderNames.resourcePolicy, value: "same-origin")
    private static let referrer = HTTPField(
        name: HeaderNames.referrerPolicy, value: "same-origin")
    private static let referrerOfSecret = HTTPField(
        name: HeaderNames.referrerPolicy, value: "strict-origin")
    private static let strictTransport = HTTPField(
        name: .strictTransportSecurity, value: "max-age=31536000; includeSubDomains")
    private static let notStored = HTTPField(name: .cacheControl, value: "no-store")

    static func finish(_ response: inout Response, _ request: Request) {
        add(
            to: &response.headers, isEncrypted: request.head.scheme == "https",
            path: request.uri.path)
    }

    private static func add(to fields: inout HTTPFields, isEncrypted: Bool, path: String) {
        // The pages of the API's description have a policy of their own.
        if !fields.contains(.contentSecurityPolicy) { fields.append(standardPolicy) }
        if !fields.contains(HeaderNames.resourcePolicy) { fields.append(sameOrigin) }
        // What nobody said anything about is somebody's figures.
        if !fields.contains(.cacheControl) { fields.append(notStored) }
        // Other sites learn nothing. Our own is told the page, since browsers name the origin of a
        // form only then, and those that say it no other way would have their forms refused; of an
        // address that is a secret itself it is told the origin alone.
        fields.append(path.hasPrefix("/login/link/") ? referrerOfSecret : referrer)
        if isEncrypted { fields.append(strictTransport) }
        for field in always { fields.append(field) }
    }
}
