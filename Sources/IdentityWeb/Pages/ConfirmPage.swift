import WebSupport

/// The form with which somebody says again who they are.
struct ConfirmPage {
    let layout: PageLayout
    let action: String
    let email: String
    let asksPassword: Bool
    let asksCode: Bool
    let asksNothing: Bool
    /// Where who has neither password nor second factor proves at their provider who they are.
    let signOnAction: String
    /// The field to begin with.
    let startsAtCode: Bool
    let problem: String?

    init(
        layout: PageLayout, action: String, next: LocalPath?, email: String,
        means: (hasPassword: Bool, hasCode: Bool), problem: String?
    ) {
        self.layout = layout
        self.action = action
        self.email = email
        signOnAction = next?.after(SignOnPageHandler.path) ?? SignOnPageHandler.path
        asksPassword = means.hasPassword
        asksCode = means.hasCode
        asksNothing = !means.hasPassword && !means.hasCode
        startsAtCode = !means.hasPassword
        self.problem = problem
    }
}
