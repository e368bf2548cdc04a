import Crypto
package import Kernel

/// The six digits that a program on a phone shows for half a minute (RFC 6238 over RFC 4226, with
/// HMAC-SHA-1, which is what those programs know).
package enum OneTimeCode {
    package static let digits = 6
    static let seedBytes = 20
    private static let stepSeconds: Int64 = 30
    /// A phone's clock may be this many steps ahead or behind.
    private static let driftMax: Int64 = 1

    /// Which step of thirty seconds a time is in.
    package static func step(at now: Instant) -> Int64 { now.unixSeconds / stepSeconds }

    /// The code of a step.
    package static func code(_ seed: [UInt8], step: Int64, digits: Int = Self.digits) -> String {
        let counter = withUnsafeBytes(of: step.bigEndian) { Array($0) }
        let code = HMAC<Insecure.SHA1>.authenticationCode(
            for: counter, using: SymmetricKey(data: seed))
        let bytes = Array(code)
        let offset = Int(bytes[bytes.count - 1] & 0x0F)
        let number = bytes[offset..<(offset + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        var power: UInt32 = 1
        for _ in 0..<digits { power *= 10 }
        let text = String((number & 0x7FFF_FFFF) % power)
        return String(repeating: "0", count: digits - text.utf8.count) + text
    }

    /// The step whose code this is, among those around now and after the last one that was used;
    /// nil for none.
    static func step(
        of code: String, _ seed: [UInt8], after last: Int64, at now: Instant
    ) -> Int64? {
        let current = step(at: now)
        var found: Int64?
        for step in (current - driftMax)...(current + driftMax) {
            // All of them, and each to its end: how long it takes says nothing.
            if isSame(code, Self.code(seed, step: step)), step > last { found = step }
        }
        return found
    }

    private static func isSame(_ left: String, _ right: String) -> Bool {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
