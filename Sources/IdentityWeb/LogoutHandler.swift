import Hummingbird
import Identity
import WebSupport

/// `POST /logout`: ends the session and has the browser forget its cookie.
struct LogoutHandler: Sendable {
    let sessions: SessionService

    func add(to routes: inout RouteTable) {
        routes.post("/logout") { request, context in
            if let token = SessionCookie.token(of: request) {
                try await sessions.end(token, from: request.origin(context))
            }
            var response = Response.redirect(
                toPath: "/login", flash: Flash(kind: .success, text: "You are logged out."))
            response.setCookie(SessionCookie.forgetting(for: request))
            return response
        }
    }
}
