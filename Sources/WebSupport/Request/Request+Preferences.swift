package import Hummingbird

extension Request {
    /// Whether the answer is for a person: a page's address, asked for by a browser.
    package var wantsPage: Bool {
        guard !isForPrograms else { return false }
        return headers[values: .accept].contains { $0.contains("text/html") }
    }

    /// Whether the browser would rather have the page of long work than wait for its result:
    /// `Prefer: respond-async` (RFC 7240, section 4.1).
    package var prefersNotToWait: Bool {
        headers[values: HeaderNames.prefer].contains { value in
            value.split(separator: ",").contains { part in
                part.filter { $0 != " " }.lowercased() == "respond-async"
            }
        }
    }

    private var isForPrograms: Bool {
        let path = uri.path
        return path.hasPrefix("/api/") || path.hasPrefix("/ar/api/") || path.hasPrefix("/health")
    }
}
