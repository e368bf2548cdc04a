package import Kernel
package import Tenancy

/// What operators see of a tenant: nothing that is in it.
package struct TenantListing: Sendable {
    package let name: TenantName
    package let status: Tenant.Status
    package let currency: String
    package let createdAt: Instant
    /// When its rows go; nil for one that is not being deleted.
    package let deleteAfter: Instant?
    package let members: Int
    /// Of its tables with their indexes.
    package let bytes: Int64
}
