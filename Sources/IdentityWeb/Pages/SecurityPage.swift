import Identity
import Tenancy
import WebSupport

/// Which roles a tenant asks for a second factor, and who has none yet.
struct SecurityPage {
    struct RoleChoice {
        let value: String
        let isChosen: Bool
    }

    let layout: PageLayout
    let tenant: String
    let action = SecurityPageHandler.path
    let choices: [RoleChoice]
    /// The addresses of who has such a role and no second factor.
    let missing: [String]
    let hasMissing: Bool

    init(
        _ roles: Set<Role>, _ members: [MemberSessions], scope: Scope, layout: PageLayout
    ) {
        self.layout = layout
        tenant = scope.tenant.name.text
        choices = SecurityService.policyRoles.map {
            RoleChoice(value: $0.rawValue, isChosen: roles.contains($0))
        }
        missing = members.filter { !$0.hasSecondFactor && $0.role.map(roles.contains) == true }
            .map(\.user.email)
        hasMissing = !missing.isEmpty
    }
}
