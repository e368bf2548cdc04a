import Hummingbird
import Identity
import Kernel
import Tenancy
import WebSupport

/// `/admin/keys/`: gives programs keys and takes them back.
struct KeysPageHandler: Sendable {
    static let path = "/admin/keys"
    private static let bodyBytesMax = 16 << 10

    let keys: KeyService
    let groups: MembersFeature.Groups
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get(Self.path) { request, context in
            let scope = try await environment.tenants.scope(of: request, context)
            return try await page(scope, context)
        }
        routes.post(Self.path, bodyBytesMax: Self.bodyBytesMax, create)
        routes.post("\(Self.path)/:id/revoke", bodyBytesMax: Self.bodyBytesMax, revoke)
    }

    /// The answer is the page itself: the secret on it could be carried by no redirect.
    @Sendable
    private func create(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let scope = try await environment.tenants.scope(of: request, context)
        try scope.require(.manageKeys)
        try context.requireRecentProof(at: environment.now(), backTo: "\(Self.path)/")
        let form = try await request.form(context)
        let name = form.raw("name")
        do {
            // Each scope is a box of its own, since a field may stand in a form once.
            let permissions = Permission.allCases.filter { !form.raw($0.rawValue).isEmpty }
            let days = try form.integer("days", in: 1...KeyService.daysMax)
            let made = try await keys.create(
                scope, name: name, permissions: Set(permissions),
                portfolio: try PortfolioChoice.read(form, of: try await groups(scope)),
                days: days ?? KeyService.daysStandard, at: environment.now())
            return try await page(scope, context, secret: made.secret)
        } catch let error as any DomainError where error.kind == .invalid {
            var response = try await page(scope, context, name: name, problem: error.userMessage)
            response.status = .unprocessableContent
            return response
        }
    }

    @Sendable
    private func revoke(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let scope = try await environment.tenants.scope(of: request, context)
        let id: ID<APIKey> = try context.pathID(orThrow: IdentityError.unknownKey)
        try await keys.revoke(scope, id)
        return .redirect(
            toPath: "\(Self.path)/",
            flash: Flash(kind: .success, text: "The key does not work any more."))
    }

    private func page(
        _ scope: Scope, _ context: AppRequestContext, name: String = "",
        problem: String? = nil, secret: KeySecret? = nil
    ) async throws -> Response {
        let page = KeysPage(
            try await keys.list(scope), groups: try await groups(scope), scope: scope,
            layout: environment.layout(
                context, scope, title: "Keys", section: .none,
                stylesheets: [MembersFeature.stylesheet.name]),
            now: environment.now(), name: name, problem: problem, secret: secret)
        return .html(try environment.pages.render(page, template: "keys"))
    }
}
