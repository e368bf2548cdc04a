import Kernel

/// Where the server listens.
///
/// Passwords and figures must not travel as they are from one machine to another: an address that
/// others can reach is taken only where the server encrypts, or where a proxy that does stands
/// before it.
package struct ListeningAddress: Hashable, Sendable, CustomStringConvertible {
    /// An IP address in digits, without brackets.
    package let host: String
    /// 0 takes any free port.
    package let port: Int

    /// - Parameter isProtected: whether others may reach it, since something encrypts.
    /// - Throws: `ServerSettingError.notLoopback`, `.notAnAddress`, `.port`.
    package init(
        host: String, port: Int, isProtected: Bool = false
    ) throws(ServerSettingError) {
        guard (0...65_535).contains(port) else { throw .port(port) }
        if let literal = Self.loopback(host) {
            self.host = literal
        } else {
            guard isProtected else { throw .notLoopback(host) }
            guard let address = NetworkAddress(host) else { throw .notAnAddress(host) }
            self.host = address.description
        }
        self.port = port
    }

    /// The same with the port that was found free.
    package func with(port: Int) -> ListeningAddress {
        ListeningAddress(checked: host, port: port)
    }

    private init(checked host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Whether only this machine reaches it.
    package var isLoopback: Bool { Self.loopback(host) != nil }

    /// As it stands in a URL: `127.0.0.1:8080`, `[::1]:8080`.
    package var description: String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }

    /// The loopback address that a host names; nil for all others. A name other than `localhost`
    /// could lead anywhere, today or tomorrow.
    static func loopback(_ host: some StringProtocol) -> String? {
        let name = host.lowercased()
        if name == "localhost" { return "127.0.0.1" }
        if name == "::1" || name == "[::1]" { return "::1" }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == "127", parts.allSatisfy({ isOctet($0) }) else {
            return nil
        }
        return name
    }

    private static func isOctet(_ text: Substring) -> Bool {
        guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
            text == "0" || text.first != "0"
        else { return false }
        return UInt8(text) != nil
    }
}
