import Hummingbird
import Identity
import WebSupport

extension Response {
    /// Sends a browser on with its new session.
    static func loggedIn(
        _ token: SecretToken, to path: String, for request: Request
    ) -> Response {
        var response = Response(status: .seeOther, headers: [.location: path])
        response.setCookie(SessionCookie.keeping(token, for: request))
        return response
    }
}
