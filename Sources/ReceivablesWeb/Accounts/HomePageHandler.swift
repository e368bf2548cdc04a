import Hummingbird
import Kernel
import Receivables
import Tenancy
import WebSupport

/// `GET /` and `GET /ar/`: how the receivables stand; and what its charts draw.
struct HomePageHandler: Sendable {
    static let agingPath = "/ar/api/aging-chart"
    static let trendPath = "/ar/api/balance-trend"

    let reader: AccountsReader
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        for path in ["/", "/ar"] {
            routes.get(path) { request, context in
                let scope = try await environment.tenants.scope(of: request, context)
                let overview = try await reader.home(scope, scope.today(at: environment.now()))
                let page = HomePage(
                    overview, scope: scope,
                    layout: environment.layout(
                        context, scope, title: "Home", section: .home,
                        stylesheets: [AccountsFeature.stylesheet.name]))
                return .html(try environment.pages.render(page, template: "home"))
            }
        }
        routes.get(Self.agingPath) { request, context in
            let scope = try await environment.tenants.scope(of: request, context)
            let (limits, distribution) = try await reader.distribution(
                scope, scope.today(at: environment.now()))
            return .json(ChartJSON(scope.tenant.currency).aging(distribution, limits))
        }
        routes.get(Self.trendPath) { request, context in
            let scope = try await environment.tenants.scope(of: request, context)
            let points = try await reader.trend(scope, scope.today(at: environment.now()))
            return .json(ChartJSON(scope.tenant.currency).trend(points))
        }
    }
}
