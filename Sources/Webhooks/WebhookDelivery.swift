package import Kernel

/// One event for one endpoint, and what became of it.
package struct WebhookDelivery: Sendable {
    package enum State: String, Sendable, CaseIterable {
        case waiting, sending, delivered, failed
    }

    package let id: ID<WebhookDelivery>
    package let endpoint: ID<WebhookEndpoint>
    package let event: WebhookEvent
    package let state: State
    package let attempts: Int
    package let createdAt: Instant
    /// When it is tried next.
    package let nextAt: Instant
    package let finishedAt: Instant?
    /// Of the last attempt: the status that came back, how long that took, and the beginning of
    /// what it said.
    package let status: Int?
    package let milliseconds: Int?
    package let error: String?
    package let excerpt: String?
}
