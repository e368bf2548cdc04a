import Hummingbird
import Kernel
import Receivables
import Tenancy
import WebSupport

/// `GET /ar/report/`: the aging report with its form.
struct ReportPageHandler: Sendable {
    let reader: ReceivablesReader
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get("/ar/report") { request, context in
            let query = try QueryParameters(request, ignoresEmpty: true)
            let scope = try await environment.tenants.scope(of: request, context)
            do {
                return try await page(query, scope, context)
            } catch let error as QueryError where request.wantsPage {
                return try mending(error, query, scope, context)
            }
        }
    }

    private func page(
        _ query: QueryParameters, _ scope: Scope, _ context: AppRequestContext
    ) async throws -> Response {
        let today = scope.today(at: environment.now())
        var question = try ReportQuestion.read(query, for: scope.tenant, today: today)
        let number = try query.integer("page", in: 1...ReportQuery.pageMax) ?? 1
        question.window = ReportPaging.window(page: number)
        let reports = try await reader.aging(scope, question)
        let address = ReportQuery(query, tenant: scope.tenant)
        let page = try ReportPage(
            reports, of: question, page: number, query: address,
            form: ReportForm(address, tenant: scope.tenant, today: today),
            tenant: scope.tenant, today: today, layout: layout(scope, context))
        var response = Response.html(try environment.pages.render(page, template: "report"))
        // The address that a browser shows after a part of the page has changed.
        response.headers[HeaderNames.htmxPushURL] =
            address.address([("page", number == 1 ? nil : String(number))])
        return response
    }

    private func mending(
        _ error: QueryError, _ query: QueryParameters, _ scope: Scope,
        _ context: AppRequestContext
    ) throws -> Response {
        let address = ReportQuery(query, tenant: scope.tenant)
        let form = ReportForm(
            address, tenant: scope.tenant, today: scope.today(at: environment.now()),
            refusal: error)
        let page = ReportPage(query: address, form: form, layout: layout(scope, context))
        var response = Response.html(try environment.pages.render(page, template: "report"))
        response.status = .badRequest
        return response
    }

    private func layout(_ scope: Scope, _ context: AppRequestContext) -> PageLayout {
        environment.layout(
            context, scope, title: "Aging report", section: .report,
            stylesheets: [ReceivablesFeature.stylesheet.name],
            scripts: [ReceivablesFeature.script.name])
    }
}
