package import Kernel

extension NetworkAddress {
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

    /// Whether it is on the public internet.
    package var isPublic: Bool {
        if bytes.count == 4 {
            return !Self.closed4.contains { isWithin($0.address, bits: $0.bits) }
        }
        return isWithin([0x20], bits: 3)
            && !Self.closed6.contains { isWithin($0.address, bits: $0.bits) }
    }
}
