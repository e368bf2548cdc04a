/// What a word in a written date means, whatever its case and accents.
enum DateWord: Hashable {
    /// 1…12.
    case month(Int)
    case weekday
    /// `mar`: March in five of the languages, Tuesday in three.
    case marchOrTuesday
    /// `de`, `of`, `den`; also the ending of an ordinal.
    case filler

    /// Longer words mean nothing in a date.
    static let lettersMax = 12

    /// - Parameter key: the letters a…z, five bits each, the first one highest.
    static func find(key: UInt64) -> DateWord? { table[key] }

    /// The key of a word of unaccented small letters.
    private static func key(_ word: some StringProtocol) -> UInt64 {
        word.utf8.reduce(UInt64(0)) { $0 << 5 | UInt64($1 - 0x60) }
    }

    private static let table: [UInt64: DateWord] = {
        var found: [UInt64: DateWord] = [:]
        for (index, words) in DateWord.months.enumerated() {
            for word in words.split(separator: " ") { found[key(word)] = .month(index + 1) }
        }
        for word in DateWord.weekdays.split(separator: " ") { found[key(word)] = .weekday }
        for word in DateWord.fillers.split(separator: " ") { found[key(word)] = .filler }
        found[key("mar")] = .marchOrTuesday
        return found
    }()
}
