package import Tenancy

/// Whose an export is: nobody else may see it, nor they themselves when by now they may do other
/// things, or see other customers, than when they asked for it.
package struct ExportOwner: Hashable, Sendable {
    let tenant: TenantName
    let actor: Actor
    let permissions: Set<Permission>
    let portfolio: Portfolio?

    package init(_ scope: Scope) {
        tenant = scope.tenant.name
        actor = scope.actor
        permissions = scope.permissions
        portfolio = scope.portfolio
    }
}
