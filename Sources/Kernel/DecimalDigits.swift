/// The bytes of an amount in writing order, from a buffer on the stack.
struct DecimalDigits: IteratorProtocol {
    /// Written from the end; the longest is -9.223372036854775808.
    private var buffer: InlineArray<24, UInt8> = .init(repeating: ASCII.zero)
    private(set) var index = 24
    /// Digits before the separator; at least one.
    private(set) var wholeDigits = 1

    /// - Parameter decimals: 0…18.
    init(_ minorUnits: Int64, decimals: Int) {
        precondition(decimals >= 0 && decimals <= 18, "No currency has so many decimals.")
        // The magnitude of Int64.min has no Int64.
        var rest = minorUnits.magnitude
        var written = 0
        while rest > 0 || written <= decimals {
            if written == decimals, decimals > 0 { put(UInt8(ascii: ".")) }
            put(ASCII.zero + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
            written += 1
        }
        wholeDigits = written - decimals
        if minorUnits < 0 { put(UInt8(ascii: "-")) }
    }

    mutating func next() -> UInt8? {
        guard index < 24 else { return nil }
        defer { index += 1 }
        return buffer[index]
    }

    private mutating func put(_ byte: UInt8) {
        index -= 1
        buffer[index] = byte
    }
}
