package import Tenancy

/// Whose an export is: nobody else may see it.
package struct ExportOwner: Hashable, Sendable {
    let tenant: TenantName
    let actor: Actor

    package init(_ scope: Scope) {
        tenant = scope.tenant.name
        actor = scope.actor
    }
}
