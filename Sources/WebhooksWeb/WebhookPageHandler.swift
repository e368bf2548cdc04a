import Hummingbird
import Kernel
import Tenancy
import WebSupport
import Webhooks

/// `/admin/webhooks/:id`: one endpoint with the log of what was sent to it.
struct WebhookPageHandler: Sendable {
    private static let path = "\(WebhooksPageHandler.path)/:id"
    private static let pageSize = 50

    let webhooks: WebhookService
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get(Self.path) { request, context in
            let scope = try await environment.tenants.scope(of: request, context)
            let query = try QueryParameters(request, ignoresEmpty: true)
            try query.allowOnly(["state", "after"])
            return try await page(
                scope, context, Self.id(context), state: try query.choice("state"),
                after: ID(query.raw("after")))
        }
        routes.post(Self.path, bodyBytesMax: WebhooksPageHandler.bodyBytesMax, change)
        routes.post("\(Self.path)/pause") { request, context in
            try await act(request, context, "The webhook is paused.") { scope, id in
                try await webhooks.set(scope, id, .paused)
            }
        }
        routes.post("\(Self.path)/resume") { request, context in
            // Whoever left may have chosen its address: the company's events go there again.
            try await act(request, context, "The webhook goes on.") { scope, id in
                _ = try await webhooks.find(scope, id)
                try context.requireRecentProof(
                    at: environment.now(), backTo: "\(WebhooksPageHandler.path)/\(id)/")
                try await webhooks.set(scope, id, .active)
            }
        }
        routes.post("\(Self.path)/test") { request, context in
            try await act(request, context, "A test event is being sent.") { scope, id in
                _ = try await webhooks.test(scope, id)
            }
        }
        routes.post("\(Self.path)/remove") { request, context in
            try await act(
                request, context, "The webhook is gone.", to: WebhooksPageHandler.path
            ) { scope, id in
                try await webhooks.remove(scope, id)
            }
        }
        routes.post("\(Self.path)/replay", bodyBytesMax: 4 << 10, replay)
        routes.post("\(Self.path)/secret", rotate)
    }

    func page(
        _ scope: Scope, _ context: AppRequestContext, _ id: ID<WebhookEndpoint>,
        state: WebhookDelivery.State? = nil, after: ID<WebhookDelivery>? = nil,
        form: WebhookForm? = nil, secret: WebhookSecret? = nil
    ) async throws -> Response {
        let endpoint = try await webhooks.find(scope, id)
        let (deliveries, hasMore) = try await webhooks.deliveries(
            scope, of: id, state: state, after: after, limit: Self.pageSize)
        let page = WebhookPage(
            endpoint, deliveries, hasMore: hasMore, state: state, isFirst: after == nil,
            form: form ?? WebhookForm(endpoint), secret: secret, scope: scope,
            layout: environment.layout(
                context, scope, title: "Webhook", section: .none,
                stylesheets: [WebhooksFeature.stylesheet.name]),
            now: environment.now())
        return .html(try environment.pages.render(page, template: "webhook"))
    }

    @Sendable
    private func change(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let scope = try await environment.tenants.scope(of: request, context)
        try scope.require(.manageWebhooks)
        let id = try Self.id(context)
        _ = try await webhooks.find(scope, id)
        try context.requireRecentProof(
            at: environment.now(), backTo: "\(WebhooksPageHandler.path)/\(id)/")
        let form = try await request.form(context)
        do {
            try await webhooks.change(scope, id, WebhookForm.draft(form))
        } catch let error as WebhookError where error.kind == .invalid {
            var response = try await page(
                scope, context, id, form: WebhookForm(form, problem: error.userMessage))
            response.status = .unprocessableContent
            return response
        }
        return .redirect(
            toPath: "\(WebhooksPageHandler.path)/\(id)/",
            flash: Flash(kind: .success, text: "The webhook was changed."))
    }

    @Sendable
    private func replay(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let form = try await request.form(context)
        let day = try form.date("since")
        return try await act(
            request, context, "What failed is being sent again; the job stands under Jobs."
        ) { scope, id in
            let now = environment.now()
            let start = try day ?? scope.today(at: now).adding(days: -7)
            guard let since = try? Instant(iso: "\(start)T00:00:00Z") else {
                throw WebhookError.unknown
            }
            // From the first moment of the day where the tenant is.
            let offset = scope.tenant.timeZone.offsetSeconds(at: since)
            _ = try await webhooks.replayFailed(
                scope, id, since: since.adding(.seconds(-offset)), now: now)
        }
    }

    /// The answer is the page itself: the secret on it could be carried by no redirect.
    @Sendable
    private func rotate(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let scope = try await environment.tenants.scope(of: request, context)
        try scope.require(.manageWebhooks)
        let id = try Self.id(context)
        _ = try await webhooks.find(scope, id)
        try context.requireRecentProof(
            at: environment.now(), backTo: "\(WebhooksPageHandler.path)/\(id)/")
        let secret = try await webhooks.rotate(scope, id)
        return try await page(scope, context, id, secret: secret)
    }

    private func act(
        _ request: Request, _ context: AppRequestContext, _ text: String, to path: String? = nil,
        _ body: (Scope, ID<WebhookEndpoint>) async throws -> Void
    ) async throws -> Response {
        let scope = try await environment.tenants.scope(of: request, context)
        try scope.require(.manageWebhooks)
        let id = try Self.id(context)
        try await body(scope, id)
        return .redirect(
            toPath: "\(path ?? "\(WebhooksPageHandler.path)/\(id)")/",
            flash: Flash(kind: .success, text: text))
    }

    private static func id(
        _ context: AppRequestContext
    ) throws(WebhookError) -> ID<WebhookEndpoint> {
        try context.pathID(orThrow: WebhookError.unknown)
    }
}
