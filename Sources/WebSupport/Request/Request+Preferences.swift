package import Hummingbird

extension Request {
    /// Whether the answer is for a person: a page's address, asked for by a browser.
    package var wantsPage: Bool {
        guard !isForPrograms else { return false }
        return headers[values: .accept].contains { $0.contains("text/html") }
    }

    private var isForPrograms: Bool {
        let path = uri.path
        return path.hasPrefix("/api/") || path.hasPrefix("/ar/api/") || path.hasPrefix("/health")
    }
}
