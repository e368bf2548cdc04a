import Hummingbird
import Identity
import Kernel
import Tenancy
import WebSupport

/// `/admin/security/`: of which roles a second factor is asked.
struct SecurityPageHandler: Sendable {
    static let path = "/admin/security"
    private static let bodyBytesMax = 4 << 10

    let security: SecurityService
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get(Self.path, page)
        routes.post(Self.path, bodyBytesMax: Self.bodyBytesMax, change)
    }

    @Sendable
    private func page(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let scope = try await environment.tenants.scope(of: request, context)
        let page = SecurityPage(
            try await security.secondFactorRoles(scope),
            try await security.sessions(scope, at: environment.now()), scope: scope,
            layout: environment.layout(
                context, scope, title: "Security", section: .none,
                stylesheets: [MembersFeature.stylesheet.name]))
        return .html(try environment.pages.render(page, template: "security"))
    }

    @Sendable
    private func change(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let scope = try await environment.tenants.scope(of: request, context)
        try scope.require(.manageSecurity)
        try context.requireRecentProof(at: environment.now(), backTo: "\(Self.path)/")
        let form = try await request.form(context)
        // Each role is a box of its own, since a field may stand in a form once.
        let roles = SecurityService.policyRoles.filter { !form.raw($0.rawValue).isEmpty }
        try await security.ask(scope, secondFactorOf: Set(roles))
        return .redirect(
            toPath: "\(Self.path)/",
            flash: Flash(kind: .success, text: "What is asked of members is changed."))
    }
}
