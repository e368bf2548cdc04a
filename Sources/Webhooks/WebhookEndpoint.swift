package import Kernel
package import Tenancy

/// Where a tenant wants to be told of what happens in its books.
package struct WebhookEndpoint: Sendable {
    package enum State: String, Sendable, CaseIterable {
        case active
        /// What happens meanwhile waits.
        case paused
    }

    package let id: ID<WebhookEndpoint>
    package let tenant: ID<Tenant>
    package let url: String
    package let description: String
    package let types: [WebhookEventType]
    package let state: State
    /// It was paused because it failed for days.
    package let isGivenUp: Bool
    package let createdAt: Instant
    /// Until when the secret before this one signs too.
    package let oldSecretUntil: Instant?
    /// Since when nothing has arrived, and how often that was tried.
    package let failingSince: Instant?
    package let failures: Int
    /// It was paused because whoever made it is no administrator of the tenant any more.
    package let isOrphaned: Bool
}
