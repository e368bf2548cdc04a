import Glibc

/// An IP address, by its bytes: what is written in several ways is one address.
package struct NetworkAddress: Hashable, Sendable, CustomStringConvertible {
    /// 4 bytes, or 16.
    package let bytes: [UInt8]

    /// nil for what is not an address in digits. IPv6 may stand in brackets; an IPv4 address that
    /// is written as IPv6 is the IPv4 address.
    package init?(_ text: some StringProtocol) {
        var literal = String(text)
        if literal.hasPrefix("["), literal.hasSuffix("]") {
            literal = String(literal.dropFirst().dropLast())
        }
        var buffer = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, literal, &buffer) == 1 {
            bytes = Array(buffer.prefix(4))
        } else if inet_pton(AF_INET6, literal, &buffer) == 1 {
            let isMapped =
                buffer.prefix(10).allSatisfy { $0 == 0 } && buffer[10...11] == [255, 255]
            bytes = isMapped ? Array(buffer.suffix(4)) : buffer
        } else {
            return nil
        }
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    package var isLoopback: Bool {
        bytes.count == 4 ? bytes[0] == 127 : bytes == Self.loopbackOfSix
    }

    /// What one household or server has to itself: the address, and of IPv6 the network of 64
    /// bits, in which everybody can take as many addresses as they like.
    package var neighbourhood: NetworkAddress {
        bytes.count == 4
            ? self : NetworkAddress(bytes: bytes.prefix(8) + [UInt8](repeating: 0, count: 8))
    }

    package var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        guard inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else { return "" }
        return text.withUnsafeBufferPointer { buffer in
            String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }

    private static let loopbackOfSix = [UInt8](repeating: 0, count: 15) + [1]
}
