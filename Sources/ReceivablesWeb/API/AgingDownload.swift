import Formats
import Hummingbird
import Kernel
import Receivables
import Tenancy
import WebSupport

/// `GET /ar/report/aging.csv`: the whole report as a file for a spreadsheet program.
struct AgingDownload: Sendable {
    static let path = "/ar/report/aging.csv"

    let reader: ReceivablesReader
    let recorder: AuditRecorder
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get(Self.path) { request, context in
            let query = try QueryParameters(request, ignoresEmpty: true)
            let scope = try await environment.tenants.scope(of: request, context)
            let question = try ReportQuestion.read(
                query, for: scope.tenant, today: scope.today(at: environment.now()))
            var csv = CSVWriter(hasByteOrderMark: true)
            try AgingReport.appendCSV(try await reader.aging(scope, question), to: &csv)
            try await recorder.exported(scope, "Aging report", format: "csv", subject: Self.path)
            return .download(
                csv.bytes, type: "text/csv; charset=utf-8",
                name: "aging-\(scope.tenant.name)-\(question.asOf).csv")
        }
    }
}
