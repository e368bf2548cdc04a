import Hummingbird
import Kernel
import Receivables
import Tenancy
import WebSupport

/// The figures of a dashboard under `/ar/api/`, each from one statement and never cached.
///
/// Parameters they do not know are ignored, as their callers add their own to get past caches.
struct SummaryEndpoints: Sendable {
    let reader: ReceivablesReader
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get("/ar/api/summary-stats") { request, context in
            let (scope, day, _) = try await question(request, context)
            let stats = try await reader.stats(scope, day)
            return .json(try SummaryJSON(currency: scope.tenant.currency).stats(stats))
        }
        routes.get("/ar/api/aging-distribution") { request, context in
            let (scope, day, _) = try await question(request, context)
            let distribution = try await reader.distribution(scope, day)
            return .json(
                try SummaryJSON(currency: scope.tenant.currency).distribution(distribution))
        }
        routes.get("/ar/api/customer-breakdown") { request, context in
            let (scope, day, query) = try await question(request, context)
            let page = try query.integer("page", in: 1...1_000_000) ?? 1
            let customers = try await reader.customers(scope, day, page)
            return .json(try SummaryJSON(currency: scope.tenant.currency).customers(customers))
        }
        routes.get("/ar/api/invoice-details/:customer") { request, context in
            let (scope, day, _) = try await question(request, context)
            let text = context.parameters.get("customer") ?? ""
            guard let customer = CustomerID(text) else { throw AgingError.unknownCustomer(text) }
            let invoices = try await reader.invoices(scope, day, customer)
            return .json(try SummaryJSON(currency: scope.tenant.currency).invoices(invoices))
        }
    }

    /// Whose figures, and of which day.
    private func question(
        _ request: Request, _ context: AppRequestContext
    ) async throws -> (Scope, LocalDate, QueryParameters) {
        let query = try QueryParameters(request)
        // The underscore is what browsers' libraries add to get past a cache.
        try query.allowOnly(["as_of", "page", "_"])
        let asOf = try query.date("as_of")
        let scope = try await environment.tenants.scope(of: request, context)
        return (scope, asOf ?? scope.today(at: environment.now()), query)
    }
}
