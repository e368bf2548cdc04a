import Formats
import Hummingbird
import Kernel
import Receivables
import WebSupport

/// `GET /ar/report/export.csv`, `.xlsx` and `.pdf`: the whole report of the report page's address.
struct AgingExportEndpoint: Sendable {
    let exports: ReceivablesExports
    let exporter: Exporter
    let environment: WebEnvironment

    static func path(_ format: ExportFormat) -> String { "/ar/report/export.\(format.rawValue)" }

    func add(to routes: inout RouteTable) {
        for format in ExportFormat.allCases {
            routes.get(Self.path(format)) { request, context in
                let query = try QueryParameters(request, ignoresEmpty: true)
                let scope = try await environment.tenants.scope(of: request, context)
                let question = try ReportQuestion.read(
                    query, for: scope.tenant, today: scope.today(at: environment.now()))
                return try await exporter.answer(
                    request, context, scope, format, title: "Aging report",
                    name: "aging-\(scope.tenant.name)-\(question.asOf)"
                ) { make in try await exports.aging(scope, question, make) }
            }
        }
    }
}
