import Hummingbird
import Kernel
import Receivables
import Tenancy
import WebSupport

/// `GET /ar/customers/:id/`: one customer.
struct CustomerPageHandler: Sendable {
    let reader: AccountsReader
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get("/ar/customers/:id") { request, context in
            let query = try QueryParameters(request, ignoresEmpty: true)
            let scope = try await environment.tenants.scope(of: request, context)
            return try await answer(query, scope, context)
        }
    }

    /// The id in the address.
    ///
    /// - Throws: `AccountError.unknownCustomer` for what is none.
    static func id(_ context: AppRequestContext) throws(AccountError) -> CustomerID {
        try context.pathID(orThrow: AccountError.unknownCustomer)
    }

    /// - Parameter draft: a note that could not be stored, with what is wrong with it.
    func answer(
        _ query: QueryParameters, _ scope: Scope, _ context: AppRequestContext,
        draft: NoteDraft? = nil
    ) async throws -> Response {
        try query.allowOnly(["view", "page", "from", "to", AccountDay.parameter])
        let today = scope.today(at: environment.now())
        let question = AccountQuestion(
            customer: try Self.id(context), asOf: try AccountDay.read(query, today: today),
            today: today, view: try query.choice("view") ?? .items,
            page: try query.integer("page", in: 1...CustomerListHandler.pageMax) ?? 1)
        let (account, view) = try await reader.account(scope, question)
        var statement: CustomerStatement?
        if question.view == .statement {
            statement = try await self.statement(query, scope, account, question)
        }
        let groups =
            scope.permissions.contains(.postReceivables) ? try await reader.groups(scope) : []
        let page = CustomerPage(
            account, view, of: question, statement: statement, draft: draft, groups: groups,
            scope: scope,
            layout: environment.layout(
                context, scope, title: account.customer.name, section: .customers,
                stylesheets: [AccountsFeature.stylesheet.name]))
        var response = Response.html(try environment.pages.render(page, template: "customer"))
        if draft != nil { response.status = .badRequest }
        return response
    }

    private func statement(
        _ query: QueryParameters, _ scope: Scope, _ account: CustomerAccount,
        _ question: AccountQuestion
    ) async throws -> CustomerStatement {
        let to = try query.date("to") ?? question.asOf
        let from = try query.date("from") ?? to.adding(months: -CustomerStatement.usualMonths)
        let statements =
            from > to ? [] : try await reader.statements(scope, account.customer, from, to)
        return CustomerStatement(
            statements, of: account.customer.id, from: from, to: to,
            paths: AccountPaths(asOf: question.asOf, today: question.today),
            AccountFigures(scope.tenant))
    }
}
