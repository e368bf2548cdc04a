import Identity
import Tenancy
import WebSupport

/// Who belongs to a tenant, with what it takes to change that.
struct MembersPage {
    let layout: PageLayout
    let tenant: String
    let rows: [MemberRow]
    let hasRows: Bool
    let mayManage: Bool
    let hasKeys: Bool
    let hasSecurity: Bool
    let hasCompany: Bool
    let hasAudit: Bool
    let options: [RoleOption]
    let action: String
    /// As it was typed, where something was wrong with it.
    let email: String
    let name: String
    let problem: String?
    let invitation: Invitation?
    let choice: PortfolioChoice

    init(
        _ members: [Member], groups: [PortfolioGroup], scope: Scope, layout: PageLayout,
        draft: MemberDraft = MemberDraft(),
        problem: String? = nil, invitation: Invitation? = nil
    ) {
        self.layout = layout
        tenant = scope.tenant.name.text
        rows = members.map { MemberRow($0, groups: groups, for: scope) }
        choice = PortfolioChoice(groups, chosen: nil)
        hasRows = !rows.isEmpty
        mayManage = scope.permissions.contains(.manageMembers)
        hasKeys = scope.permissions.contains(.manageKeys)
        hasSecurity = scope.permissions.contains(.manageSecurity)
        hasCompany = scope.permissions.contains(.manageTenant)
        hasAudit = scope.permissions.contains(.readAudit)
        options = RoleOption.all(
            chosen: Role(rawValue: draft.role) ?? .viewer,
            mayMakeOwners: scope.permissions.contains(.manageOwners))
        action = MembersPageHandler.path
        email = draft.email
        name = draft.name
        self.problem = problem
        self.invitation = invitation
    }
}
