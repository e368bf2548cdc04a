import Hummingbird
import Identity
import Kernel
import Tenancy
import WebSupport

/// `/account/`: how somebody logs in, and where they are logged in; ends one of their sessions or all of them.
struct AccountPageHandler: Sendable {
    static let path = "/account"
    static let endAllPath = "/account/sessions/end"

    let sessions: SessionService
    let proofs: ProofService
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get(Self.path, page)
        routes.post(Self.endAllPath, endAll)
        routes.post("\(Self.path)/sessions/:id/end", end)
    }

    @Sendable
    private func page(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let (user, email) = try Self.person(context)
        let own = try await sessions.list(
            of: user, current: SessionCookie.token(of: request), at: environment.now())
        let page = AccountPage(
            own, email: email, means: try await proofs.means(of: user),
            time: try await environment.tenants.time(of: request, context),
            layout: environment.layout(
                context, nil, title: "Your account", section: .none,
                stylesheets: [IdentityFeature.stylesheet.name]))
        return .html(try environment.pages.render(page, template: "account"))
    }

    @Sendable
    private func end(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let (user, _) = try Self.person(context)
        guard let id = context.parameters.get("id").flatMap({ ID<SessionListing>($0) }) else {
            throw IdentityError.unknownSession
        }
        try await sessions.end(id, of: user, from: request.origin(context))
        return .redirect(
            toPath: "\(Self.path)/",
            flash: Flash(kind: .success, text: "That session has ended."))
    }

    @Sendable
    private func endAll(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let (user, _) = try Self.person(context)
        try await sessions.endAll(of: user, from: request.origin(context))
        var response = Response.redirect(
            toPath: "/login",
            flash: Flash(kind: .success, text: "You are logged out everywhere."))
        response.setCookie(SessionCookie.forgetting(for: request))
        return response
    }

    private static func person(
        _ context: AppRequestContext
    ) throws(WebError) -> (ID<User>, email: String) {
        guard case .person(let id, let email) = try context.loggedIn().actor else {
            throw .loginNeeded
        }
        return (ID(id), email)
    }
}
