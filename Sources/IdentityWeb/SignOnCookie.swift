import Hummingbird
import Identity

/// The cookie that ties a login at a provider to the browser that began it. The provider sends the
/// browser back from another site, which is why it is not strict.
enum SignOnCookie {
    static let name = "countinghouse_sign_on"

    static func token(of request: Request) -> SecretToken? {
        request.cookie(name).flatMap { SecretToken($0) }
    }

    static func keeping(_ token: SecretToken, for request: Request) -> Cookie {
        cookie(token.text, seconds: Int(SignOnLogin.lifetime / .seconds(1)), for: request)
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
