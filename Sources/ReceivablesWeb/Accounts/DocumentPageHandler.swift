import Hummingbird
import Kernel
import Receivables
import Tenancy
import WebSupport

/// `GET /ar/documents/:id/`: one document with everything that moved it.
struct DocumentPageHandler: Sendable {
    let reader: AccountsReader
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get("/ar/documents/:id") { request, context in
            let query = try QueryParameters(request, ignoresEmpty: true)
            try query.allowOnly(["order", "page", AccountDay.parameter])
            let scope = try await environment.tenants.scope(of: request, context)
            let today = scope.today(at: environment.now())
            let question = DocumentQuestion(
                document: try Self.id(context), asOf: try AccountDay.read(query, today: today),
                order: try query.choice("order") ?? .effective,
                page: try query.integer("page", in: 1...CustomerListHandler.pageMax) ?? 1)
            let document = try await reader.document(scope, question)
            let page = DocumentPage(
                document, of: question, today: today, tenant: scope.tenant,
                layout: environment.layout(
                    context, scope, title: "\(document.kind.name) \(document.number)",
                    section: .customers, stylesheets: [AccountsFeature.stylesheet.name]))
            return .html(try environment.pages.render(page, template: "document"))
        }
    }

    static func id(_ context: AppRequestContext) throws(AccountError) -> DocumentID {
        try context.pathID(orThrow: AccountError.unknownDocument)
    }
}
