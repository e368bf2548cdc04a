import Identity
import WebSupport

/// Asks for the address of whoever logs in at a provider, sends the browser there, or says why that
/// came to nothing.
struct SignOnPage {
    let layout: PageLayout
    let title: String
    let action: String
    /// Asks for an address.
    let asks: Bool
    /// Offers to connect the account of whoever is logged in.
    let connects: Bool
    /// Where the browser goes on; nil where it does not.
    let target: String?
    let host: String
    let email: String
    let problem: String?
    /// Where a login with a password leads to this page again.
    let passwordPath: String

    init(
        layout: PageLayout, visitorEmail: String?, start: SignOnStart? = nil, email: String = "",
        next: String? = nil, problem: String? = nil
    ) {
        self.layout = layout
        title = visitorEmail == nil ? "Single sign-on" : "Connect your account"
        action = SignOnPageHandler.path + (next.map { "?\($0)" } ?? "")
        asks = start == nil && visitorEmail == nil
        connects = start == nil && visitorEmail != nil
        target = start?.url
        host = start?.host ?? ""
        self.email = visitorEmail ?? email
        self.problem = problem
        passwordPath = "/login?next=%2Flogin%2Fsso"
    }
}
