import Identity
import WebSupport

/// The login form, empty or with what was wrong.
struct LoginPage {
    let layout: PageLayout
    /// What the form is sent to.
    let action: String
    let email: String
    /// nil where nothing was wrong yet.
    let problem: String?
    let signOnPath: String
    /// The empty field to begin with.
    let startsAtPassword: Bool

    init(layout: PageLayout, next: LocalPath?, email: String = "", problem: String? = nil) {
        self.layout = layout
        action = next?.login ?? "/login"
        signOnPath =
            next.map { SignOnPageHandler.path + $0.login.dropFirst("/login".count) }
            ?? SignOnPageHandler.path
        self.email = email
        self.problem = problem
        startsAtPassword = !email.isEmpty
    }
}
