package import Tenancy

/// Who may do what within a tenant: the only place that says so. Pages, the command line and
/// programs all act through a `Scope` whose permissions come from here.
package enum RoleTable {
    /// Every permission with the roles that have it, as the page of roles shows them.
    package static let rows: [(permission: Permission, roles: Set<Role>)] = [
        (.readReceivables, [.owner, .admin, .accountant, .collector, .viewer, .service]),
        (.writeNotes, [.owner, .admin, .accountant, .collector, .service]),
        (.postReceivables, [.owner, .admin, .accountant, .service]),
        (.importData, [.owner, .admin, .accountant, .service]),
        (.readMembers, [.owner, .admin, .accountant]),
        (.manageMembers, [.owner, .admin]),
        (.manageKeys, [.owner, .admin]),
        (.manageWebhooks, [.owner, .admin]),
        (.manageJobs, [.owner, .admin]),
        (.manageSecurity, [.owner, .admin]),
        (.readAudit, [.owner, .admin]),
        (.manageOwners, [.owner]),
        (.manageTenant, [.owner]),
    ]

    /// The roles that can be limited to a portfolio: those that change nothing but notes.
    package static let limitable: Set<Role> = [.collector, .viewer]

    static func permissions(of role: Role) -> Set<Permission> {
        Set(rows.filter { $0.roles.contains(role) }.map(\.permission))
    }
}
