import Identity
import Tenancy

/// One member as the page of members shows it.
struct MemberRow {
    let email: String
    /// nil where none was given.
    let ownName: String?
    let role: String
    let password: String
    /// Whether whoever looks may change it.
    let mayChange: Bool
    let options: [RoleOption]
    let roleAction: String
    /// nil where whoever looks may not, and in their own row.
    let removeAction: String?
    let fieldID: String
    /// The customers that they see.
    let portfolio: String
    /// Where that is changed; nil for a role that sees all.
    let portfolioPath: String?

    init(_ member: Member, groups: [PortfolioGroup], for scope: Scope) {
        let mayMakeOwners = scope.permissions.contains(.manageOwners)
        email = member.user.email
        ownName = member.user.name == member.user.email ? nil : member.user.name
        role = member.role?.rawValue ?? "unknown"
        password = member.hasPassword ? "set" : "not set yet"
        mayChange =
            scope.permissions.contains(.manageMembers) && (member.role != .owner || mayMakeOwners)
        options = RoleOption.all(chosen: member.role, mayMakeOwners: mayMakeOwners)
        roleAction = "\(MembersPageHandler.path)/\(member.user.id)/role"
        removeAction =
            mayChange && !Self.isSelf(member, scope)
            ? "\(MembersPageHandler.path)/\(member.user.id)/remove" : nil
        fieldID = "role-\(member.user.id)"
        portfolio = PortfolioChoice.names(member.portfolio, of: groups)
        let isLimitable = member.role.map(RoleTable.limitable.contains) ?? false
        portfolioPath =
            mayChange && isLimitable ? PortfolioPageHandler.path(of: member.user.id) : nil
    }

    private static func isSelf(_ member: Member, _ scope: Scope) -> Bool {
        if case .person(let id, _) = scope.actor { id == member.user.id.rawValue } else { false }
    }
}
