import Hummingbird
import Identity
import Kernel
import Tenancy
import WebSupport

/// `/login/sso`: logs in at the provider that an address's domain belongs to, or connects the
/// account of whoever is logged in; `/login/sso/callback`: where the provider sends them back.
struct SignOnPageHandler: Sendable {
    static let path = "/login/sso"
    private static let home = "/"
    private static let bodyBytesMax = 16 << 10

    let login: SignOnLogin
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get(Self.path) { request, context in
            try await page(request, context, next: try Self.next(request))
        }
        routes.post(Self.path, bodyBytesMax: Self.bodyBytesMax, begin)
        routes.get(SignOnLogin.callbackPath, finish)
    }

    /// The answer is a page that leads on by itself: a browser lets no form be redirected to
    /// another host.
    @Sendable
    private func begin(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let next = try Self.next(request)
        let form = try await request.form(context)
        let typed = form.raw("email")
        let (user, own) = Self.person(context)
        // Who comes for a fresh proof logs in once more instead of connecting anything.
        let provesAgain = user != nil && !form.raw("again").isEmpty
        if let user, !provesAgain {
            // Before the way to the provider, which would be for nothing.
            if try await login.standing(of: user, in: SessionCookie.token(of: request)).isByProvider
            {
                return try await page(
                    request, context, next: next, problem: SignOnError.ownProofNeeded)
            }
            // From then on whoever rules the provider gets in.
            try context.requireRecentProof(
                at: environment.now(), backTo: next?.after(Self.path) ?? Self.path)
        }
        do {
            let start = try await login.begin(
                email: own ?? typed, next: next?.text ?? Self.home,
                connecting: provesAgain ? nil : user, asksAgain: provesAgain,
                at: environment.now())
            var response = try await page(request, context, start: start, next: next)
            response.setCookie(SignOnCookie.keeping(start.browser, for: request))
            return response
        } catch let error as any DomainError where error.kind != .internalFailure {
            return try await page(request, context, email: typed, next: next, problem: error)
        }
    }

    @Sendable
    private func finish(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let query = try QueryParameters(request, ignoresEmpty: true)
        func given(_ name: String) -> String? {
            let text = query.raw(name)
            return text.isEmpty ? nil : text
        }
        let brought = SignOnReturn(
            state: query.raw("state"), code: given("error") == nil ? given("code") : nil,
            issuer: given("iss"), browser: SignOnCookie.token(of: request),
            visitor: context.visitor?.actor, origin: request.origin(context),
            previous: SessionCookie.token(of: request))
        var response: Response
        do {
            switch try await login.finish(brought, at: environment.now()) {
            case .loggedIn(let token, let next):
                response = .loggedIn(token, to: next, for: request)
            case .codeNeeded(let pending, let next):
                response = .codeNeeded(pending, next: LocalPath(next), for: request)
            case .connected(let next):
                response = .redirect(
                    toPath: next,
                    flash: Flash(kind: .success, text: "Your account is connected."))
            }
        } catch let error as any DomainError where error.kind != .internalFailure {
            response = try await page(request, context, problem: error)
        }
        response.setCookie(SignOnCookie.forgetting(for: request))
        return response
    }

    private func page(
        _ request: Request, _ context: AppRequestContext, start: SignOnStart? = nil,
        email: String = "", next: LocalPath? = nil, problem: (any DomainError)? = nil
    ) async throws -> Response {
        let (user, own) = Self.person(context)
        var standing: SignOnStanding?
        if let user {
            standing = try await login.standing(of: user, in: SessionCookie.token(of: request))
        }
        let page = SignOnPage(
            layout: environment.layout(
                context, nil, title: "Single sign-on", section: .none,
                stylesheets: [IdentityFeature.stylesheet.name]),
            visitorEmail: own, standing: standing, start: start, email: email,
            next: next?.login.split(separator: "?").last.map(String.init), problem: problem)
        var response = Response.html(try environment.pages.render(page, template: "sign-on"))
        if problem != nil { response.status = .unprocessableContent }
        return response
    }

    private static func next(_ request: Request) throws -> LocalPath? {
        let next = LocalPath(next: try QueryParameters(request, ignoresEmpty: true))
        // What is written down until the provider answers must open nothing by itself.
        return next.flatMap { $0.namesLink ? nil : $0 }
    }

    /// Who is logged in with a browser.
    private static func person(_ context: AppRequestContext) -> (ID<User>?, email: String?) {
        guard let visitor = context.visitor, visitor.isInBrowser,
            case .person(let id, let email) = visitor.actor
        else { return (nil, nil) }
        return (ID(id), email)
    }
}
