import Identity
import Kernel
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
    /// Their password keeps working, if they have one.
    let hasPassword: Bool
    /// Says that whoever is logged in came by the provider's word alone, and how to go on.
    let refuses: Bool
    let refusal = SignOnError.ownProofNeeded.userMessage
    /// Says where a password is had from.
    let asksForPassword: Bool
    /// Where the browser goes on; nil where it does not.
    let target: String?
    let host: String
    let email: String
    let problem: String?
    /// Where a login with a password leads to this page again.
    let passwordPath: String

    init(
        layout: PageLayout, visitorEmail: String?, standing: SignOnStanding?,
        start: SignOnStart? = nil, email: String = "", next: String? = nil,
        problem: (any DomainError)? = nil
    ) {
        self.layout = layout
        title = visitorEmail == nil ? "Single sign-on" : "Connect your account"
        action = SignOnPageHandler.path + (next.map { "?\($0)" } ?? "")
        asks = start == nil && visitorEmail == nil
        hasPassword = standing?.hasPassword == true
        refuses = start == nil && standing?.isByProvider == true
        connects = start == nil && visitorEmail != nil && !refuses
        asksForPassword = refuses || (problem as? SignOnError)?.asksForPassword == true
        target = start?.url
        host = start?.host ?? ""
        self.email = visitorEmail ?? email
        self.problem = problem?.userMessage
        passwordPath = "/login?next=%2Flogin%2Fsso"
    }
}
