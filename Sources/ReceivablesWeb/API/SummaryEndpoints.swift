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

    private static let customer = APIParameterInfo(
        name: "customer", about: "The customer's id.", schema: .id, place: .path,
        isRequired: true)
    private static let asOf = APIParameterInfo(
        name: "as_of", about: "The day; today without it.", schema: .date)
    private static let page = APIParameterInfo(
        name: "page", about: "Which page of a hundred, from 1.", schema: .integer(1...1_000_000))
    private static let pastCaches = APIParameterInfo(
        name: "_",
        about: "Says nothing: libraries of browsers add a number to get past caches.",
        schema: .text(APIText(example: "1767225600000")))

    private static let common = [asOf, pastCaches]

    func add(to routes: inout RouteTable) {
        for operation in [stats, distribution, breakdown, details] {
            routes.add(operation, environment)
        }
    }

    private var stats: APIOperation {
        Self.operation(
            "summary-stats", "getSummaryStats", "Key figures", SummarySchemas.stats
        ) { request, context in
            let (scope, day, _) = try await question(request, context)
            return try await answer(request, "summary-stats", ["\(day)"], scope) { json in
                try json.stats(try await reader.stats(scope, day))
            }
        }
    }

    private var distribution: APIOperation {
        Self.operation(
            "aging-distribution", "getAgingDistribution", "What is open, by how late it is",
            SummarySchemas.distribution
        ) { request, context in
            let (scope, day, _) = try await question(request, context)
            return try await answer(request, "aging-distribution", ["\(day)"], scope) { json in
                try json.distribution(try await reader.distribution(scope, day))
            }
        }
    }

    private var breakdown: APIOperation {
        Self.operation(
            "customer-breakdown", "getCustomerBreakdown", "Who owes how much",
            SummarySchemas.customers, [Self.page]
        ) { request, context in
            let (scope, day, query) = try await question(request, context, Self.page)
            let page = try query.integer("page", in: 1...1_000_000) ?? 1
            let asked = ["\(day)", "\(page)"]
            return try await answer(request, "customer-breakdown", asked, scope) { json in
                try json.customers(try await reader.customers(scope, day, page))
            }
        }.with { $0.problems.append(AgingError.pastTheEnd) }
    }

    private var details: APIOperation {
        Self.operation(
            "invoice-details/:customer", "getInvoiceDetails", "A customer's open items",
            SummarySchemas.invoices, [Self.customer]
        ) { request, context in
            let (scope, day, _) = try await question(request, context)
            let text = context.parameters.get("customer") ?? ""
            guard let customer = CustomerID(text) else { throw AgingError.unknownCustomer(text) }
            let asked = ["\(day)", "\(customer)"]
            return try await answer(request, "invoice-details", asked, scope) { json in
                try json.invoices(try await reader.invoices(scope, day, customer))
            }
        }.with { $0.problems.append(AgingError.unknownCustomer("")) }
    }

    private static func operation(
        _ path: String, _ name: String, _ summary: String, _ answer: APIObjectSchema,
        _ parameters: [APIParameterInfo] = [], _ handler: @escaping RouteTable.Handler
    ) -> APIOperation {
        APIOperation(
            plain: .get, "/ar/api/\(path)", name, .dashboard, summary, answer: .object(answer),
            handler
        ).with {
            $0.about = "Amounts are numbers with two decimals, in the company's currency."
            $0.permission = .readReceivables
            $0.parameters = parameters + common
            $0.hasTag = true
            $0.readsQueryItself = true
            $0.isQuick = true
            $0.problems = [AgingError.totalTooLarge]
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
    ///
    /// - Parameter more: what else the question may have.
    private func question(
        _ request: Request, _ context: AppRequestContext, _ more: APIParameterInfo...
    ) async throws -> (Scope, LocalDate, QueryParameters) {
        let query = try QueryParameters(request)
        try query.allowOnly((more + Self.common).map(\.name))
        let asOf = try query.date("as_of")
        let scope = try await environment.tenants.scope(of: request, context)
        return (scope, asOf ?? scope.today(at: environment.now()), query)
    }
}
