import Crypto

/// 256 random bits that only their holder knows: a session's cookie, a link.
package struct SecretToken: Hashable, Sendable {
    private static let byteCount = 32
    private static let letters = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// 43 letters, digits, hyphens and underscores.
    package let text: String

    /// A new one, from the system's source for secrets.
    package init() {
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        for _ in 0..<(Self.byteCount / 8) {
            let word: UInt64 = generator.next()
            withUnsafeBytes(of: word) { bytes.append(contentsOf: $0) }
        }
        text = Self.base64(bytes)
    }

    /// One that somebody sent; nil when it cannot be one of ours.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count == 43, text.utf8.allSatisfy(Self.isLetter) else {
            return nil
        }
        self.text = String(text)
    }

    /// What is stored of it.
    package var hash: [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }

    /// A second secret for one use, which does not give the first one away.
    package func derived(for use: StaticString) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array(use.description.utf8), using: SymmetricKey(data: Array(text.utf8)))
        return Self.base64(Array(code))
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }

    /// URL-safe and without padding.
    private static func base64(_ bytes: [UInt8]) -> String {
        var result: [UInt8] = []
        result.reserveCapacity((bytes.count * 4 + 2) / 3)
        var buffer: UInt32 = 0
        var bits = 0
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 6 {
                bits -= 6
                result.append(letters[Int(buffer >> UInt32(bits) & 63)])
            }
        }
        if bits > 0 { result.append(letters[Int(buffer << UInt32(6 - bits) & 63)]) }
        return String(decoding: result, as: UTF8.self)
    }
}
