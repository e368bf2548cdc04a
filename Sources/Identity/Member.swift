package import Kernel

/// Somebody who belongs to a tenant.
package struct Member: Sendable {
    package let user: User
    /// Nil for a role that a later version made, which gives no rights in this one.
    package let role: Role?
    package let hasPassword: Bool
    package let since: Instant
}
