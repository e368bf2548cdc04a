import Identity
import WebSupport

/// An invitation of somebody who has an account, as its link shows it: to be answered, or how to
/// get there.
struct InvitationPage {
    let layout: PageLayout
    let tenant: String
    let role: String
    let email: String
    /// Who is logged in may answer it.
    let isYours: Bool
    /// Whose account has no password, and so only a provider that must be connected; that takes
    /// a login of their own, with a password.
    let isSignOnAlone: Bool
    /// Somebody else is logged in.
    let isAnothers: Bool
    let isLoggedOut: Bool
    /// Where they log in first, to come back here.
    let loginPath: String
    let token: String
    let acceptAction = InvitationHandler.acceptPath
    let declineAction = InvitationHandler.declinePath

    init(
        _ invitation: OpenInvitation, _ token: String, visitor: Visitor?, hasPassword: Bool,
        layout: PageLayout
    ) {
        self.layout = layout
        tenant = invitation.tenant.text
        role = invitation.role
        email = invitation.email
        self.token = token
        isLoggedOut = visitor == nil
        if case .person(let id, _) = visitor?.actor {
            isYours = id == invitation.user.rawValue
        } else {
            isYours = false
        }
        isSignOnAlone = isYours && !hasPassword
        isAnothers = !isLoggedOut && !isYours
        loginPath = LocalPath("/login/link/\(token)")?.login ?? "/login"
    }
}
