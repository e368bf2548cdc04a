import Hummingbird
import HummingbirdCore

/// The way to the login page for whoever must log in first; programs are only told so.
struct LoginRedirect {
    let response: Response

    /// nil for a program's request.
    init?(for request: Request) {
        if request.headers[HeaderNames.htmxRequest] != nil {
            // A part of a page was asked for: the whole page goes to the login.
            let page = request.headers[HeaderNames.htmxCurrentURL].flatMap(Self.path(ofPage:))
            response = Response(
                status: .ok, headers: [HeaderNames.htmxRedirect: page?.login ?? "/login"])
            return
        }
        guard request.wantsPage else { return nil }
        // Only what was asked for can be asked for again; what was sent is not.
        let isReading = request.method == .get || request.method == .head
        let next = isReading ? LocalPath(of: request) : nil
        response = Response(
            status: isReading ? .found : .seeOther,
            headers: [.location: next?.login ?? "/login"])
    }

    private static func path(ofPage url: String) -> LocalPath? {
        let uri = URI(url)
        return LocalPath(uri.path + (uri.query.map { "?\($0)" } ?? ""))
    }
}
