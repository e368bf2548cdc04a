import Hummingbird
import Identity
import Kernel
import Tenancy
import WebSupport

/// `GET /api/v1/audit/`: who did what, the newest first, a page at a time.
struct AuditEndpoint: Sendable {
    private static let pageStandard = 100

    private struct Page: Encodable {
        let items: [AuditJSON]
        /// The `after` of the next page; null on the last one.
        let next: String?

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(items, forKey: .items)
            try container.encode(next, forKey: .next)
        }

        private enum CodingKeys: String, CodingKey {
            case items, next
        }
    }

    let audit: AuditService
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get("/api/v1/audit") { request, context in
            let scope = try await environment.tenants.scope(of: request, context)
            try scope.require(.readAudit)
            let query = try QueryParameters(request)
            try query.allowOnly(AuditQuestion.parameters + ["limit", "after"])
            let limit =
                try query.integer("limit", in: 1...AuditService.pageMax) ?? Self.pageStandard
            let cursor = try query.text("after").map { text throws(QueryError) in
                guard let cursor = AuditCursor(text) else {
                    throw QueryError.notAllowed(
                        "after", value: text, allowed: ["the “next” of the page before"])
                }
                return cursor
            }
            let (entries, hasMore) = try await audit.list(
                scope, try AuditQuestion(query).filter, after: cursor, limit: limit)
            return try .json(
                Page(
                    items: entries.map(AuditJSON.init),
                    next: hasMore ? entries.last?.cursor.text : nil))
        }
    }
}
