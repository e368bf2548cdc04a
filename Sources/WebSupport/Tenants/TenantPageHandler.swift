import Hummingbird
import Kernel
import Tenancy

/// `/tenant`: lets a visitor who belongs to several tenants choose which one pages are about.
struct TenantPageHandler: Sendable {
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get(TenantChoice.path) { request, context in
            try await show(request, context)
        }
        routes.post(TenantChoice.path) { request, context in
            try await choose(request, context)
        }
    }

    private func show(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let visitor = try context.loggedIn()
        let query = try QueryParameters(request, ignoresEmpty: true)
        let page = TenantPage(
            layout: environment.layout(context, nil, title: "Choose a company", section: .none),
            names: try await environment.tenants.own(visitor).map(\.name.text),
            next: LocalPath(next: query)?.text ?? "/")
        return .html(try environment.pages.render(page, template: "tenant"))
    }

    private func choose(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let visitor = try context.loggedIn()
        let form = try await request.form(context)
        let chosen = form.raw("tenant")
        let own = try await environment.tenants.own(visitor)
        guard let tenant = own.first(where: { $0.name.text == chosen }) else {
            throw TenancyError.notAccessible(chosen)
        }
        var response = Response(
            status: .seeOther, headers: [.location: LocalPath(next: form)?.text ?? "/"])
        response.setCookie(TenantChoice(tenant.name).cookie)
        return response
    }
}
