import Formats
import Hummingbird
import Kernel
import Receivables
import WebSupport

/// `GET /ar/customers/export.xlsx` and `/ar/documents/:id/movements.xlsx`, in every format: the
/// whole list behind the page's address.
struct ListExportEndpoints: Sendable {
    let exports: ReceivablesExports
    let exporter: Exporter
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        for format in ExportFormat.allCases {
            addCustomers(format, to: &routes)
            addMovements(format, to: &routes)
        }
    }

    private func addCustomers(_ format: ExportFormat, to routes: inout RouteTable) {
        routes.get("/ar/customers/export.\(format.rawValue)") { request, context in
            let query = try QueryParameters(request, ignoresEmpty: true)
            let scope = try await environment.tenants.scope(of: request, context)
            let question = try CustomerListHandler.question(
                query, today: scope.today(at: environment.now()))
            return try await exporter.answer(
                request, context, scope, format, title: "Customers",
                name: "customers-\(scope.tenant.name)-\(question.asOf)"
            ) { make in try await exports.customers(scope, question, make) }
        }
    }

    private func addMovements(_ format: ExportFormat, to routes: inout RouteTable) {
        routes.get("/ar/documents/:id/movements.\(format.rawValue)") { request, context in
            let query = try QueryParameters(request, ignoresEmpty: true)
            let scope = try await environment.tenants.scope(of: request, context)
            let today = scope.today(at: environment.now())
            let question = DocumentQuestion(
                document: try DocumentPageHandler.id(context),
                asOf: try AccountDay.read(query, today: today),
                order: try query.choice("order") ?? .effective, page: 1)
            let record = try await exports.movements(scope, question)
            return try await exporter.answer(
                request, context, scope, format, title: "\(record.kind.name) \(record.number)",
                name: "movements-\(scope.tenant.name)-\(record.number)-\(question.asOf)"
            ) { make in try record.write(to: try make(), for: scope.tenant) }
        }
    }
}
