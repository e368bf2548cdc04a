import Identity
import Kernel
import Tenancy
import WebSupport

/// Who belongs to a tenant, with what it takes to change that.
struct MembersPage {
    struct Link {
        let path: String
        let label: String
    }

    let layout: PageLayout
    let tenant: String
    let rows: [MemberRow]
    let hasRows: Bool
    let pending: [PendingRow]
    let hasPending: Bool
    let mayManage: Bool
    /// What else of the company its reader may look after.
    let links: [Link]
    let hasLinks: Bool
    let options: [RoleOption]
    let action: String
    /// As it was typed, where something was wrong with it.
    let email: String
    let name: String
    let problem: String?
    let invitation: Invitation?
    let choice: PortfolioChoice

    init(
        _ members: [Member], pending: [PendingMember], groups: [PortfolioGroup], scope: Scope,
        layout: PageLayout, at now: Instant,
        draft: MemberDraft = MemberDraft(),
        problem: String? = nil, invitation: Invitation? = nil
    ) {
        self.layout = layout
        tenant = scope.tenant.name.text
        rows = members.map { MemberRow($0, groups: groups, for: scope) }
        choice = PortfolioChoice(groups, chosen: nil)
        hasRows = !rows.isEmpty
        self.pending = pending.map { PendingRow($0, groups: groups, for: scope, at: now) }
        hasPending = !pending.isEmpty
        mayManage = scope.permissions.contains(.manageMembers)
        links = Self.links.filter { scope.permissions.contains($0.permission) }.map(\.link)
        hasLinks = !links.isEmpty
        options = RoleOption.all(
            chosen: Role(rawValue: draft.role) ?? .viewer,
            mayMakeOwners: scope.permissions.contains(.manageOwners))
        action = MembersPageHandler.path
        email = draft.email
        name = draft.name
        self.problem = problem
        self.invitation = invitation
    }

    private static let links: [(permission: Permission, link: Link)] = [
        (.manageKeys, Link(path: "\(KeysPageHandler.path)/", label: "Keys of programs")),
        (.manageWebhooks, Link(path: "/admin/webhooks/", label: "Webhooks")),
        (
            .manageSecurity,
            Link(path: "\(MemberSessionsPageHandler.path)/", label: "Sessions")
        ),
        (.manageSecurity, Link(path: "/admin/security/", label: "Security")),
        (.manageSecurity, Link(path: "/admin/sso/", label: "Single sign-on")),
        (.readAudit, Link(path: "\(AuditPageHandler.path)/", label: "Audit")),
        (.manageTenant, Link(path: "\(CompanyPageHandler.path)/", label: "Company")),
    ]
}
