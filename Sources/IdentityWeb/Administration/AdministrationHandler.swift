import Hummingbird
import Identity
import Kernel
import Tenancy
import WebSupport

/// `/admin/`, which leads to everything, and `/admin/health/`.
struct AdministrationHandler: Sendable {
    static let path = "/admin"
    static let healthPath = "/admin/health"

    let parts: Administration
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get(Self.path, overview)
        routes.get(Self.healthPath) { request, context in
            let scope = try await looking(request, context)
            let time = scope.map { LocalTime($0.tenant) } ?? .utc
            let page = HealthPage(
                layout: layout(context, scope, "Health"), zone: time.zone,
                rows: try await HealthRows(
                    parts: parts, scope: scope, time: time, now: environment.now()
                )
                .rows())
            return .html(try environment.pages.render(page, template: "health"))
        }
    }

    @Sendable
    private func overview(
        _ request: Request, _ context: AppRequestContext
    ) async throws -> Response {
        let visitor = try context.loggedIn()
        if visitor.isOperator, visitor.memberships.isEmpty {
            return .redirect(toPath: "\(TenantsPageHandler.path)/")
        }
        let scope = try await environment.tenants.scope(of: request, context)
        let installation = visitor.isOperator ? try context.installationScope(request) : nil
        let tiles = AdministrationTiles(parts: parts, scope: scope, now: environment.now())
        let page = AdministrationPage(
            layout: layout(context, scope, "Administration"), tenant: scope.tenant.name.text,
            tiles: try await tiles.all(installation))
        return .html(try environment.pages.render(page, template: "administration"))
    }

    /// Owners and admins look at how the server is, and so do operators, also those who belong to
    /// no company.
    private func looking(
        _ request: Request, _ context: AppRequestContext
    ) async throws -> Scope? {
        let visitor = try context.loggedIn()
        if visitor.isOperator, visitor.memberships.isEmpty { return nil }
        let scope = try await environment.tenants.scope(of: request, context)
        if !visitor.isOperator { try scope.require(.manageSecurity) }
        return scope
    }

    private func layout(
        _ context: AppRequestContext, _ scope: Scope?, _ title: String
    ) -> PageLayout {
        environment.layout(
            context, scope, title: title, section: .none,
            stylesheets: [AdministrationFeature.stylesheet.name])
    }
}
