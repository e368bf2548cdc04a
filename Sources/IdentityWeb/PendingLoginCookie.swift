import Hummingbird
import Identity

/// The cookie of a login that waits for its code: good for that and for ten minutes.
enum PendingLoginCookie {
    static let name = "countinghouse_login"
    private static let lifetimeSeconds = 600

    static func token(of request: Request) -> SecretToken? {
        request.cookie(name).flatMap { SecretToken($0) }
    }

    static func keeping(_ token: SecretToken, for request: Request) -> Cookie {
        cookie(token.text, seconds: lifetimeSeconds, for: request)
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
