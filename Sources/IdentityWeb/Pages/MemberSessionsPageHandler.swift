import Hummingbird
import Identity
import Kernel
import Tenancy
import WebSupport

/// `/admin/sessions/`: where the members of a tenant are logged in; ends one session, all of one
/// person, or those of everybody else. In a browser alone: whoever looks at them sees their own too.
struct MemberSessionsPageHandler: Sendable {
    static let path = "/admin/sessions"
    static let endOthersPath = "/admin/sessions/end"

    let security: SecurityService
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get(Self.path, page)
        routes.post(Self.endOthersPath, endOthers)
        routes.post("\(Self.path)/:id/end", end)
        routes.post("\(Self.path)/of/:id/end", endAll)
    }

    @Sendable
    private func page(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let scope = try await scope(request, context)
        let page = MemberSessionsPage(
            try await security.sessions(scope, at: environment.now()), scope: scope,
            layout: environment.layout(
                context, scope, title: "Sessions", section: .none,
                stylesheets: [MembersFeature.stylesheet.name]))
        return .html(try environment.pages.render(page, template: "member-sessions"))
    }

    @Sendable
    private func end(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let scope = try await scope(request, context)
        try scope.require(.manageSecurity)
        try context.requireRecentProof(at: environment.now(), backTo: "\(Self.path)/")
        let id: ID<SessionListing> = try context.pathID(orThrow: IdentityError.unknownSession)
        try await security.end(scope, id)
        return Self.done("That session has ended.")
    }

    @Sendable
    private func endAll(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let scope = try await scope(request, context)
        try scope.require(.manageSecurity)
        try context.requireRecentProof(at: environment.now(), backTo: "\(Self.path)/")
        let id: ID<User> = try context.pathID(orThrow: IdentityError.notMember)
        try await security.endAll(scope, of: id, at: environment.now())
        return Self.done("They are logged out everywhere.")
    }

    @Sendable
    private func endOthers(
        _ request: Request, _ context: AppRequestContext
    ) async throws -> Response {
        let scope = try await scope(request, context)
        try scope.require(.manageSecurity)
        try context.requireRecentProof(at: environment.now(), backTo: "\(Self.path)/")
        let count = try await security.endAllOthers(scope)
        return Self.done(count == 1 ? "1 session has ended." : "\(count) sessions have ended.")
    }

    /// As whom somebody asks who is logged in with a browser.
    ///
    /// - Throws: `WebError.loginNeeded`, also for a program.
    private func scope(
        _ request: Request, _ context: AppRequestContext
    ) async throws -> Scope {
        guard try context.loggedIn().isInBrowser else { throw WebError.loginNeeded }
        return try await environment.tenants.scope(of: request, context)
    }

    private static func done(_ text: String) -> Response {
        .redirect(toPath: "\(path)/", flash: Flash(kind: .success, text: text))
    }
}
