import Hummingbird
import Kernel
import Receivables
import Tenancy
import WebSupport

/// `GET /ar/customers/`: all customers with what they owe.
struct CustomerListHandler: Sendable {
    static let pageMax = 1_000_000

    let reader: AccountsReader
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get("/ar/customers") { request, context in
            let query = try QueryParameters(request, ignoresEmpty: true)
            let scope = try await environment.tenants.scope(of: request, context)
            let today = scope.today(at: environment.now())
            let question = try Self.question(query, today: today)
            let page = CustomerListPage(
                try await reader.customers(scope, question), of: question, today: today,
                tenant: scope.tenant,
                layout: environment.layout(
                    context, scope, title: "Customers", section: .customers,
                    stylesheets: [AccountsFeature.stylesheet.name]))
            return .html(try environment.pages.render(page, template: "customers"))
        }
    }

    static func question(
        _ query: QueryParameters, today: LocalDate
    ) throws(QueryError) -> CustomerListRequest {
        try query.allowOnly(["q", "show", "sort", "order", "page", AccountDay.parameter])
        let sort: CustomerListRequest.Sort = try query.choice("sort") ?? .balance
        return CustomerListRequest(
            asOf: try AccountDay.read(query, today: today), search: query.raw("q"),
            choice: try query.choice("show") ?? .all, sort: sort,
            order: try query.choice("order") ?? CustomerListPage.usualOrder(sort),
            page: try query.integer("page", in: 1...pageMax) ?? 1)
    }
}
