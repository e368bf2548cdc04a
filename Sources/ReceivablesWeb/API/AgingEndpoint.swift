import Hummingbird
import Kernel
import Receivables
import WebSupport

/// `GET /api/v1/reports/aging`: what `countinghouse report aging --format json` prints, with the
/// rows in pages.
struct AgingEndpoint: Sendable {
    static let path = "/api/v1/reports/aging"
    static let limitDefault = 100
    static let limitMax = 50_000

    let reader: ReceivablesReader
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.add(operation, environment)
    }

    private var operation: APIOperation {
        APIOperation(
            plain: .get, Self.path, "getAging", .reports, "Who owes how much and how late",
            answer: APIAnswer(
                .ok, "The report, or a list of one for each currency.", AgingSchemas.answer)
        ) { request, context in
            try await respond(request, context)
        }.with {
            $0.about = "As of any day, also as it was known at any time."
            $0.permission = .readReceivables
            $0.parameters = Self.parameters
            $0.hasTag = true
            $0.readsQueryItself = true
            $0.problems = AgingQuestion.problems
            $0.problems += [
                AgingError.knownAtInFuture, AgingError.knownAtTooRecent(.now()),
                AgingError.cursor, AgingError.pastTheEnd, AgingError.totalTooLarge,
                QueryError.conflicting("", reason: ""),
            ]
        }
    }

    private static let parameters =
        AgingQuestion.parameters + [
            APIParameterInfo(
                name: "limit", about: "How many rows the page holds; 100 where it is left out.",
                schema: .integer(1...Int64(limitMax))),
            APIParameters.after.info,
        ]

    private func respond(
        _ request: Request, _ context: AppRequestContext
    ) async throws -> Response {
        let query = try QueryParameters(request)
        try query.allowOnly(Self.parameters.map(\.name))
        let scope = try await environment.tenants.scope(of: request, context)
        let today = scope.today(at: environment.now())
        let question = try AgingQuestion.read(query, for: scope.tenant, today: today)
        let limit = try query.integer("limit", in: 1...Self.limitMax) ?? Self.limitDefault
        let filters = try Self.filters(query)
        let after = try query.text("after")
        if question.currency == .all, after != nil {
            throw QueryError.conflicting(
                "after", reason: "Ask for one currency to see the rows that follow.")
        }
        let cursor = try after.map { text throws(QueryError) in
            try Self.mark(filters, question.currency).place(text)
        }
        let asked = ["\(today)", request.uri.query ?? ""]
        return try await environment.answer(
            request, AnswerQuestion("reports/aging", asked, for: scope)
        ) {
            let reports = try await reader.agingPage(scope, question, limit, cursor)
            return try AgingReport.json(reports, isList: question.currency == .all) {
                report throws(AgingError) in
                let page = try report.page(limit: limit, after: cursor)
                let isOne = question.currency != .all
                let list = Self.mark(filters, isOne ? question.currency : .only(report.currency))
                return AgingPage(rows: page.rows, next: page.next.map(list.cursor))
            }
        }
    }

    private static func filters(
        _ query: QueryParameters
    ) throws(QueryError) -> [(name: String, value: String)] {
        var filters: [(name: String, value: String)] = []
        for info in AgingQuestion.parameters where info.name != "currency" {
            if let value = try query.text(info.name) { filters.append((info.name, value)) }
        }
        return filters
    }

    /// Which list a place is in. That of all currencies goes on in each of them.
    private static func mark(
        _ filters: [(name: String, value: String)], _ currency: AgingCurrency
    ) -> ListMark {
        guard case .only(let one) = currency else { return ListMark(path, filters) }
        return ListMark(path, filters + [("currency", one.code)])
    }
}
