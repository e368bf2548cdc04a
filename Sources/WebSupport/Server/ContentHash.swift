/// 128 bits that change whenever the content does. Not for keeping secrets: whoever wants two
/// contents with one hash can make them.
struct ContentHash: Hashable {
    private static let seeds: (UInt64, UInt64) = (0x9E37_79B9_7F4A_7C15, 0xC2B2_AE3D_27D4_EB4F)
    private static let factors: (UInt64, UInt64) = (0xA076_1D64_78BD_642F, 0xE703_7ED1_A0B4_28DB)

    private let high: UInt64
    private let low: UInt64

    init(_ bytes: [UInt8]) {
        var high = Self.seeds.0
        var low = Self.seeds.1 ^ UInt64(bytes.count)
        bytes.withUnsafeBytes { buffer in
            var offset = 0
            while offset + 8 <= buffer.count {
                let word = buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                high = Self.mixed(high ^ word, Self.factors.0)
                low = Self.mixed(low &+ word, Self.factors.1)
                offset += 8
            }
            var rest: UInt64 = 0
            for byte in buffer[offset...] { rest = rest << 8 | UInt64(byte) }
            high = Self.mixed(high ^ rest, Self.factors.0)
            low = Self.mixed(low &+ rest, Self.factors.1)
        }
        self.high = high
        self.low = low
    }

    var hexadecimal: String {
        [high, low].map { part in
            let digits = String(part, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    private static func mixed(_ value: UInt64, _ factor: UInt64) -> UInt64 {
        let product = (value ^ factor).multipliedFullWidth(by: factor)
        return product.high ^ product.low &+ value
    }
}
