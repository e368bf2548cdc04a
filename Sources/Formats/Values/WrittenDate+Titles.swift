package import Kernel

extension WrittenDate {
    private static let titleBytesMax = 300
    /// `Thursday, July 30, 2026 04:19:00 PM` has so many words.
    private static let wordsMax = 8

    /// What stands before the date of a report, in small letters.
    private static let phrases: [[UInt8]] = [
        "as of", "as at", "as on", "stand", "stichtag", "zum", "per", "au", "al", "a la fecha",
        "op",
        "em", "situazione al", "ending", "ended",
    ].map { Array($0.utf8) }

    /// The date that a report's title states: `As of Jul 25, 2026`, `Stand: 31.12.2025`.
    ///
    /// Of several dates it is the first one behind such a phrase, or else the last one, which ends
    /// a period.
    ///
    /// - Parameter order: what 5/6/2026 means; nil takes such a date only where there is one
    ///   reading.
    /// - Returns: nil when there is none.
    package static func stated(in text: String, order: DateOrder?) -> LocalDate? {
        let bytes = Array(text.utf8.prefix(titleBytesMax))
        let words = words(of: bytes)
        var found: [(start: Int, date: LocalDate)] = []
        var index = 0
        while index < words.count {
            guard let (date, length) = longestDate(bytes, words[index...], order) else {
                index += 1
                continue
            }
            found.append((words[index].lowerBound, date))
            index += length
        }
        guard let phraseEnd = lastPhraseEnd(bytes, words) else { return found.last?.date }
        return (found.first { $0.start >= phraseEnd } ?? found.last)?.date
    }

    private static func longestDate(
        _ bytes: [UInt8], _ words: ArraySlice<Range<Int>>, _ order: DateOrder?
    ) -> (LocalDate, Int)? {
        guard let start = words.first?.lowerBound else { return nil }
        for length in stride(from: min(wordsMax, words.count), through: 1, by: -1) {
            let end = words[words.startIndex + length - 1].upperBound
            let text = bytes.span.extracting(start..<end)
            if let date = date(text, order) { return (date, length) }
        }
        return nil
    }

    private static func date(_ text: Span<UInt8>, _ order: DateOrder?) -> LocalDate? {
        switch DateReading(text) {
        case .settled(let date, _): return date
        case .blank, .serial, .failed: return nil
        case .ordered(let ordered):
            return ordered.withSpan { date(inDigits: $0, order) }
        }
    }

    /// The order decides only what is left open: a title need not be written as the rows are.
    private static func date(inDigits text: Span<UInt8>, _ order: DateOrder?) -> LocalDate? {
        // Nobody writes 9.30.2026.
        let hasPoints = text.indices.contains { text[$0] == UInt8(ascii: ".") }
        let dayFirst = try? DateText.parse(text, order: .dmy)
        let monthFirst = hasPoints ? nil : try? DateText.parse(text, order: .mdy)
        switch (dayFirst, monthFirst) {
        case (let dayFirst?, let monthFirst?) where dayFirst != monthFirst:
            return order == .dmy ? dayFirst : order == .mdy ? monthFirst : nil
        default:
            return dayFirst ?? monthFirst
        }
    }

    /// Runs of digits, and runs of letters.
    private static func words(of bytes: [UInt8]) -> [Range<Int>] {
        var words: [Range<Int>] = []
        var index = 0
        while index < bytes.count {
            let start = index
            let isDigit = ValueBytes.isDigit(bytes[index])
            while index < bytes.count,
                isDigit
                    ? ValueBytes.isDigit(bytes[index])
                    : ValueBytes.isLetter(bytes[index]) || bytes[index] >= 0x80
            {
                index += 1
            }
            if index > start { words.append(start..<index) } else { index += 1 }
        }
        return words
    }

    /// Where the last phrase ends that a report's date follows; nil when there is none.
    private static func lastPhraseEnd(_ bytes: [UInt8], _ words: [Range<Int>]) -> Int? {
        let small = bytes.map { ValueBytes.isLetter($0) ? $0 | 0x20 : $0 }
        var end: Int?
        for word in words {
            for phrase in phrases where small[word.lowerBound...].starts(with: phrase) {
                let phraseEnd = word.lowerBound + phrase.count
                // A phrase is whole words: `per` is not the beginning of `period`.
                guard words.contains(where: { $0.upperBound == phraseEnd }) else { continue }
                end = max(end ?? 0, phraseEnd)
            }
        }
        return end
    }
}
