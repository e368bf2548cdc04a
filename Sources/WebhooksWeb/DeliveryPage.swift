import Formats
import Kernel
import Tenancy
import WebSupport
import Webhooks

/// One delivery with what is sent and what came back.
struct DeliveryPage {
    struct Attempt {
        let time: String
        let outcome: String
        let milliseconds: String
        let isGood: Bool
    }

    let layout: PageLayout
    let row: DeliveryRow
    let url: String
    let endpointPath: String
    let eventID: String
    /// With a member a line, as it is not sent.
    let body: String
    let excerpt: String?
    /// The last one first.
    let attempts: [Attempt]
    let hasAttempts: Bool

    init(
        _ delivery: WebhookDelivery, _ attempts: [WebhookAttempt], _ endpoint: WebhookEndpoint,
        scope: Scope, layout: PageLayout
    ) {
        self.layout = layout
        row = DeliveryRow(delivery, time: LocalTime(scope.tenant))
        url = endpoint.url
        endpointPath = "\(WebhooksPageHandler.path)/\(endpoint.id)/"
        eventID = delivery.event.id
        let sent = delivery.event.body(tenant: scope.tenant.name.text)
        body =
            (try? JSONParser.parse(sent).text()) ?? String(decoding: sent, as: UTF8.self)
        excerpt = delivery.excerpt
        let local = LocalTime(scope.tenant)
        self.attempts = attempts.reversed().map { attempt in
            Attempt(
                time: local.second(attempt.startedAt),
                outcome: attempt.error ?? attempt.status.map { "Status \($0)." } ?? "",
                milliseconds: "\(attempt.milliseconds) ms", isGood: attempt.error == nil)
        }
        hasAttempts = !attempts.isEmpty
    }
}
