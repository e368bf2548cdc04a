import Hummingbird
import Kernel
import Tenancy
import WebSupport
import Webhooks

/// `/admin/webhooks/deliveries/:id`: what was sent, and what came back.
struct DeliveryPageHandler: Sendable {
    private static let path = "\(WebhooksPageHandler.path)/deliveries/:id"

    let webhooks: WebhookService
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get(Self.path) { request, context in
            let scope = try await environment.tenants.scope(of: request, context)
            let delivery = try await webhooks.delivery(scope, Self.id(context))
            let attempts = try await webhooks.attempts(scope, of: [delivery.id])
            let page = DeliveryPage(
                delivery, attempts[delivery.id] ?? [],
                try await webhooks.find(scope, delivery.endpoint), scope: scope,
                layout: environment.layout(
                    context, scope, title: "Delivery", section: .none,
                    stylesheets: [WebhooksFeature.stylesheet.name]))
            return .html(try environment.pages.render(page, template: "webhook-delivery"))
        }
        routes.post("\(Self.path)/replay") { request, context in
            let scope = try await environment.tenants.scope(of: request, context)
            try scope.require(.manageWebhooks)
            let id = try Self.id(context)
            try await webhooks.replay(scope, id)
            return .redirect(
                toPath: "\(WebhooksPageHandler.path)/deliveries/\(id)/",
                flash: Flash(kind: .success, text: "It is being sent again."))
        }
    }

    private static func id(
        _ context: AppRequestContext
    ) throws(WebhookError) -> ID<WebhookDelivery> {
        try context.pathID(orThrow: WebhookError.unknownDelivery)
    }
}
