import Kernel
import Tenancy
import WebSupport
import Webhooks

/// One delivery with what is sent and what came back.
struct DeliveryPage {
    let layout: PageLayout
    let row: DeliveryRow
    let url: String
    let endpointPath: String
    let eventID: String
    let body: String
    let excerpt: String?

    init(
        _ delivery: WebhookDelivery, _ endpoint: WebhookEndpoint, scope: Scope, layout: PageLayout
    ) {
        self.layout = layout
        row = DeliveryRow(delivery, zone: scope.tenant.timeZone)
        url = endpoint.url
        endpointPath = "\(WebhooksPageHandler.path)/\(endpoint.id)/"
        eventID = delivery.event.id
        body = String(
            decoding: delivery.event.body(tenant: scope.tenant.name.text), as: UTF8.self)
        excerpt = delivery.excerpt
    }
}
