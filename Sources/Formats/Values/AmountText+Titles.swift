extension AmountText {
    private static let titleBytesMax = 300

    /// The currency that a title or a column's name states: `Total (EUR)`, `Amount in USD`,
    /// `Balance $`.
    ///
    /// A code of three letters counts only in capitals and in brackets, behind `in` or a colon, or
    /// alone: `ALL` and `TOP` are codes too.
    ///
    /// - Returns: nil when there is none.
    package static func mark(in text: String) -> CurrencyMark? {
        let bytes = Array(text.utf8.prefix(titleBytesMax))
        var index = 0
        var before: Range<Int> = 0..<0
        while index < bytes.count {
            let start = index
            while index < bytes.count, isInWord(bytes[index]) { index += 1 }
            guard index > start else {
                index += 1
                continue
            }
            let word = start..<index
            if let mark = CurrencyMark(bytes.span.extracting(word)),
                mark.isCode
                    ? states(bytes, word, behind: before) : isSign(bytes.span.extracting(word))
            {
                return mark
            }
            before = word
        }
        return nil
    }

    /// Whether a code stands where a title states a currency.
    private static func states(
        _ bytes: [UInt8], _ word: Range<Int>, behind before: Range<Int>
    ) -> Bool {
        guard bytes[word].allSatisfy({ $0 >= 0x41 && $0 <= 0x5A }) else { return false }
        if word.count == bytes.count { return true }
        let previous = bytes[..<word.lowerBound].last { $0 > 0x20 }
        if let previous, [0x28, 0x5B, 0x3A].contains(previous) { return true }
        return bytes[before].elementsEqual("in".utf8) || bytes[before].elementsEqual("In".utf8)
    }

    /// Whether a sign is more than letters, which could be any word.
    private static func isSign(_ word: Span<UInt8>) -> Bool {
        word.indices.contains { word[$0] == UInt8(ascii: "$") || word[$0] >= 0x80 }
    }

    private static func isInWord(_ byte: UInt8) -> Bool {
        ValueBytes.isLetter(byte) || byte == UInt8(ascii: "$") || byte >= 0x80
    }
}
