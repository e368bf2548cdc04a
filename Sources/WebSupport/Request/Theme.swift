import Hummingbird

/// Whether a visitor wants light or dark pages, whatever the system says. The browser's button
/// writes it into a cookie, so that the server sends the page in the right one at once.
enum Theme: String, Sendable {
    case light, dark

    static let cookie = "ch_theme"

    /// nil leaves it to the system.
    init?(of request: Request) {
        guard let value = request.cookie(Self.cookie) else { return nil }
        self.init(rawValue: String(value))
    }
}
