import Hummingbird
import Identity
import Kernel
import WebSupport

extension AppRequestContext {
    /// The person who is logged in with a browser, and their session: for what only they do.
    ///
    /// - Throws: `WebError.loginNeeded`, also for a program.
    func person(_ request: Request) throws(WebError) -> (user: User, session: SecretToken) {
        let visitor = try loggedIn()
        guard case .person(let id, let email) = visitor.actor, visitor.isInBrowser,
            let session = SessionCookie.token(of: request)
        else { throw .loginNeeded }
        return (User(id: ID(id), email: email, name: visitor.name), session)
    }

    /// Has the page that answers carry the token of a session that goes on under another one.
    func renew(_ session: SecretToken) {
        facts.visitor = facts.visitor?.renewed(csrfToken: session.derived(for: "csrf"))
    }
}
