import Hummingbird
import Kernel
import Receivables
import Tenancy
import WebSupport

/// `/ar/groups/`: groups of customers, to which members can be limited; and in which of them a
/// customer is.
struct GroupsHandler: Sendable {
    static let path = "/ar/groups"
    private static let bodyBytesMax = 16 << 10

    let groups: CustomerGroupService
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get(Self.path) { request, context in
            let scope = try await environment.tenants.scope(of: request, context)
            return try await page(scope, context)
        }
        routes.post(Self.path, bodyBytesMax: Self.bodyBytesMax, create)
        routes.post("\(Self.path)/:id/remove", bodyBytesMax: Self.bodyBytesMax, remove)
        routes.post("/ar/customers/:id/group", bodyBytesMax: Self.bodyBytesMax, assign)
    }

    @Sendable
    private func create(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let scope = try await environment.tenants.scope(of: request, context)
        let name = try await request.form(context).raw("name")
        do {
            _ = try await groups.create(scope, name)
        } catch let error as CustomerGroupError {
            var response = try await page(scope, context, name: name, problem: error.userMessage)
            response.status = .unprocessableContent
            return response
        }
        return .redirect(
            toPath: "\(Self.path)/",
            flash: Flash(kind: .success, text: "The group is there."))
    }

    @Sendable
    private func remove(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let scope = try await environment.tenants.scope(of: request, context)
        let id: ID<CustomerGroup> = try context.pathID(orThrow: CustomerGroupError.unknown)
        try await groups.remove(scope, id)
        return .redirect(
            toPath: "\(Self.path)/",
            flash: Flash(kind: .success, text: "The group is dissolved."))
    }

    @Sendable
    private func assign(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let scope = try await environment.tenants.scope(of: request, context)
        let customer = try CustomerPageHandler.id(context)
        let chosen = try await request.form(context).raw("group")
        let group = ID<CustomerGroup>(chosen)
        if group == nil, !chosen.isEmpty { throw CustomerGroupError.unknown }
        try await groups.assign(scope, customer, to: group)
        return .redirect(
            toPath: "\(AccountPaths.customers)\(customer)/",
            flash: Flash(kind: .success, text: "The customer’s group is changed."))
    }

    private func page(
        _ scope: Scope, _ context: AppRequestContext, name: String = "", problem: String? = nil
    ) async throws -> Response {
        let page = GroupsPage(
            try await groups.list(scope), scope: scope,
            layout: environment.layout(
                context, scope, title: "Groups", section: .customers,
                stylesheets: [AccountsFeature.stylesheet.name]),
            name: name, problem: problem)
        return .html(try environment.pages.render(page, template: "groups"))
    }
}
