import Hummingbird
import Kernel
import Receivables
import Tenancy
import WebSupport

/// `GET /ar/search?q=`: customers and documents; a few of them alone for the box in the header.
struct SearchHandler: Sendable {
    /// In the box; and on the page.
    static let hitsMax = 5
    static let pageHitsMax = 50

    let reader: AccountsReader
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get("/ar/search") { request, context in
            let query = try QueryParameters(request, ignoresEmpty: true)
            try query.allowOnly(["q"])
            let scope = try await environment.tenants.scope(of: request, context)
            let today = scope.today(at: environment.now())
            let terms = SearchTerms(query.raw("q"))
            let isBox = request.headers[HeaderNames.htmxRequest] == "true"
            let hits = try await reader.search(
                scope, terms, today, isBox ? Self.hitsMax : Self.pageHitsMax)
            let page = SearchPage(
                hits, of: terms, tenant: scope.tenant,
                layout: environment.layout(
                    context, scope, title: "Search", section: .none,
                    stylesheets: [AccountsFeature.stylesheet.name]))
            var response = Response.html(
                try environment.pages.render(page, template: isBox ? "search-hits" : "search"))
            response.headers[.vary] = HeaderNames.htmxRequest.rawName
            return response
        }
    }
}
