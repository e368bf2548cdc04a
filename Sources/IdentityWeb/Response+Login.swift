import Hummingbird
import Identity
import Kernel
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

    /// Sends a browser on to the page that asks for the code of a second factor.
    static func codeNeeded(
        _ pending: SecretToken, next: LocalPath?, for request: Request
    ) -> Response {
        let page = LoginCodePageHandler.path
        var response = Response(
            status: .seeOther, headers: [.location: next?.after(page) ?? page])
        response.setCookie(PendingLoginCookie.keeping(pending, for: request))
        return response
    }

    /// A form again, with what was wrong with it.
    ///
    /// - Throws: an error that is none of the sender's.
    static func refusal(
        _ error: any DomainError, _ page: (String) throws -> Response
    ) throws -> Response {
        guard error.kind != .internalFailure else { throw error }
        var response = try page(error.userMessage)
        // Not 401, which would need a method of HTTP's own to log in with.
        response.status = error.kind == .unavailable ? .serviceUnavailable : .unprocessableContent
        if let seconds = (error as? any ThrottledError)?.retryAfterSeconds {
            response.status = .tooManyRequests
            response.headers[.retryAfter] = String(seconds)
        }
        return response
    }
}
