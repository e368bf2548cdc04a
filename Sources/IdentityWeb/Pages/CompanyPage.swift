import Tenancy
import WebSupport

/// A company's settings, everything it has, and its end.
struct CompanyPage {
    struct Month {
        let number: Int
        let name: String
        let isChosen: Bool
    }

    private static let monthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]

    let layout: PageLayout
    let tenant: String
    let draft: CompanyDraft
    let months: [Month]
    let domain: String?
    let nameLengthMax: Int
    let action: String
    let graceDays: Int
    let problem: String?
    let deletionProblem: String?

    init(
        layout: PageLayout, tenant: Tenant, draft: CompanyDraft, problem: String?,
        deletionProblem: String?
    ) {
        self.layout = layout
        self.tenant = tenant.name.text
        self.draft = draft
        months = Self.monthNames.enumerated().map { index, name in
            Month(
                number: index + 1, name: name,
                isChosen: String(index + 1) == draft.fiscalYearStart)
        }
        domain = tenant.domain
        nameLengthMax = TenantName.lengthMax
        action = CompanyPageHandler.path
        graceDays = TenantService.graceDays
        self.problem = problem
        self.deletionProblem = deletionProblem
    }
}
