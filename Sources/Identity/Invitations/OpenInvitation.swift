package import Kernel
package import Tenancy

/// An invitation that can still be answered, as its link shows it.
package struct OpenInvitation: Sendable {
    package let tenant: TenantName
    /// Whose account may answer it.
    package let user: ID<User>
    /// As whoever invited them typed it.
    package let email: String
    package let role: String
}
