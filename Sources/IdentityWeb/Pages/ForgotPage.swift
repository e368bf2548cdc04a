import WebSupport

/// Asks for the address of somebody who forgot their password, or says what happens now.
struct ForgotPage {
    let layout: PageLayout
    let action: String
    let isAsked: Bool
    /// nil where nothing was wrong.
    let problem: String?
    let minutes: Int
}
