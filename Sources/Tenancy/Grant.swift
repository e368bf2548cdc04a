/// What somebody may do within a tenant, and with which of its customers.
package struct Grant: Hashable, Sendable {
    package let permissions: Set<Permission>
    /// nil for all customers.
    package let portfolio: Portfolio?

    /// - Parameter permissions: of them, whoever has a portfolio gets what goes with one.
    package init(permissions: Set<Permission>, portfolio: Portfolio?) {
        self.permissions =
            portfolio == nil ? permissions : permissions.intersection(Portfolio.permissionsMax)
        self.portfolio = portfolio
    }
}
