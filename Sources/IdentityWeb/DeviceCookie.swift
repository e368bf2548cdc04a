import Hummingbird
import Identity
import Kernel

/// The cookie by which a browser is known that somebody logged in with. It gives no right to
/// anything: a login from there does not wait for what others guessed elsewhere.
enum DeviceCookie {
    static let name = "countinghouse_device"
    private static let lifetimeSeconds = 31_536_000

    static func token(of request: Request) -> SecretToken? {
        request.cookie(name).flatMap { SecretToken($0) }
    }

    /// Has a browser that has just logged in remember it.
    static func keep(
        _ session: SecretToken, _ login: LoginService, for request: Request,
        in response: inout Response, at now: Instant
    ) async throws {
        guard
            let made = try await login.devices.remember(
                token(of: request), session: session, at: now)
        else { return }
        response.setCookie(
            Cookie(
                name: name, value: made.text, maxAge: lifetimeSeconds, path: "/",
                secure: request.head.scheme == "https", httpOnly: true, sameSite: .lax))
    }
}
