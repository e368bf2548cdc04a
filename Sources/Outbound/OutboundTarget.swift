import FoundationEssentials

/// An address outside, taken apart: only what reads the same for everybody who looks at it.
package struct OutboundTarget: Sendable {
    private static let lengthMax = 2_000

    package let host: String
    let port: Int?
    package let isEncrypted: Bool
    private let rest: String

    /// - Throws: `OutboundError.notAnAddress`.
    package init(_ text: String) throws(OutboundError) {
        guard text.utf8.count <= Self.lengthMax,
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }),
            let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            scheme == "https" || scheme == "http", parts.user == nil, parts.password == nil,
            parts.fragment == nil, let host = parts.host?.lowercased(), Self.isHost(host),
            parts.port.map({ (1...65_535).contains($0) }) ?? true
        else { throw .notAnAddress }
        self.host = host
        port = parts.port
        isEncrypted = scheme == "https"
        rest = parts.percentEncodedPath + (parts.percentEncodedQuery.map { "?\($0)" } ?? "")
    }

    /// Put together anew, so that the host that is asked is the one that was looked at.
    package var text: String {
        let place = port.map { "\(host):\($0)" } ?? host
        return "\(isEncrypted ? "https" : "http")://\(place)\(rest)"
    }

    private static func isHost(_ host: String) -> Bool {
        (1...253).contains(host.utf8.count)
            && host.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
            }
    }
}
