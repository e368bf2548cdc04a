extension DateTranslation {
    /// Where a date of numbers alone begins behind the name of a weekday: `Sat 25/07/2026`; nil
    /// when the text is something else.
    static func endOfWeekday(_ bytes: Span<UInt8>) -> Int? {
        guard let start = bytes.indices.first(where: { ValueBytes.isDigit(bytes[$0]) }), start > 0
        else { return nil }
        for index in start..<bytes.count
        where ValueBytes.isLetter(bytes[index]) || bytes[index] >= 0x80 {
            return nil
        }
        var translation = DateTranslation()
        let isRead = translation.read(words: bytes.extracting(0..<start))
        return isRead && (!translation.hasName || translation.isMonthDoubtful) ? start : nil
    }
}
