import Formats
import Hummingbird
import Kernel
import Receivables
import WebSupport

/// `GET /ar/export.xlsx`, `/ar/customers/export.xlsx`, `/ar/customers/:id/open-items.xlsx`,
/// `/ar/search/documents.xlsx` and `/import/export.xlsx`, in every format: the whole list behind
/// the page's address.
struct ListExportEndpoints: Sendable {
    let exports: ReceivablesExports
    let exporter: Exporter
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        for format in ExportFormat.allCases {
            addHome(format, to: &routes)
            addCustomers(format, to: &routes)
            for list in AccountList.allCases { addAccount(list, format, to: &routes) }
            addFound(format, to: &routes)
            addImports(format, to: &routes)
        }
    }

    private func addHome(_ format: ExportFormat, to routes: inout RouteTable) {
        routes.get("/ar/export.\(format.rawValue)") { request, context in
            let scope = try await environment.tenants.scope(of: request, context)
            let today = scope.today(at: environment.now())
            let overview = try await exports.home(scope, today)
            return try await exporter.answer(
                request, context, scope, format, title: "Receivables",
                name: "receivables-\(scope.tenant.name)-\(today)"
            ) { make in try overview.write(to: try make(), for: scope.tenant) }
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

    private func addAccount(
        _ list: AccountList, _ format: ExportFormat, to routes: inout RouteTable
    ) {
        let path = "/ar/customers/:id/\(list.rawValue).\(format.rawValue)"
        routes.get(path) { request, context in
            let query = try QueryParameters(request, ignoresEmpty: true)
            try query.allowOnly([AccountDay.parameter])
            let scope = try await environment.tenants.scope(of: request, context)
            let customer = try CustomerPageHandler.id(context)
            let day = try AccountDay.read(query, today: scope.today(at: environment.now()))
            return try await exporter.answer(
                request, context, scope, format, title: list.title,
                name: "\(list.rawValue)-\(scope.tenant.name)-\(customer)-\(day)"
            ) { make in try await exports.account(scope, customer, list, day, make) }
        }
    }

    private func addFound(_ format: ExportFormat, to routes: inout RouteTable) {
        routes.get("/ar/search/documents.\(format.rawValue)") { request, context in
            let query = try QueryParameters(request, ignoresEmpty: true)
            try query.allowOnly(["q"])
            let scope = try await environment.tenants.scope(of: request, context)
            let terms = SearchTerms(query.raw("q"))
            return try await exporter.answer(
                request, context, scope, format, title: "Documents found",
                name: "documents-\(scope.tenant.name)-\(terms.text)"
            ) { make in try await exports.found(scope, terms, make) }
        }
    }

    private func addImports(_ format: ExportFormat, to routes: inout RouteTable) {
        routes.get("/import/export.\(format.rawValue)") { request, context in
            let scope = try await environment.tenants.scope(of: request, context)
            let today = scope.today(at: environment.now())
            return try await exporter.answer(
                request, context, scope, format, title: "Imports",
                name: "imports-\(scope.tenant.name)-\(today)"
            ) { make in try await exports.imports(scope, make) }
        }
    }
}
