package import Tenancy

/// What somebody is within a tenant, and of which of its customers.
package struct Membership: Hashable, Sendable {
    package let role: Role
    /// nil for all customers.
    package let portfolio: Portfolio?

    package init(role: Role, portfolio: Portfolio? = nil) {
        self.role = role
        self.portfolio = portfolio
    }

    package var grant: Grant {
        Grant(permissions: role.permissions, portfolio: portfolio)
    }
}
