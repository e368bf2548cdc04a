package import Tenancy

/// Whose an export is: nobody else may see it, nor they themselves when they see other customers
/// by now than those of the file.
package struct ExportOwner: Hashable, Sendable {
    let tenant: TenantName
    let actor: Actor
    let portfolio: Portfolio?

    package init(_ scope: Scope) {
        tenant = scope.tenant.name
        actor = scope.actor
        portfolio = scope.portfolio
    }
}
