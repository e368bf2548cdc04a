package import Kernel
package import Tenancy

/// A key of a program, without its secret.
package struct APIKey: Sendable {
    package let id: ID<APIKey>
    package let name: String
    /// What it was made for.
    package let permissions: Set<Permission>
    /// What of that it does now: no more than whoever made it.
    package let effective: Set<Permission>
    /// The customers that it sees now; nil for all.
    package let portfolio: Portfolio?
    /// Who made it.
    package let author: String
    package let createdAt: Instant
    package let expiresAt: Instant
    /// To the minute; nil for one that was never used.
    package let lastUsedAt: Instant?
}
