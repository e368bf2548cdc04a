import Identity
import WebSupport

/// Which customers a member sees, to be changed.
struct PortfolioPage {
    let layout: PageLayout
    let email: String
    let role: String
    let action: String
    let members: String
    let choice: PortfolioChoice
    let problem: String?

    init(
        _ member: Member, groups: [PortfolioGroup], layout: PageLayout, problem: String? = nil
    ) {
        self.layout = layout
        email = member.user.email
        role = member.role?.rawValue ?? "unknown"
        action = PortfolioPageHandler.path(of: member.user.id)
        members = "\(MembersPageHandler.path)/"
        choice = PortfolioChoice(groups, chosen: member.portfolio)
        self.problem = problem
    }
}
