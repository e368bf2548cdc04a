import Hummingbird
import Receivables
import Tenancy
import WebSupport

/// `POST /ar/customers/:id/notes`: writes a note about a customer. Whoever loads the address
/// again after a note was refused is led to the customer.
struct NoteHandler: Sendable {
    let reader: AccountsReader
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get("/ar/customers/:id/notes") { request, context in
            let scope = try await environment.tenants.scope(of: request, context)
            let customer = try await reader.customer(scope, CustomerPageHandler.id(context))
            return .redirect(toPath: "\(AccountPaths.customers)\(customer.id)/#notes")
        }
        routes.post("/ar/customers/:id/notes") { request, context in
            let scope = try await environment.tenants.scope(of: request, context)
            let customer = try CustomerPageHandler.id(context)
            let written = try await request.form(context).raw("text")
            do {
                try await reader.addNote(scope, customer, NoteText(written))
            } catch let error as AccountError where error != .unknownCustomer {
                let draft = NoteDraft(text: written, error: error.userMessage)
                return try await CustomerPageHandler(reader: reader, environment: environment)
                    .answer(QueryParameters(query: ""), scope, context, draft: draft)
            }
            return .redirect(
                toPath: "\(AccountPaths.customers)\(customer)/",
                flash: Flash(kind: .success, text: "The note is stored."))
        }
    }
}
