import Hummingbird
import Kernel
import Tenancy
import WebSupport
import Webhooks

/// `/admin/webhooks/`: lists endpoints and adds one.
struct WebhooksPageHandler: Sendable {
    static let path = "/admin/webhooks"
    static let bodyBytesMax = 16 << 10

    let webhooks: WebhookService
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get(Self.path) { request, context in
            let scope = try await environment.tenants.scope(of: request, context)
            return try await page(scope, context, WebhookForm())
        }
        routes.post(Self.path, bodyBytesMax: Self.bodyBytesMax, create)
    }

    /// The answer is the new endpoint's page itself: the secret on it could be carried by no
    /// redirect.
    @Sendable
    private func create(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let scope = try await environment.tenants.scope(of: request, context)
        try scope.require(.manageWebhooks)
        try context.requireRecentProof(at: environment.now(), backTo: "\(Self.path)/")
        let form = try await request.form(context)
        do {
            let made = try await webhooks.create(scope, WebhookForm.draft(form))
            return try await WebhookPageHandler(webhooks: webhooks, environment: environment)
                .page(scope, context, made.id, secret: made.secret)
        } catch let error as WebhookError where error.kind == .invalid || error.kind == .conflict {
            var response = try await page(
                scope, context, WebhookForm(form, problem: error.userMessage))
            response.status = .unprocessableContent
            return response
        }
    }

    private func page(
        _ scope: Scope, _ context: AppRequestContext, _ form: WebhookForm
    ) async throws -> Response {
        let page = WebhooksPage(
            try await webhooks.list(scope), form: form, scope: scope,
            layout: environment.layout(
                context, scope, title: "Webhooks", section: .none,
                stylesheets: [WebhooksFeature.stylesheet.name]))
        return .html(try environment.pages.render(page, template: "webhooks"))
    }
}
