/// A short text that lives on the stack while a value is brought into the form the Kernel reads.
struct ShortText {
    /// Longer texts are no amount and no date of any list.
    static let bytesMax = 96

    private var storage: InlineArray<96, UInt8> = .init(repeating: 0)
    private(set) var count = 0

    /// Appends a byte. What does not fit is dropped: callers check the length first.
    mutating func append(_ byte: UInt8) {
        guard count < Self.bytesMax else { return }
        storage[count] = byte
        count += 1
    }

    mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { bytes in
            for byte in bytes { append(byte) }
        }
    }

    func withSpan<R, E: Error>(_ body: (Span<UInt8>) throws(E) -> R) throws(E) -> R {
        try body(storage.span.extracting(0..<count))
    }
}
