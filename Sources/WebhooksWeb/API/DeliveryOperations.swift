import Kernel
import Tenancy
import WebSupport
import Webhooks

/// The operations on what was sent.
struct DeliveryOperations: Sendable {
    static let path = "\(WebhookOperations.path)/deliveries"
    private static let id = APIParameter<String>.path("id", "The delivery's id.", .id)
    private static let webhook = APIParameter<ID<WebhookEndpoint>>.id(
        "webhook_id", "Those of one endpoint.")
    private static let state = APIParameter<WebhookDelivery.State>.choice(
        "state", "How far they are.")
    private static let event = APIParameter<WebhookEventType>.choice("event", "What they tell.")
    private static let page = APIPage("WebhookDeliveryPage", of: DeliveryObjects.delivery)

    let webhooks: WebhookService
    let once: OnceService

    var all: [APIOperation] { [list, one, replay] }

    private var list: APIOperation {
        APIOperation.list(
            Self.path, "listWebhookDeliveries", .automation, "Lists what was sent", Self.page,
            .manageWebhooks, filters: [Self.webhook.info, Self.state.info, Self.event.info]
        ) { call in
            let filter = WebhookDeliveryFilter(
                endpoint: try call.value(Self.webhook), state: try call.value(Self.state),
                type: try call.value(Self.event)?.rawValue)
            let (found, hasMore) = try await webhooks.deliveries(
                call.scope, filter, after: try call.lastID(), limit: try call.limit())
            let attempts = try await webhooks.attempts(call.scope, of: found.map(\.id))
            let tenant = call.scope.tenant.name.text
            return (
                found.map { DeliveryObjects.Sent($0, attempts[$0.id], tenant: tenant) },
                hasMore ? found.last.map { "\($0.id)" } : nil
            )
        }.with {
            $0.about = "The newest first, for thirty days."
        }
    }

    private var one: APIOperation {
        let object = DeliveryObjects.delivery
        return APIOperation(
            .get, "\(Self.path)/:id", "getWebhookDelivery", .automation,
            "What was sent, and what came back", answer: .object(object.schema)
        ) { call in
            let found = try await webhooks.delivery(call.scope, try Self.delivery(call))
            let attempts = try await webhooks.attempts(call.scope, of: [found.id])
            return .read(
                object.bytes(
                    .init(found, attempts[found.id], tenant: call.scope.tenant.name.text)))
        }.with {
            $0.permission = .manageWebhooks
            $0.parameters = [Self.id.info]
            $0.problems = [WebhookError.unknownDelivery]
        }
    }

    private var replay: APIOperation {
        let object = DeliveryObjects.delivery
        return APIOperation(
            .post, "\(Self.path)/:id/replay", "replayWebhookDelivery", .automation,
            "Sends something again that was delivered or has failed",
            answer: .object(object.schema)
        ) { call in
            let id = try Self.delivery(call)
            let webhooks = webhooks
            return .once(
                try await once.perform(call.scope, try call.once()) { connection in
                    try webhooks.replay(call.scope, id, on: connection)
                    let left = try webhooks.delivery(call.scope, id, on: connection)
                    let attempts = try webhooks.attempts(call.scope, of: id, on: connection)
                    let tenant = call.scope.tenant.name.text
                    return OnceAnswer(
                        status: 200, body: object.bytes(.init(left, attempts, tenant: tenant)))
                })
        }.with {
            $0.permission = .manageWebhooks
            $0.parameters = [Self.id.info]
            $0.isOnce = true
            $0.problems = [WebhookError.unknownDelivery, WebhookError.underWay]
        }
    }

    /// - Throws: `WebhookError.unknownDelivery` for what is no id, too.
    private static func delivery(_ call: APICall) throws -> ID<WebhookDelivery> {
        try call.id(id, orThrow: WebhookError.unknownDelivery)
    }
}
