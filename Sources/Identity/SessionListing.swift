package import Kernel

/// One of a person's sessions, as the person may see it.
package struct SessionListing: Sendable {
    package let id: ID<SessionListing>
    package let createdAt: Instant
    package let lastSeenAt: Instant
    package let expiresAt: Instant
    package let origin: LoginOrigin
    /// Whether it is the one that asks.
    package let isCurrent: Bool
}
