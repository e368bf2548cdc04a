package import Kernel

/// Whose data a call is about, who acts, from where, and what they may do: the first argument of
/// every service. Nothing below it knows how the actor was identified.
package struct Scope: Sendable {
    /// What gives a person their permissions, and takes them away by its end.
    package enum Basis: Sendable {
        case membership
        /// They are an operator, and do in the tenant what goes with that.
        case installation
    }

    package let tenant: Tenant
    package let actor: Actor
    package let permissions: Set<Permission>
    /// The customers that the actor sees; nil for all. `TenantDatabase` keeps to it, so that no
    /// question needs to.
    package let portfolio: Portfolio?
    package let origin: Origin
    /// Who is both, a member and an operator, acts as one of them: by what the scope is made for.
    package let basis: Basis

    package init(
        tenant: Tenant, actor: Actor, grant: Grant, origin: Origin = .here,
        basis: Basis = .membership
    ) {
        self.tenant = tenant
        self.actor = actor
        self.basis = basis
        permissions = grant.permissions
        portfolio = grant.portfolio
        self.origin = origin
    }

    /// Everything is allowed: the command line and the program's own work.
    package static func unrestricted(_ tenant: Tenant, actor: Actor) -> Scope {
        Scope(
            tenant: tenant, actor: actor,
            grant: Grant(permissions: Set(Permission.allCases), portfolio: nil))
    }

    /// Who acts and from where, without the tenant.
    package var source: AuditSource { AuditSource(actor, from: origin) }

    /// - Throws: `TenancyError.notPermitted`.
    package func require(_ permission: Permission) throws(TenancyError) {
        guard permissions.contains(permission) else { throw .notPermitted(permission) }
    }

    /// Today's date where the tenant is.
    package func today(at instant: Instant = .now()) -> LocalDate {
        LocalDate.today(in: tenant.timeZone, at: instant)
    }
}
