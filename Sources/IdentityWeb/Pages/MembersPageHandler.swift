import Hummingbird
import Identity
import Kernel
import Tenancy
import WebSupport

/// `/admin/members/`: who belongs to the tenant; takes people in and out and changes their roles.
struct MembersPageHandler: Sendable {
    static let path = "/admin/members"
    private static let bodyBytesMax = 16 << 10
    private static let nameLengthMax = 200

    let members: MemberService
    let groups: MembersFeature.Groups
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get(Self.path) { request, context in
            let scope = try await environment.tenants.scope(of: request, context)
            return try await page(scope, context)
        }
        routes.post(Self.path, bodyBytesMax: Self.bodyBytesMax, takeIn)
        routes.post("\(Self.path)/:id/role", bodyBytesMax: Self.bodyBytesMax, changeRole)
        routes.post("\(Self.path)/:id/remove", bodyBytesMax: Self.bodyBytesMax, remove)
    }

    /// The answer is the page itself: the link on it is a secret, which no redirect could carry.
    @Sendable
    private func takeIn(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let scope = try await environment.tenants.scope(of: request, context)
        try scope.require(.manageMembers)
        try context.requireRecentProof(at: environment.now(), backTo: "\(Self.path)/")
        let form = try await request.form(context)
        let draft = MemberDraft(form)
        do {
            let added = try await members.add(
                scope, try EmailAddress(draft.email),
                name: draft.name.isEmpty ? nil : String(draft.name.prefix(Self.nameLengthMax)),
                role: try Self.role(draft.role),
                portfolio: try PortfolioChoice.read(form, of: try await groups(scope)),
                at: environment.now())
            return try await page(
                scope, context,
                invitation: Invitation(added, origin: context.linkBase(for: request)))
        } catch let error as IdentityError where error.kind != .internalFailure {
            var response = try await page(
                scope, context, draft: draft, problem: error.userMessage)
            response.status = .unprocessableContent
            return response
        }
    }

    @Sendable
    private func changeRole(
        _ request: Request, _ context: AppRequestContext
    ) async throws -> Response {
        let scope = try await environment.tenants.scope(of: request, context)
        try scope.require(.manageMembers)
        let user = try Self.user(context)
        let role = try Self.role(try await request.form(context).raw("role"))
        try context.requireRecentProof(at: environment.now(), backTo: "\(Self.path)/")
        try await members.change(scope, user, to: role)
        return .redirect(
            toPath: "\(Self.path)/",
            flash: Flash(kind: .success, text: "The role is \(role.rawValue) now."))
    }

    @Sendable
    private func remove(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let scope = try await environment.tenants.scope(of: request, context)
        try scope.require(.manageMembers)
        let user = try Self.user(context)
        try context.requireRecentProof(at: environment.now(), backTo: "\(Self.path)/")
        try await members.remove(scope, user)
        return .redirect(
            toPath: "\(Self.path)/",
            flash: Flash(kind: .success, text: "They do not belong to this company any more."))
    }

    func page(
        _ scope: Scope, _ context: AppRequestContext, draft: MemberDraft = MemberDraft(),
        problem: String? = nil, invitation: Invitation? = nil
    ) async throws -> Response {
        let page = MembersPage(
            try await members.list(scope), pending: try await members.invitations.list(scope),
            groups: try await groups(scope), scope: scope,
            layout: environment.layout(
                context, scope, title: "People", section: .none,
                stylesheets: [MembersFeature.stylesheet.name]),
            at: environment.now(), draft: draft, problem: problem, invitation: invitation)
        return .html(try environment.pages.render(page, template: "members"))
    }

    static func user(_ context: AppRequestContext) throws(IdentityError) -> ID<User> {
        try context.pathID(orThrow: IdentityError.notMember)
    }

    private static func role(_ text: String) throws(IdentityError) -> Role {
        guard let role = Role(rawValue: text) else { throw .unknownRole(text) }
        return role
    }
}
