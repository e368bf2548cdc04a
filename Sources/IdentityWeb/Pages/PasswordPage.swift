import Identity
import WebSupport

/// The form with which somebody changes their password.
struct PasswordPage {
    let layout: PageLayout
    let action = PasswordPageHandler.path
    let email: String
    let hasPassword: Bool
    let lengthMin = PasswordRules.lengthMin
    let problem: String?
}
