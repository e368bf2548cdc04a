package import Kernel
package import Tenancy

/// Somebody with an account whom a tenant has invited, and who has not answered yet: no more of
/// them than was typed.
package struct PendingMember: Sendable {
    package let id: ID<PendingMember>
    package let email: String
    /// Nil for a role that a later version made.
    package let role: Role?
    /// The customers that they are to see; nil for all.
    package let portfolio: Portfolio?
    /// The member who invited them; nil for whoever runs the installation.
    package let inviter: String?
    package let expiresAt: Instant
}
