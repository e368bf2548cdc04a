import HTTPTypes
import Hummingbird

/// On a way that is encrypted our cookies' names begin with `__Host-` (RFC 6265bis §4.1.3.2):
/// browsers take such a cookie only from this very host, encrypted, and for all of its paths, so
/// that no host beside ours and nobody on the way can plant one. Handlers know the names without.
///
/// The choice of light or dark, which the browser's script writes, is none of ours.
enum CookiePrefix {
    private static let prefix = "__Host-"

    static func isUsed(for request: Request) -> Bool { request.head.scheme == "https" }

    /// The request with the cookies that bear the prefix, without it; the others are not ours.
    static func removed(from request: Request) -> Request {
        var head = request.head
        let cookies = head.headerFields[values: .cookie]
            .flatMap { $0.split(separator: ";") }
            .map { $0.drop { $0 == " " } }
            .compactMap { cookie -> Substring? in
                if cookie.hasPrefix(prefix) { return cookie.dropFirst(prefix.count) }
                return cookie.hasPrefix("\(Theme.cookie)=") ? cookie : nil
            }
        head.headerFields[.cookie] = cookies.isEmpty ? nil : cookies.joined(separator: "; ")
        return Request(head: head, body: request.body)
    }

    static func add(to response: inout Response) {
        response.headers[values: .setCookie] = response.headers[values: .setCookie].map { cookie in
            let isSecure = cookie.split(separator: ";").contains { part in
                part.drop { $0 == " " }.lowercased() == "secure"
            }
            return "\(prefix)\(cookie)\(isSecure ? "" : "; Secure")"
        }
    }
}
