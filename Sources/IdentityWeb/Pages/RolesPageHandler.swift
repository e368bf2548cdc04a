import Hummingbird
import WebSupport

/// `/admin/roles/`: what each role may do, straight from the table that decides it.
struct RolesPageHandler: Sendable {
    static let path = "/admin/roles"

    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get(Self.path) { request, context in
            let scope = try await environment.tenants.scope(of: request, context)
            let page = RolesPage(
                layout: environment.layout(
                    context, scope, title: "Roles", section: .none,
                    stylesheets: [MembersFeature.stylesheet.name]))
            return .html(try environment.pages.render(page, template: "roles"))
        }
    }
}
