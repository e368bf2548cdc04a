/// The host that a request was sent to, as its sender wrote it.
enum HostName {
    private static let localSuffix = ".localhost"

    /// Whether the host can only be this machine.
    ///
    /// A page on the web can point a name of its own at 127.0.0.1 and then read what answers
    /// there; its requests carry that name. A loopback address in digits, `localhost` and names
    /// below it cannot be pointed anywhere. The port says nothing: it may be forwarded.
    static func isLocal(_ authority: String) -> Bool {
        let host = withoutPort(authority)
        return LoopbackAddress.literal(host) != nil || host.lowercased().hasSuffix(localSuffix)
    }

    /// The `acme` of `acme.localhost:8080`; nil where no tenant is named.
    static func tenantLabel(_ authority: String) -> String? {
        let host = withoutPort(authority).lowercased()
        guard host.hasSuffix(localSuffix) else { return nil }
        return String(host.dropLast(localSuffix.count))
    }

    private static func withoutPort(_ authority: String) -> Substring {
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            let rest = authority[authority.index(after: end)...]
            return rest.isEmpty || isPort(rest) ? authority[...end] : ""
        }
        guard let colon = authority.firstIndex(of: ":") else { return authority[...] }
        return isPort(authority[colon...]) ? authority[..<colon] : ""
    }

    private static func isPort(_ text: Substring) -> Bool {
        text.first == ":" && text.dropFirst().utf8.allSatisfy { 0x30...0x39 ~= $0 }
    }
}
