/// A scheme, a host and a port, as `https://books.example.com`: what browsers call an origin.
package struct WebOrigin: Hashable, Sendable, CustomStringConvertible {
    package let isEncrypted: Bool
    /// In small letters; IPv6 in brackets.
    package let host: String
    /// nil for the scheme's own.
    package let port: Int?

    /// nil for what has a path, a user or anything else, and for a host with characters that no
    /// host has.
    package init?(_ text: String) {
        let lowered = text.lowercased()
        guard let scheme = ["https://", "http://"].first(where: { lowered.hasPrefix($0) }) else {
            return nil
        }
        var rest = lowered.dropFirst(scheme.count)
        if rest.hasSuffix("/") { rest = rest.dropLast() }
        guard let (name, port) = HostName.split(rest), HostName.isPlausible(name) else {
            return nil
        }
        let standard = scheme == "https://" ? 443 : 80
        isEncrypted = scheme == "https://"
        host = String(name)
        self.port = port == standard ? nil : port
    }

    /// Without a slash at the end.
    package var description: String {
        "\(isEncrypted ? "https" : "http")://\(authority)"
    }

    /// The host with the port, as links and the Host header have it.
    package var authority: String { port.map { "\(host):\($0)" } ?? host }
}
