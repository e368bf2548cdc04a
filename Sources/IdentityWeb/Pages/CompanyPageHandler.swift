import Hummingbird
import Identity
import Kernel
import Tenancy
import WebSupport

/// `/admin/company/`: what the company is called and how it counts, everything it has as one file,
/// and its end.
struct CompanyPageHandler: Sendable {
    static let path = "/admin/company"
    private static let bodyBytesMax = 16 << 10

    let tenants: TenantService
    let exports: CompanyExports
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get(Self.path) { request, context in
            let scope = try await environment.tenants.scope(of: request, context)
            try scope.require(.manageTenant)
            return try page(scope, context, CompanyDraft(scope.tenant))
        }
        routes.post(Self.path, bodyBytesMax: Self.bodyBytesMax, save)
        routes.post("\(Self.path)/export", bodyBytesMax: Self.bodyBytesMax, export)
        routes.post("\(Self.path)/delete", bodyBytesMax: Self.bodyBytesMax, delete)
    }

    @Sendable
    private func save(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let scope = try await environment.tenants.scope(of: request, context)
        try scope.require(.manageTenant)
        let draft = CompanyDraft(
            try await request.form(context), currency: scope.tenant.currency)
        // Whatever names the company leads elsewhere afterwards.
        if draft.name != scope.tenant.name.text {
            try context.requireRecentProof(at: environment.now(), backTo: "\(Self.path)/")
        }
        do {
            let changed = try await tenants.change(scope, try draft.changes())
            var response = Response.redirect(
                toPath: "\(Self.path)/",
                flash: Flash(kind: .success, text: "The settings are stored."))
            // Under its old name the choice would lead nowhere.
            if changed.name != scope.tenant.name {
                response.choose(changed.name)
            }
            return response
        } catch let error as any DomainError
            where error.kind == .invalid || error.kind == .conflict
        {
            var response = try page(scope, context, draft, problem: error.userMessage)
            response.status = .unprocessableContent
            return response
        }
    }

    @Sendable
    private func export(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let scope = try await environment.tenants.scope(of: request, context)
        try scope.require(.manageTenant)
        try context.requireRecentProof(at: environment.now(), backTo: "\(Self.path)/")
        return try await exports.desk.answer(request, context, scope, exports.work(scope))
    }

    @Sendable
    private func delete(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let scope = try await environment.tenants.scope(of: request, context)
        try scope.require(.manageTenant)
        try context.requireRecentProof(at: environment.now(), backTo: "\(Self.path)/")
        guard try await request.form(context).raw("name") == scope.tenant.name.text else {
            var response = try page(
                scope, context, CompanyDraft(scope.tenant),
                deletionProblem: "This is not the company's name.")
            response.status = .unprocessableContent
            return response
        }
        try await tenants.delete(scope, at: environment.now())
        let days = TenantService.graceDays
        return .redirect(
            toPath: "/",
            flash: Flash(
                kind: .warning,
                text: "\(scope.tenant.name) is closed. Whoever runs this server can bring it back"
                    + " within \(days) days."))
    }

    private func page(
        _ scope: Scope, _ context: AppRequestContext, _ draft: CompanyDraft,
        problem: String? = nil, deletionProblem: String? = nil
    ) throws -> Response {
        let page = CompanyPage(
            layout: environment.layout(
                context, scope, title: "Company", section: .none,
                stylesheets: [MembersFeature.stylesheet.name]),
            tenant: scope.tenant, draft: draft, problem: problem, deletionProblem: deletionProblem)
        return .html(try environment.pages.render(page, template: "company"))
    }
}
