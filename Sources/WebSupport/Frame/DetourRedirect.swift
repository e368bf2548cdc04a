import Hummingbird
import HummingbirdCore

/// The way to a page where something must be done first: log in, say again who one is, or set up a
/// second factor. From there it leads back; programs are only told so.
struct DetourRedirect {
    let response: Response

    /// nil for another error, and for a program's request.
    init?(_ error: any Error, for request: Request) {
        switch error {
        case WebError.loginNeeded: self.init(to: "/login", for: request)
        case WebError.confirmationNeeded(let page):
            self.init(to: "/account/confirm", for: request, backTo: LocalPath(page))
        case WebError.secondFactorMissing:
            self.init(to: "/account/second-factor", for: request)
        default: return nil
        }
    }

    /// - Parameter page: where to go then; nil for what was asked for.
    private init?(to detour: String, for request: Request, backTo page: LocalPath? = nil) {
        if request.headers[HeaderNames.htmxRequest] != nil {
            // A part of a page was asked for: the whole page goes.
            let next =
                page ?? request.headers[HeaderNames.htmxCurrentURL].flatMap(Self.path(ofPage:))
            response = Response(
                status: .ok, headers: [HeaderNames.htmxRedirect: next?.after(detour) ?? detour])
            return
        }
        guard request.wantsPage else { return nil }
        // Only what was asked for can be asked for again; what was sent is not.
        let isReading = request.method == .get || request.method == .head
        let next = page ?? (isReading ? LocalPath(of: request) : nil)
        response = Response(
            status: isReading ? .found : .seeOther,
            headers: [.location: next?.after(detour) ?? detour])
    }

    private static func path(ofPage url: String) -> LocalPath? {
        let uri = URI(url)
        return LocalPath(uri.path + (uri.query.map { "?\($0)" } ?? ""))
    }
}
