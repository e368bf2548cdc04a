import Hummingbird
import Identity
import Kernel
import Tenancy
import WebSupport

/// `/admin/sso/`: sets up the provider that a tenant's people log in with, and removes it.
struct SignOnSettingsHandler: Sendable {
    static let path = "/admin/sso"
    private static let bodyBytesMax = 16 << 10

    let settings: SignOnService
    /// Where providers send browsers back to.
    let callback: @Sendable () -> String
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get(Self.path) { request, context in
            let scope = try await environment.tenants.scope(of: request, context)
            return try await page(scope, context)
        }
        routes.post(Self.path, bodyBytesMax: Self.bodyBytesMax, set)
        routes.post("\(Self.path)/remove", bodyBytesMax: Self.bodyBytesMax) { request, context in
            let scope = try await environment.tenants.scope(of: request, context)
            try scope.require(.manageSecurity)
            try context.requireRecentProof(at: environment.now(), backTo: "\(Self.path)/")
            try await settings.remove(scope)
            return .redirect(
                toPath: "\(Self.path)/",
                flash: Flash(kind: .success, text: "Nobody logs in with that provider any more."))
        }
    }

    @Sendable
    private func set(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let scope = try await environment.tenants.scope(of: request, context)
        try scope.require(.manageSecurity)
        try context.requireRecentProof(at: environment.now(), backTo: "\(Self.path)/")
        let form = try await request.form(context)
        let secret = form.raw("client_secret")
        let removes = !form.raw("remove_secret").isEmpty
        let draft = SignOnDraft(
            issuer: form.raw("issuer"), clientID: form.raw("client_id"),
            secret: removes ? "" : secret.isEmpty ? nil : secret,
            defaultRole: Role(rawValue: form.raw("role")))
        do {
            try await settings.set(scope, draft, at: environment.now())
        } catch let error as any DomainError where [.invalid, .unavailable].contains(error.kind) {
            var response = try await page(
                scope, context, draft: draft, problem: error.userMessage)
            response.status = .unprocessableContent
            return response
        }
        return .redirect(
            toPath: "\(Self.path)/",
            flash: Flash(kind: .success, text: "The provider answered and is set up."))
    }

    private func page(
        _ scope: Scope, _ context: AppRequestContext, draft: SignOnDraft? = nil,
        problem: String? = nil
    ) async throws -> Response {
        let page = SignOnSettingsPage(
            try await settings.find(scope), scope: scope,
            layout: environment.layout(
                context, scope, title: "Single sign-on", section: .none,
                stylesheets: [MembersFeature.stylesheet.name]),
            callback: callback(), draft: draft, problem: problem)
        return .html(try environment.pages.render(page, template: "sign-on-settings"))
    }
}
