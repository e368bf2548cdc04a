import Hummingbird
import Identity

/// The cookie that carries a session's token. It lasts as long as the browser is open or the
/// session lives; no script sees it, and no other site's form sends it.
enum SessionCookie {
    static let name = "countinghouse_session"

    /// The token of a request; nil without one that could be ours.
    static func token(of request: Request) -> SecretToken? {
        request.cookie(name).flatMap { SecretToken($0) }
    }

    static func keeping(_ token: SecretToken, for request: Request) -> Cookie {
        let seconds = Int(LoginSession.lifetimeMax / .seconds(1))
        return cookie(token.text, seconds: seconds, for: request)
    }

    static func forgetting(for request: Request) -> Cookie {
        cookie("", seconds: 0, for: request)
    }

    private static func cookie(_ value: String, seconds: Int, for request: Request) -> Cookie {
        Cookie(
            name: name, value: value, maxAge: seconds, path: "/",
            secure: request.head.scheme == "https", httpOnly: true, sameSite: .lax)
    }
}
