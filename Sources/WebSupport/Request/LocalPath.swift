import FoundationEssentials
package import Hummingbird
import Kernel

/// An address of this server, path and query: where a login leads back to. Nothing that could
/// lead to another host is one.
package struct LocalPath: Hashable, Sendable {
    private static let lengthMax = 2_000
    /// The parameter of the login page that carries one.
    package static let parameter = "next"

    package let text: String

    /// - Parameter text: nil is returned unless it begins with one slash and holds only what an
    ///   address may: browsers take a backslash for a slash and drop line breaks.
    package init?(_ text: String) {
        let bytes = text.utf8
        guard bytes.first == UInt8(ascii: "/"), bytes.dropFirst().first != UInt8(ascii: "/"),
            bytes.count <= Self.lengthMax,
            bytes.allSatisfy({ 0x21...0x7E ~= $0 && $0 != UInt8(ascii: "\\") })
        else { return nil }
        self.text = text
    }

    /// The address a request was sent to.
    package init?(of request: Request) {
        self.init(request.head.path ?? "")
    }

    /// What the parameter `next` asks for; nil where it is missing or leads elsewhere.
    package init?(next query: QueryParameters) {
        self.init(query.raw(Self.parameter))
    }

    /// The login page that leads back here.
    package var login: String { after("/login") }

    /// Whether it may be, or lead on to, a one-time link, which opens an account for whoever reads
    /// it, however its letters are written.
    package var namesLink: Bool {
        var name = text
        for _ in 1...3 { name = name.removingPercentEncoding ?? name }
        return name.lowercased().contains("link/")
    }

    /// A page that leads back here when it is done.
    package func after(_ page: String) -> String { "\(page)?\(parameter)" }

    /// The parameter of a page that leads back here.
    var parameter: String {
        Self.parameter + "=" + PercentEscape.escaped(text, keeping: "/")
    }
}
