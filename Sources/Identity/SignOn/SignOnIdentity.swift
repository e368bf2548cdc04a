package import Kernel
import Outbound

/// A login at a provider that lets a person in, as the person may see it.
package struct SignOnIdentity: Sendable {
    /// What its person calls it by to end it: 64 hexadecimal digits, always the same.
    package let id: String
    package let issuer: String
    package let createdAt: Instant
    package let lastUsedAt: Instant

    /// What the provider is called to people.
    package var host: String { (try? OutboundTarget(issuer))?.host ?? issuer }
}
