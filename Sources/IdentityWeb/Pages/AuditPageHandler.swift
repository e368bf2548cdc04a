import Hummingbird
import Identity
import Tenancy
import WebSupport

/// `/admin/audit/`: who did what, the newest first.
struct AuditPageHandler: Sendable {
    static let path = "/admin/audit"
    private static let pageSize = 100

    let audit: AuditService
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get(Self.path) { request, context in
            let scope = try await environment.tenants.scope(of: request, context)
            try scope.require(.readAudit)
            let query = try QueryParameters(request, ignoresEmpty: true)
            try query.allowOnly(AuditQuestion.parameters + ["after"])
            let question = try AuditQuestion(query)
            let cursor = AuditCursor(query.raw("after"))
            let (entries, hasMore) = try await audit.list(
                scope, question.filter, after: cursor, limit: Self.pageSize)
            let page = AuditPage(
                entries, question, scope: scope,
                layout: environment.layout(
                    context, scope, title: "Audit", section: .none,
                    stylesheets: [
                        MembersFeature.stylesheet.name, AuditFeature.stylesheet.name,
                    ]),
                isFirst: cursor == nil, hasMore: hasMore)
            return .html(try environment.pages.render(page, template: "audit"))
        }
    }
}
