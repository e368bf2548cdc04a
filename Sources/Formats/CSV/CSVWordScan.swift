/// Finds the few bytes that mean something in CSV, eight at a time.
///
/// All searches read whole words, so seven readable bytes must follow the byte that stops them.
struct CSVWordScan {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080
    /// Line ends and the zero byte are the ones looked for below this.
    private static let controlEnd: UInt64 = 14

    private let pattern: UInt64

    /// - Parameter byte: the separator or the quote, below 128.
    init(_ byte: UInt8) {
        pattern = UInt64(byte) &* Self.ones
    }

    /// The place of the first byte from `start` on that is the wanted one or below 14.
    ///
    /// - Parameter seen: gets the bits of all bytes looked at, to tell whether any is above 127.
    @inline(__always)
    func next(in bytes: UnsafeRawPointer, from start: Int, seen: inout UInt64) -> Int {
        var index = start
        while true {
            let word = UInt64(
                littleEndian: (bytes + index).loadUnaligned(as: UInt64.self))
            seen |= word
            let differences = word ^ pattern
            // Borrows spoil bytes above the first hit only, and the lowest hit is what counts.
            let hits =
                ((differences &- Self.ones) & ~differences
                    | (word &- (Self.controlEnd &* Self.ones)) & ~word) & Self.highs
            if hits != 0 { return index + hits.trailingZeroBitCount >> 3 }
            index += 8
        }
    }

    /// Whether the bits gathered by searches contain a byte above 127.
    static func hasNonASCII(_ seen: UInt64) -> Bool { seen & highs != 0 }
}
