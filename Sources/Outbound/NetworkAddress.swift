import Glibc

/// An IP address in bytes.
package struct NetworkAddress: Hashable, Sendable, CustomStringConvertible {
    /// What is not the public internet: own machine, own network, link, documentation, multicast,
    /// and what only stands for one of those.
    private static let closed4: [(address: [UInt8], bits: Int)] = [
        ([0, 0, 0, 0], 8), ([10, 0, 0, 0], 8), ([100, 64, 0, 0], 10), ([127, 0, 0, 0], 8),
        ([169, 254, 0, 0], 16), ([172, 16, 0, 0], 12), ([192, 0, 0, 0], 24), ([192, 0, 2, 0], 24),
        ([192, 88, 99, 0], 24), ([192, 168, 0, 0], 16), ([198, 18, 0, 0], 15),
        ([198, 51, 100, 0], 24), ([203, 0, 113, 0], 24), ([224, 0, 0, 0], 4), ([240, 0, 0, 0], 4),
    ]
    /// Of 2000::/3, the only part of IPv6 that is public at all.
    private static let closed6: [(address: [UInt8], bits: Int)] = [
        ([0x20, 0x01, 0, 0], 23), ([0x20, 0x01, 0x0d, 0xb8], 32), ([0x20, 0x02, 0, 0], 16),
        ([0x3f, 0xff, 0, 0], 20),
    ]
    private static let mapped = [UInt8](repeating: 0, count: 10) + [0xff, 0xff]

    /// 4 or 16; an IPv4 address within an IPv6 one is what it stands for.
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        let isMapped = bytes.count == 16 && bytes.starts(with: Self.mapped)
        self.bytes = isMapped ? Array(bytes.suffix(4)) : bytes
    }

    /// From digits; nil for what is no address in its usual form.
    package init?(_ text: String) {
        for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: count)
            if inet_pton(family, text, &bytes) == 1 {
                self.init(bytes)
                return
            }
        }
        return nil
    }

    /// Whether it is on the public internet.
    package var isPublic: Bool {
        if bytes.count == 4 {
            return !Self.closed4.contains { isWithin($0.address, bits: $0.bits) }
        }
        return isWithin([0x20], bits: 3)
            && !Self.closed6.contains { isWithin($0.address, bits: $0.bits) }
    }

    /// Whether it is this machine's own.
    package var isLoopback: Bool {
        bytes.count == 4 ? bytes[0] == 127 : bytes == [UInt8](repeating: 0, count: 15) + [1]
    }

    package var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        guard inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else { return "" }
        return String(
            decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private func isWithin(_ network: [UInt8], bits: Int) -> Bool {
        (0..<bits).allSatisfy { bit in
            let mask = UInt8(0x80) >> UInt8(bit % 8)
            return bytes[bit / 8] & mask == network[bit / 8] & mask
        }
    }
}
