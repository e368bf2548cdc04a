import Hummingbird
import Kernel
import Receivables
import Tenancy
import WebSupport

/// The figures of a dashboard under `/ar/api/`, each from one statement, kept for as long as they
/// are exact.
struct SummaryEndpoints: Sendable {
    let reader: ReceivablesReader
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get("/ar/api/summary-stats", isQuick: true) { request, context in
            let (scope, day, _) = try await question(request, context)
            return try await answer(request, "summary-stats", ["\(day)"], scope) { json in
                try json.stats(try await reader.stats(scope, day))
            }
        }
        routes.get("/ar/api/aging-distribution", isQuick: true) { request, context in
            let (scope, day, _) = try await question(request, context)
            return try await answer(request, "aging-distribution", ["\(day)"], scope) { json in
                try json.distribution(try await reader.distribution(scope, day))
            }
        }
        routes.get("/ar/api/customer-breakdown", isQuick: true) { request, context in
            let (scope, day, query) = try await question(request, context)
            let page = try query.integer("page", in: 1...1_000_000) ?? 1
            let asked = ["\(day)", "\(page)"]
            return try await answer(request, "customer-breakdown", asked, scope) { json in
                try json.customers(try await reader.customers(scope, day, page))
            }
        }
        routes.get("/ar/api/invoice-details/:customer", isQuick: true) { request, context in
            let (scope, day, _) = try await question(request, context)
            let text = context.parameters.get("customer") ?? ""
            guard let customer = CustomerID(text) else { throw AgingError.unknownCustomer(text) }
            let asked = ["\(day)", "\(customer)"]
            return try await answer(request, "invoice-details", asked, scope) { json in
                try json.invoices(try await reader.invoices(scope, day, customer))
            }
        }
    }

    private func answer(
        _ request: Request, _ name: String, _ asked: [String], _ scope: Scope,
        _ make: @escaping @Sendable (SummaryJSON) async throws -> [UInt8]
    ) async throws -> Response {
        try await environment.answer(request, AnswerQuestion(name, asked, for: scope)) {
            try await make(SummaryJSON(currency: scope.tenant.currency))
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
