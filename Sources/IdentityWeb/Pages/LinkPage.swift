import Identity
import WebSupport

/// What a one-time link shows: a button to log in, a form to set a password, or that it cannot be
/// used.
struct LinkPage {
    let layout: PageLayout
    /// What the form is sent to: the link itself.
    let action: String
    let logsIn: Bool
    let setsPassword: Bool
    let isUnusable: Bool
    let email: String
    let name: String
    /// nil where nothing was wrong yet.
    let problem: String?
    let lengthMin: Int

    init(
        _ link: LoginLink?, _ token: String, layout: PageLayout, problem: IdentityError? = nil
    ) {
        self.layout = layout
        action = "/login/link/\(token)"
        logsIn = link?.purpose == .login
        setsPassword = link?.purpose.setsPassword ?? false
        isUnusable = link == nil
        email = link?.user.email ?? ""
        name = link?.user.name ?? ""
        self.problem = problem?.userMessage
        lengthMin = PasswordRules.lengthMin
    }

    static func title(_ link: LoginLink?) -> String {
        switch link?.purpose {
        case .login: "Log in"
        case .password, .reset: "Set your password"
        case nil: "This link does not work"
        }
    }
}
