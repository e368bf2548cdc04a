import Hummingbird
import Identity
import Kernel
import Tenancy
import WebSupport

/// `/admin/members/:id/portfolio`: which customers a member sees.
struct PortfolioPageHandler: Sendable {
    private static let bodyBytesMax = 16 << 10

    let members: MemberService
    let groups: MembersFeature.Groups
    let environment: WebEnvironment

    static func path(of user: ID<User>) -> String {
        "\(MembersPageHandler.path)/\(user)/portfolio"
    }

    func add(to routes: inout RouteTable) {
        let path = "\(MembersPageHandler.path)/:id/portfolio"
        routes.get(path) { request, context in
            let scope = try await environment.tenants.scope(of: request, context)
            try scope.require(.manageMembers)
            return try await page(scope, context)
        }
        routes.post(path, bodyBytesMax: Self.bodyBytesMax, change)
    }

    @Sendable
    private func change(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let scope = try await environment.tenants.scope(of: request, context)
        try scope.require(.manageMembers)
        try context.requireRecentProof(
            at: environment.now(), backTo: "\(MembersPageHandler.path)/")
        let user = try MembersPageHandler.user(context)
        let form = try await request.form(context)
        do {
            let portfolio = try PortfolioChoice.read(form, of: try await groups(scope))
            try await members.limit(scope, user, to: portfolio)
        } catch let error as IdentityError where error.kind == .invalid || error.kind == .conflict {
            var response = try await page(scope, context, problem: error.userMessage)
            response.status = .unprocessableContent
            return response
        }
        return .redirect(
            toPath: "\(MembersPageHandler.path)/",
            flash: Flash(kind: .success, text: "It holds from their next click on."))
    }

    private func page(
        _ scope: Scope, _ context: AppRequestContext, problem: String? = nil
    ) async throws -> Response {
        let user = try MembersPageHandler.user(context)
        guard let member = try await members.list(scope).first(where: { $0.user.id == user }) else {
            throw IdentityError.notMember
        }
        let page = PortfolioPage(
            member, groups: try await groups(scope),
            layout: environment.layout(
                context, scope, title: "Customers of \(member.user.email)", section: .none,
                stylesheets: [MembersFeature.stylesheet.name]),
            problem: problem)
        return .html(try environment.pages.render(page, template: "portfolio"))
    }
}
