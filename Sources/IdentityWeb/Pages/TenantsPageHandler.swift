import Hummingbird
import Identity
import Kernel
import Tenancy
import WebSupport

/// `/admin/tenants/`: the companies of the installation, for its operators: creates them, suspends
/// them and opens them again.
struct TenantsPageHandler: Sendable {
    static let path = "/admin/tenants"
    private static let bodyBytesMax = 16 << 10

    let operators: OperatorService
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get(Self.path) { request, context in
            try await page(request, try context.installationScope(request), context)
        }
        routes.post(Self.path, bodyBytesMax: Self.bodyBytesMax, create)
        routes.post("\(Self.path)/:name/suspend", bodyBytesMax: Self.bodyBytesMax, suspend)
        routes.post("\(Self.path)/:name/resume", bodyBytesMax: Self.bodyBytesMax) {
            request, context in
            let scope = try context.provenOperator(request, environment)
            let name = try context.namedTenant()
            try await operators.resume(scope, name)
            return back("\(name) is open again.")
        }
    }

    /// Nobody works there any more then, so its name is typed first, as where it is deleted.
    @Sendable
    private func suspend(
        _ request: Request, _ context: AppRequestContext
    ) async throws -> Response {
        let scope = try context.provenOperator(request, environment)
        let name = try context.namedTenant()
        guard try await request.form(context).raw("name") == name.text else {
            var response = try await page(request, scope, context, notSuspended: name)
            response.status = .unprocessableContent
            return response
        }
        try await operators.suspend(scope, name)
        return back("\(name) is closed to everybody. Its data stays.")
    }

    /// The answer is the page itself: the link on it is a secret, which no redirect could carry.
    @Sendable
    private func create(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let scope = try context.provenOperator(request, environment)
        let form = try await request.form(context)
        var draft = TenantDraft(name: form.raw("name"))
        draft.currency = form.raw("currency")
        draft.timeZone = form.raw("time_zone")
        draft.locale = form.raw("locale")
        draft.owner = form.raw("owner")
        do {
            let made = try await operators.create(
                scope, try draft.settings(), owner: try EmailAddress(form.raw("owner")),
                at: environment.now())
            return try await page(
                request, scope, context, created: made.tenant.name.text,
                invitation: made.owner.map {
                    Invitation($0, origin: context.linkBase(for: request))
                })
        } catch let error as any DomainError
            where error.kind == .invalid || error.kind == .conflict
        {
            var response = try await page(
                request, scope, context, draft: draft, problem: error.userMessage)
            response.status = .unprocessableContent
            return response
        }
    }

    private func page(
        _ request: Request, _ scope: InstallationScope, _ context: AppRequestContext,
        draft: TenantDraft = TenantDraft(), problem: String? = nil, created: String? = nil,
        invitation: Invitation? = nil, notSuspended: TenantName? = nil
    ) async throws -> Response {
        let query = try QueryParameters(request, ignoresEmpty: true)
        let text = try notSuspended?.text ?? query.text("q") ?? ""
        let found = try await operators.list(
            scope, containing: text.lowercased(), after: try query.text("after") ?? "")
        let count = try await operators.count(scope)
        let page = TenantsPage(
            layout: environment.layout(
                context, nil, title: "Companies", section: .none,
                stylesheets: [MembersFeature.stylesheet.name]),
            found: found, count: count, search: text,
            time: try await environment.tenants.time(of: request, context),
            notSuspended: notSuspended, draft: draft, problem: problem,
            created: created, invitation: invitation)
        return .html(try environment.pages.render(page, template: "tenants"))
    }

    private func back(_ text: String) -> Response {
        .redirect(toPath: "\(Self.path)/", flash: Flash(kind: .success, text: text))
    }
}
