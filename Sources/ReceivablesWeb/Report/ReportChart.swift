import Formats
import Hummingbird
import Kernel
import Receivables
import WebSupport

/// `GET /ar/report/changes.json`: the figures of the chart of what moved the open amounts.
struct ReportChart: Sendable {
    static let path = "/ar/report/changes.json"

    let reader: ReceivablesReader
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get(Self.path) { request, context in
            let query = try QueryParameters(request, ignoresEmpty: true)
            let scope = try await environment.tenants.scope(of: request, context)
            let question = try ReportQuestion.read(
                query, for: scope.tenant, today: scope.today(at: environment.now()))
            guard let from = question.comparedTo else { throw QueryError.empty("compare") }
            let forward = try await reader.rollForward(scope, from, question)
            let body = Self.json(forward, format: LocaleFormat(scope.tenant.locale))
            var response = Response.json(body)
            response.headers[.cacheControl] = "private, no-cache"
            return response
        }
    }

    private static func json(_ forward: RollForward, format: LocaleFormat) -> [UInt8] {
        let decimals = forward.currency.decimals
        var json = JSONBytes(reservingCapacity: 1_024)
        func step(_ label: String, _ amount: Int64, _ kind: StaticString) {
            json.object { json in
                json.key("label")
                json.string(label)
                json.key("kind")
                json.string(kind)
                json.key("amount")
                json.amountString(minorUnits: amount, decimals: decimals)
            }
        }
        json.beginObject()
        json.key("currency")
        json.string(forward.currency.code)
        json.key("steps")
        json.beginArray()
        step(format.format(forward.from), forward.opening, "total")
        for change in RollForward.Change.allCases where change != .aged {
            let amount = forward.byBucket(change).total
            if amount != 0 { step(shortLabel(change), amount, "change") }
        }
        step(format.format(forward.to), forward.closing, "total")
        json.endArray()
        json.endObject()
        return json.bytes
    }

    private static func shortLabel(_ change: RollForward.Change) -> String {
        switch change {
        case .exchange: "Exchange"
        case .takenOver: "Taken over"
        default: change.title
        }
    }
}
