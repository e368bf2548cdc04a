package import Kernel

/// One time that something was sent.
package struct WebhookAttempt: Sendable {
    package let startedAt: Instant
    package let milliseconds: Int
    /// nil where nothing came back.
    package let status: Int?
    /// A sentence; nil where it arrived.
    package let error: String?
}
