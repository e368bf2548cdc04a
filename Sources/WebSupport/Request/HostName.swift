import Kernel

/// The host that a request was sent to, as its sender wrote it.
enum HostName {
    private static let local = "localhost"

    /// Whether the host is this server: this machine, or the name it has on the web and names
    /// below that.
    ///
    /// A page on the web can point a name of its own at 127.0.0.1 and then read what answers
    /// there; its requests carry that name. A loopback address in digits, `localhost` and names
    /// below it cannot be pointed anywhere. The port says nothing: it may be forwarded.
    ///
    /// - Parameter publicHost: the name on the web, in small letters.
    static func isOurs(_ authority: String, publicHost: String? = nil) -> Bool {
        guard let (name, _) = split(authority) else { return false }
        let host = name.lowercased()
        guard isPlausible(host[...]) else { return false }
        if ListeningAddress.loopback(host) != nil || host.hasSuffix(".\(local)") { return true }
        guard let publicHost else { return false }
        return host == publicHost || host.hasSuffix(".\(publicHost)")
    }

    /// The `acme` of `acme.localhost:8080` and of `acme.books.example.com`; nil where no tenant is
    /// named.
    static func tenantLabel(_ authority: String, publicHost: String? = nil) -> String? {
        guard let (name, _) = split(authority) else { return nil }
        let host = name.lowercased()
        for base in [local, publicHost].compactMap({ $0 }) where host.hasSuffix(".\(base)") {
            return String(host.dropLast(base.count + 1))
        }
        return nil
    }

    /// The host without its port, which is nil where none is written; nil for what is neither.
    static func split(_ authority: some StringProtocol) -> (host: Substring, port: Int?)? {
        let text = Substring(authority)
        let host: Substring
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            host = text[...end]
        } else {
            host = text.prefix { $0 != ":" }
        }
        let rest = text[host.endIndex...]
        if rest.isEmpty { return (host, nil) }
        guard rest.first == ":", rest.dropFirst().utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else {
            return nil
        }
        if rest.count == 1 { return (host, nil) }
        guard let port = Int(rest.dropFirst()), port <= 65_535 else { return nil }
        return (host, port)
    }

    /// Whether a host has the letters of a name or of an address.
    static func isPlausible(_ host: Substring) -> Bool {
        if host.hasPrefix("[") { return NetworkAddress(host) != nil }
        guard (1...253).contains(host.utf8.count), host.first != ".", host.last != "." else {
            return false
        }
        return host.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."): true
            default: false
            }
        }
    }
}
