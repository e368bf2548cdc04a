/// Where the server listens: this machine alone.
///
/// Passwords and figures travel as they are until the server can encrypt, so no address that
/// another machine can reach is accepted.
package struct LoopbackAddress: Hashable, Sendable, CustomStringConvertible {
    /// An IP address in digits, without brackets.
    package let host: String
    /// 0 takes any free port.
    package let port: Int

    /// - Throws: `ServerSettingError.notLoopback`, `.port`.
    package init(host: String, port: Int) throws(ServerSettingError) {
        guard (0...65_535).contains(port) else { throw .port(port) }
        guard let literal = LoopbackAddress.literal(host) else { throw .notLoopback(host) }
        self.host = literal
        self.port = port
    }

    /// As it stands in a URL: `127.0.0.1:8080`, `[::1]:8080`.
    package var description: String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }

    /// The loopback address that a host names; nil for all others. A name other than `localhost`
    /// could lead anywhere, today or tomorrow.
    static func literal(_ host: some StringProtocol) -> String? {
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
