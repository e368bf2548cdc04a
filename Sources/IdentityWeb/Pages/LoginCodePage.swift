import WebSupport

/// The form for the code of a second factor.
struct LoginCodePage {
    let layout: PageLayout
    let action: String
    /// nil where nothing was wrong yet.
    let problem: String?
}
