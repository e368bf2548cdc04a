package import Tenancy

/// What a browser brings back from a provider.
package struct SignOnReturn: Sendable {
    package let state: String
    package let code: String?
    /// Who the provider says it is, where it does.
    package let issuer: String?
    package let browser: SecretToken?
    /// Who is logged in; nil for nobody.
    package let visitor: Actor?
    package let origin: Origin
    /// The session that the browser had until now; it ends.
    package let previous: SecretToken?

    package init(
        state: String, code: String?, issuer: String?, browser: SecretToken?, visitor: Actor?,
        origin: Origin, previous: SecretToken?
    ) {
        self.state = state
        self.code = code
        self.issuer = issuer
        self.browser = browser
        self.visitor = visitor
        self.origin = origin
        self.previous = previous
    }
}
