extension TextEncoding {
    /// Text in two bytes a character, as its first bytes show it: by a byte order mark, or
    /// because the digits, blanks and separators of every list have a zero in one half.
    ///
    /// - Returns: nil when it is something else.
    static func wide(_ head: Span<UInt8>) -> TextEncoding? {
        guard head.count >= 2 else { return nil }
        switch (head[0], head[1]) {
        case (0xFF, 0xFE): return .utf16LittleEndian
        case (0xFE, 0xFF): return .utf16BigEndian
        default: break
        }
        var zeros = (even: 0, odd: 0)
        for index in head.indices where head[index] == 0 {
            if index & 1 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
        }
        let (less, more) = (min(zeros.even, zeros.odd), max(zeros.even, zeros.odd))
        guard more * 20 >= head.count, more >= 2, less * 20 <= more else { return nil }
        let found = zeros.odd > zeros.even ? utf16LittleEndian : utf16BigEndian
        return looksLikeText(head, found) ? found : nil
    }

    /// Whether hardly any unit is a control character or half a pair: numbers in a binary file
    /// have their zeros in one half as well.
    private static func looksLikeText(_ head: Span<UInt8>, _ encoding: TextEncoding) -> Bool {
        let high = encoding == .utf16LittleEndian ? 1 : 0
        var strange = 0
        var units = 0
        for index in stride(from: 0, to: head.count - 1, by: 2) {
            let unit = UInt16(head[index + high]) << 8 | UInt16(head[index + 1 - high])
            units += 1
            let isControl = unit < 0x20 && unit != 9 && unit != 10 && unit != 13 || unit >= 0xFFFE
            if isControl { strange += 1 }
        }
        return strange * 50 <= units
    }
}
