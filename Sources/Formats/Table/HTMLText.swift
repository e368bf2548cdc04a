/// Text as a browser shows it: white space in a row is one blank, no-break spaces stay.
struct HTMLText {
    static let bytesMax = 1 << 20

    private var bytes: [UInt8] = []
    private var hasBlank = false

    var isTooLong: Bool { bytes.count > Self.bytesMax }
    var isEmpty: Bool { bytes.isEmpty }

    mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        for byte in text {
            if byte <= 0x20 {
                hasBlank = true
            } else {
                appendBlank()
                bytes.append(byte)
            }
        }
    }

    /// Text of its own kept apart by a blank from what stands beside it.
    mutating func append(_ text: String) {
        hasBlank = true
        appendBlank()
        bytes.append(contentsOf: text.utf8)
        hasBlank = true
    }

    /// A line end, unless nothing stands before it.
    mutating func breakLine() {
        hasBlank = false
        if let last = bytes.last, last != 0x0A { bytes.append(0x0A) }
    }

    /// The text without white space around it.
    var finished: String {
        let end = (bytes.lastIndex { $0 > 0x20 } ?? -1) + 1
        return String(decoding: bytes[..<end], as: UTF8.self)
    }

    private mutating func appendBlank() {
        if hasBlank, let last = bytes.last, last != 0x0A { bytes.append(0x20) }
        hasBlank = false
    }
}
