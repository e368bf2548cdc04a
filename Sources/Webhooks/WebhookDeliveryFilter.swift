package import Kernel

/// Which deliveries somebody asks for.
package struct WebhookDeliveryFilter: Sendable {
    package var endpoint: ID<WebhookEndpoint>?
    package var state: WebhookDelivery.State?
    /// Of the event.
    package var type: String?

    package init(
        endpoint: ID<WebhookEndpoint>? = nil, state: WebhookDelivery.State? = nil,
        type: String? = nil
    ) {
        self.endpoint = endpoint
        self.state = state
        self.type = type
    }
}
