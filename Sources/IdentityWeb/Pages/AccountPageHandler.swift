import Hummingbird
import Identity
import Kernel
import Tenancy
import WebSupport

/// `/account/`: how somebody logs in, and where they are logged in; ends one of their sessions or all of
/// them, a provider that lets them in, and their belonging to a company.
struct AccountPageHandler: Sendable {
    static let path = "/account"
    static let endAllPath = "/account/sessions/end"
    static let leavePath = "/account/leave"
    static let endProviderPath = "/account/providers/end"
    private static let bodyBytesMax = 16 << 10

    let sessions: SessionService
    let proofs: ProofService
    let members: MemberService
    let identities: SignOnIdentities
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get(Self.path) { request, context in try await page(request, context) }
        routes.post(Self.endAllPath, endAll)
        routes.post("\(Self.path)/sessions/:id/end", end)
        routes.post(Self.leavePath, bodyBytesMax: Self.bodyBytesMax, leave)
        routes.post(Self.endProviderPath, bodyBytesMax: Self.bodyBytesMax, endProvider)
    }

    private func page(
        _ request: Request, _ context: AppRequestContext, notLeft: TenantName? = nil
    ) async throws -> Response {
        let (user, email) = try Self.person(context)
        let own = try await sessions.list(
            of: user, current: SessionCookie.token(of: request), at: environment.now())
        let page = AccountPage(
            own, email: email,
            companies: (context.visitor?.memberships.keys).map { $0.map(\.text).sorted() } ?? [],
            notLeft: notLeft?.text, means: try await proofs.means(of: user),
            providers: try await identities.list(of: user),
            time: try await environment.tenants.time(of: request, context),
            layout: environment.layout(
                context, nil, title: "Your account", section: .none,
                stylesheets: [
                    IdentityFeature.stylesheet.name, MembersFeature.stylesheet.name,
                ]))
        return .html(try environment.pages.render(page, template: "account"))
    }

    @Sendable
    private func end(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let (user, _) = try Self.person(context)
        let id: ID<SessionListing> = try context.pathID(orThrow: IdentityError.unknownSession)
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

    @Sendable
    private func endProvider(
        _ request: Request, _ context: AppRequestContext
    ) async throws -> Response {
        let (user, session) = try context.person(request)
        try context.requireRecentProof(at: environment.now(), backTo: "\(Self.path)/")
        let form = try await request.form(context)
        let isOut = try await identities.end(
            form.raw("provider"), of: user, session: session, from: request.origin(context),
            at: environment.now())
        guard isOut else {
            return .redirect(
                toPath: "\(Self.path)/",
                flash: Flash(kind: .success, text: "That provider logs you in no more."))
        }
        var response = Response.redirect(
            toPath: "/login",
            flash: Flash(
                kind: .success,
                text: "That provider logs you in no more. Log in with your password."))
        response.setCookie(SessionCookie.forgetting(for: request))
        return response
    }

    /// Takes oneself out of a company: whoever took somebody in need not agree. Only they can undo
    /// it, so its name is typed first, as where a company is deleted.
    @Sendable
    private func leave(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let visitor = try context.loggedIn()
        _ = try context.person(request)
        try context.requireRecentProof(at: environment.now(), backTo: "\(Self.path)/")
        let form = try await request.form(context)
        let name = form.raw("company")
        let own = try await environment.tenants.own(visitor)
        guard let tenant = own.first(where: { $0.name.text == name }) else {
            throw TenancyError.notAccessible(name)
        }
        guard form.raw("name") == name else {
            var response = try await page(request, context, notLeft: tenant.name)
            response.status = .unprocessableContent
            return response
        }
        try await members.leave(
            Scope(
                tenant: tenant, actor: visitor.actor,
                grant: Grant(permissions: [], portfolio: nil), origin: request.origin(context)))
        return .redirect(
            toPath: "\(Self.path)/",
            flash: Flash(kind: .success, text: "You do not belong to \(tenant.name) any more."))
    }

    /// Whoever it is, in a browser: a program's token may be for one company alone, and this is about
    /// all that the person has.
    private static func person(
        _ context: AppRequestContext
    ) throws(WebError) -> (ID<User>, email: String) {
        let visitor = try context.loggedIn()
        guard visitor.isInBrowser, case .person(let id, let email) = visitor.actor else {
            throw .loginNeeded
        }
        return (ID(id), email)
    }
}
