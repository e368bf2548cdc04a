import Kernel
package import Tenancy

/// Whose an export is: nobody else may see it, nor they themselves when by now they may do other
/// things, or see other customers, than when they asked for it.
package struct ExportOwner: Hashable, Sendable {
    let tenant: ID<Tenant>
    let tenantName: TenantName
    let actor: Actor
    let permissions: Set<Permission>
    let portfolio: Portfolio?
    /// Stands for the customers in the portfolio; nil where all are seen.
    let customers: String?

    package init(_ scope: Scope, customers: String? = nil) {
        tenant = scope.tenant.id
        tenantName = scope.tenant.name
        actor = scope.actor
        permissions = scope.permissions
        portfolio = scope.portfolio
        self.customers = customers
    }
}
