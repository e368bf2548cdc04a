import Formats
import Hummingbird
import Kernel
import Receivables
import WebSupport

/// `GET /ar/customers/:id/statement.csv`, `.xlsx` and `.pdf`: a statement of account, on paper as
/// a letter to the customer.
struct StatementExportEndpoint: Sendable {
    let exports: ReceivablesExports
    let exporter: Exporter
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        for format in ExportFormat.allCases {
            routes.get("/ar/customers/:id/statement.\(format.rawValue)") { request, context in
                let query = try QueryParameters(request, ignoresEmpty: true)
                let scope = try await environment.tenants.scope(of: request, context)
                let text = try context.parameters.require("id")
                guard let id = CustomerID(text) else { throw AgingError.unknownCustomer(text) }
                let from = try query.date("from")
                let to = try query.date("to") ?? scope.today(at: environment.now())
                // Asked here, so that a customer who is not there is told at once.
                let statement = try await exports.statement(scope, id, from, to)
                return try await exporter.answer(
                    request, context, scope, format, title: "Statement of account",
                    name: "statement-\(scope.tenant.name)-\(statement.customer.code)-\(to)"
                ) { make in try statement.write(to: try make()) }
            }
        }
    }
}
