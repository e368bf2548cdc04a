import FoundationEssentials
import Hummingbird

/// A message about what was just done, shown once, on the next page.
package struct Flash: Hashable, Sendable {
    package enum Kind: String, Sendable {
        case success, warning, error
    }

    static let cookie = "ch_flash"
    private static let textBytesMax = 1_000
    private static let lifetimeSeconds = 120

    package let kind: Kind
    /// A sentence for people.
    package let text: String

    package init(kind: Kind, text: String) {
        self.kind = kind
        self.text = text
    }

    /// What a request's cookie says; nil without one, and for one that was not made here.
    init?(of request: Request) {
        guard let value = request.cookie(Self.cookie).map(String.init),
            value.utf8.count <= 2 * Self.textBytesMax,
            let data = Data(base64Encoded: Self.padded(value)),
            let text = String(validating: data, as: UTF8.self)
        else { return nil }
        let parts = text.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, let kind = Kind(rawValue: String(parts[0])) else { return nil }
        self.init(kind: kind, text: String(parts[1]))
    }

    var cookie: Cookie {
        var text = text
        while text.utf8.count > Self.textBytesMax { text.removeLast() }
        let value = Data("\(kind.rawValue):\(text)".utf8).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        return Self.cookie(value, seconds: Self.lifetimeSeconds)
    }

    /// Makes a browser forget the message.
    static var forgetting: Cookie { cookie("", seconds: 0) }

    private static func cookie(_ value: String, seconds: Int) -> Cookie {
        Cookie(
            name: cookie, value: value, maxAge: seconds, path: "/", httpOnly: true, sameSite: .lax)
    }

    private static func padded(_ value: String) -> String {
        let text = value.replacing("-", with: "+").replacing("_", with: "/")
        return text + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
    }
}
