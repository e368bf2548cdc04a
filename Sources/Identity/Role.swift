package import Tenancy

/// What somebody is within a tenant. What each may do stands in `RoleTable`.
package enum Role: String, Hashable, Sendable, CaseIterable {
    case owner, admin, accountant, collector, viewer
    /// A program, which works without anybody watching.
    case service

    package var permissions: Set<Permission> { RoleTable.permissions(of: self) }
}
