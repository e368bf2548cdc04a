internal import Glibc

/// An IP address, by its bytes: what is written in several ways is one address.
package struct NetworkAddress: Hashable, Sendable, CustomStringConvertible {
    private static let mapped = [UInt8](repeating: 0, count: 10) + [0xff, 0xff]
    private static let loopbackOfSix = [UInt8](repeating: 0, count: 15) + [1]

    /// 4, or 16; an IPv4 address within an IPv6 one is what it stands for.
    package let bytes: [UInt8]

    /// - Parameter bytes: 4 or 16.
    package init(_ bytes: [UInt8]) {
        let isMapped = bytes.count == 16 && bytes.starts(with: Self.mapped)
        self.bytes = isMapped ? Array(bytes.suffix(4)) : bytes
    }

    /// nil for what is not an address in digits. IPv6 may stand in brackets.
    package init?(_ text: some StringProtocol) {
        var literal = String(text)
        if literal.hasPrefix("["), literal.hasSuffix("]") {
            literal = String(literal.dropFirst().dropLast())
        }
        var buffer = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, literal, &buffer) == 1 {
            self.init(Array(buffer.prefix(4)))
        } else if inet_pton(AF_INET6, literal, &buffer) == 1 {
            self.init(buffer)
        } else {
            return nil
        }
    }

    /// Whether it is this machine's own.
    package var isLoopback: Bool {
        bytes.count == 4 ? bytes[0] == 127 : bytes == Self.loopbackOfSix
    }

    /// What one household or server has to itself: the address, and of IPv6 the network of 64
    /// bits, in which everybody can take as many addresses as they like.
    package var neighbourhood: NetworkAddress {
        bytes.count == 4
            ? self : NetworkAddress(bytes.prefix(8) + [UInt8](repeating: 0, count: 8))
    }

    /// Whether it begins with so many bits of a network's address of its own kind.
    package func isWithin(_ network: [UInt8], bits: Int) -> Bool {
        (0..<bits).allSatisfy { bit in
            let mask = UInt8(0x80) >> UInt8(bit % 8)
            return bytes[bit / 8] & mask == network[bit / 8] & mask
        }
    }

    package var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        guard inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else { return "" }
        return String(
            decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
