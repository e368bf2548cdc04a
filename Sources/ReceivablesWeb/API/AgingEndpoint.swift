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
        routes.get(Self.path) { request, context in
            try await respond(request, context)
        }
    }

    private func respond(
        _ request: Request, _ context: AppRequestContext
    ) async throws -> Response {
        let query = try QueryParameters(request)
        try query.allowOnly(AgingQuestion.names + ["limit", "after"])
        let scope = try await environment.tenants.scope(of: request, context)
        let question = try AgingQuestion.read(
            query, for: scope.tenant, today: scope.today(at: environment.now()))
        let limit = try query.integer("limit", in: 1...Self.limitMax) ?? Self.limitDefault
        let cursor = try query.text("after")
        if question.currency == .all, cursor != nil {
            throw QueryError.conflicting(
                "after", reason: "Ask for one currency to see the rows that follow.")
        }
        let reports = try await reader.agingPage(scope, question, limit, cursor)
        let body = try AgingReport.json(reports, isList: question.currency == .all) {
            report throws(AgingError) in try report.page(limit: limit, after: cursor)
        }
        return Self.response(body, to: request)
    }

    private static func response(_ body: [UInt8], to request: Request) -> Response {
        let tag = EntityTag(body)
        var response =
            tag.matches(request) ? Response(status: .notModified) : Response.json(body)
        response.headers[.eTag] = tag.text
        response.headers[.cacheControl] = "private, no-cache"
        return response
    }
}
