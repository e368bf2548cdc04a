/// Small questions about the bytes of a value.
enum ValueBytes {
    static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }

    /// How many bytes the blank at `index` takes: 0 when there is none. Blanks are the ASCII ones,
    /// the no-break, thin, figure and ideographic ones, and a byte order mark.
    static func blankLength(_ bytes: Span<UInt8>, at index: Int, end: Int) -> Int {
        let byte = bytes[index]
        if byte <= 0x20 { return 1 }
        guard byte >= 0xC2 else { return 0 }
        if byte == 0xC2 { return index + 1 < end && bytes[index + 1] == 0xA0 ? 2 : 0 }
        guard index + 2 < end else { return 0 }
        let isBlank =
            switch (byte, bytes[index + 1], bytes[index + 2]) {
            case (0xE2, 0x80, 0x80...0x8B), (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F): true
            case (0xE3, 0x80, 0x80), (0xEF, 0xBB, 0xBF): true
            default: false
            }
        return isBlank ? 3 : 0
    }

    /// Where the text lies without the blanks around it.
    static func trimmed(_ bytes: Span<UInt8>) -> Range<Int> {
        var start = 0
        var end = bytes.count
        while start < end {
            let length = blankLength(bytes, at: start, end: end)
            guard length > 0 else { break }
            start += length
        }
        trimming: while end > start {
            for length in 1...3 where end - length >= start {
                if blankLength(bytes, at: end - length, end: end) == length {
                    end -= length
                    continue trimming
                }
            }
            break
        }
        return start..<end
    }

    /// How many bytes the hyphen, dash or minus at `index` takes: 0 when there is none.
    static func dashLength(_ bytes: Span<UInt8>, at index: Int, end: Int) -> Int {
        let byte = bytes[index]
        if byte == UInt8(ascii: "-") { return 1 }
        guard byte == 0xE2, index + 2 < end else { return 0 }
        let isDash =
            switch (bytes[index + 1], bytes[index + 2]) {
            case (0x80, 0x90...0x95), (0x88, 0x92): true  // U+2010…2015, U+2212
            default: false
            }
        return isDash ? 3 : 0
    }

    /// How many bytes the apostrophe at `index` takes: 0 when there is none.
    static func apostropheLength(_ bytes: Span<UInt8>, at index: Int, end: Int) -> Int {
        let byte = bytes[index]
        if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`") { return 1 }
        if byte == 0xC2 { return index + 1 < end && bytes[index + 1] == 0xB4 ? 2 : 0 }
        guard byte == 0xE2, index + 2 < end, bytes[index + 1] == 0x80 else { return 0 }
        return bytes[index + 2] == 0x98 || bytes[index + 2] == 0x99 ? 3 : 0
    }

    static func string(_ bytes: Span<UInt8>) -> String {
        bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }
}
