import WebSupport

/// The form with which somebody says again who they are.
struct ConfirmPage {
    let layout: PageLayout
    let action: String
    let email: String
    let asksPassword: Bool
    let asksCode: Bool
    let asksNothing: Bool
    /// The field to begin with.
    let startsAtCode: Bool
    let problem: String?

    init(
        layout: PageLayout, action: String, email: String,
        means: (hasPassword: Bool, hasCode: Bool), problem: String?
    ) {
        self.layout = layout
        self.action = action
        self.email = email
        asksPassword = means.hasPassword
        asksCode = means.hasCode
        asksNothing = !means.hasPassword && !means.hasCode
        startsAtCode = !means.hasPassword
        self.problem = problem
    }
}
