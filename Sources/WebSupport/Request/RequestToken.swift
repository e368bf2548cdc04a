import Hummingbird
import Kernel
import Tenancy

/// Checks that a request which changes something was sent by our own page, and remembers which
/// company that page was about: the visitor may work in another one by then, in which the same
/// number means something else.
///
/// A page's token is the visitor's, followed by a point and the company's number where it is about
/// one: `0Zq…k.17`.
enum RequestToken {
    static let field = "csrf_token"
    private static let separator: Character = "."

    /// What a page about a company has in its forms.
    static func text(_ token: String, of tenant: ID<Tenant>?) -> String {
        guard !token.isEmpty, let tenant else { return token }
        return "\(token)\(separator)\(tenant)"
    }
    private static let safeMethods: [HTTPRequest.Method] = [.get, .head, .options]

    static func isNeeded(by request: Request) -> Bool {
        !safeMethods.contains(request.method)
    }

    /// Refuses what a browser says comes from another site. This also covers forms that are sent
    /// before anybody is logged in. Browsers that do not say it in so many words name the page's
    /// origin.
    ///
    /// - Parameter publicOrigin: what the server is called on the web, whatever a proxy makes of
    ///   the host.
    /// - Throws: `WebError.foreignPage`.
    static func checkSite(
        of request: Request, publicOrigin: WebOrigin? = nil
    ) throws(WebError) {
        if let site = request.headers[HeaderNames.fetchSite] {
            guard site == "same-origin" || site == "none" else { throw .foreignPage }
        }
        guard let sender = request.headers[.origin] else { return }
        // Where a browser was told to send no referrer it names no origin for forms; that the page
        // is ours it says in the other header, which no page can write.
        if sender == "null", request.headers[HeaderNames.fetchSite] == "same-origin" { return }
        guard let origin = WebOrigin(sender) else { throw .foreignPage }
        let own = request.head.authority.flatMap { authority in
            WebOrigin("\(request.head.scheme ?? "http")://\(authority)")
        }
        guard origin == own || origin == publicOrigin else { throw .foreignPage }
    }

    /// Compares the token that came along, in a header or in a form's field, with the visitor's.
    /// A form's body is read for it and can be read again.
    ///
    /// - Throws: `WebError.tokenWrong`, what reading the body throws.
    static func check(
        _ request: inout Request, _ context: AppRequestContext, of visitor: Visitor
    ) async throws {
        guard visitor.isInBrowser else { return }
        if let sent = request.headers[HeaderNames.csrfToken] {
            return try check(sent, of: visitor, context.facts)
        }
        guard request.isForm else { throw WebError.tokenWrong }
        let body = try await request.collectBody(upTo: context.maxUploadSize)
        let fields = try QueryParameters(query: String(buffer: body))
        try check(fields.raw(field), of: visitor, context.facts)
    }

    /// - Throws: `WebError.tokenWrong`.
    static func check(
        _ text: String, of visitor: Visitor, _ facts: RequestFacts
    ) throws(WebError) {
        guard visitor.isInBrowser else { return }
        let parts = text.split(separator: separator, omittingEmptySubsequences: false)
        guard parts.count <= 2 else { throw .tokenWrong }
        let (sent, own) = (Array(parts[0].utf8), Array(visitor.csrfToken.utf8))
        guard !own.isEmpty, sent.count == own.count else { throw .tokenWrong }
        // Always to the end: how long it takes says nothing about where they differ.
        let difference = zip(sent, own).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
        guard difference == 0 else { throw .tokenWrong }
        guard parts.count == 2 else { return }
        guard let tenant = ID<Tenant>(String(parts[1])) else { throw .tokenWrong }
        facts.pageTenant = tenant
    }
}
