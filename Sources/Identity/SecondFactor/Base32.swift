/// Letters and digits that people can type (RFC 4648), without padding.
enum Base32 {
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    static func text(_ bytes: [UInt8]) -> String {
        var result: [UInt8] = []
        var (buffer, bits) = (UInt32(0), UInt32(0))
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                result.append(letters[Int(buffer >> bits & 31)])
            }
        }
        if bits > 0 { result.append(letters[Int(buffer << (5 - bits) & 31)]) }
        return String(decoding: result, as: UTF8.self)
    }
}
