import Formats
import Hummingbird
import Kernel
import Receivables
import Tenancy
import WebSupport

/// `GET /ar/documents/:id/movements.xlsx` and `journal.xlsx`, in every format: everything that
/// moved a document, and what was written in the journal for it.
struct DocumentExportEndpoints: Sendable {
    let exports: ReceivablesExports
    let exporter: Exporter
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        for format in ExportFormat.allCases {
            add("movements", format, to: &routes) { record, writer, tenant in
                try record.write(to: writer, for: tenant)
            }
            add("journal", format, to: &routes) { record, writer, tenant in
                try record.writeJournal(to: writer, for: tenant)
            }
        }
    }

    private func add(
        _ name: String, _ format: ExportFormat, to routes: inout RouteTable,
        write: @escaping @Sendable (DocumentRecord, any ExportWriter, Tenant) throws -> Void
    ) {
        routes.get("/ar/documents/:id/\(name).\(format.rawValue)") { request, context in
            let query = try QueryParameters(request, ignoresEmpty: true)
            let scope = try await environment.tenants.scope(of: request, context)
            let today = scope.today(at: environment.now())
            let question = DocumentQuestion(
                document: try DocumentPageHandler.id(context),
                asOf: try AccountDay.read(query, today: today),
                order: try query.choice("order") ?? .effective, page: 1)
            let record = try await exports.document(scope, question)
            return try await exporter.answer(
                request, context, scope, format, title: "\(record.kind.name) \(record.number)",
                name: "\(name)-\(scope.tenant.name)-\(record.number)-\(question.asOf)"
            ) { make in try write(record, try make(), scope.tenant) }
        }
    }
}
