package import Kernel
package import Tenancy

/// Somebody who belongs to a tenant.
package struct Member: Sendable {
    package let user: User
    /// Nil for a role that a later version made, which gives no rights in this one.
    package let role: Role?
    /// The customers that they see; nil for all.
    package let portfolio: Portfolio?
    package let hasPassword: Bool
    package let since: Instant
}
