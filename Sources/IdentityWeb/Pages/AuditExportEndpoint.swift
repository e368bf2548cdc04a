import Formats
import Hummingbird
import Identity
import Kernel
import Tenancy
import WebSupport

/// `GET /admin/audit/export.xlsx` and `.csv`: the records behind the page's address, all of them.
struct AuditExportEndpoint: Sendable {
    private static let formats: [ExportFormat] = [.csv, .xlsx]

    let audit: AuditService
    let exporter: Exporter
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        for format in Self.formats {
            routes.get("\(AuditPageHandler.path)/export.\(format.rawValue)") { request, context in
                let scope = try await environment.tenants.scope(of: request, context)
                try scope.require(.readAudit)
                let query = try QueryParameters(request, ignoresEmpty: true)
                try query.allowOnly(AuditQuestion.parameters)
                let question = try AuditQuestion(query)
                let today = scope.today(at: environment.now())
                return try await exporter.answer(
                    request, context, scope, format, title: "Audit records",
                    name: "audit-\(scope.tenant.name)-\(today)"
                ) { make in try await write(scope, question.filter, make) }
            }
        }
    }

    /// Page by page, so that it is never all in memory.
    private func write(
        _ scope: Scope, _ filter: AuditFilter, _ make: ExportFile.MakeWriter
    ) async throws {
        var cursor: AuditCursor?
        let writer = AuditExportWriter(try make(), scope.tenant)
        try writer.begin()
        repeat {
            let (entries, hasMore) = try await audit.list(
                scope, filter, after: cursor, limit: AuditService.pageMax)
            for entry in entries { try writer.write(entry) }
            cursor = hasMore ? entries.last?.cursor : nil
        } while cursor != nil
        try writer.end()
    }
}
