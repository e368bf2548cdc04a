/// The words and numbers of a label such as `1 - 30 days past due` or `91 and over`.
struct BucketWords {
    private(set) var numbers: [Int] = []
    private(set) var isMonths = false
    /// Counted from one: `Period 1`.
    private(set) var isPeriod = false
    /// Days or months are named.
    private(set) var hasUnit = false
    private(set) var isBeyond = false
    /// The number itself belongs to what lies beyond: `91 and over`, `90+`.
    private(set) var isInclusive = false
    private(set) var isBelow = false
    /// Something but a blank stands between two numbers: `1-30`, but not `00031 00417`.
    private(set) var isRange = false

    /// - Returns: nil for a text with any word that no such label has, or without a number.
    init?(_ label: String) {
        var word = ""
        var number: Int?
        var isKnown = true
        func ended(_ words: inout BucketWords) {
            if let found = number { words.numbers.append(found) }
            if !word.isEmpty { isKnown = words.take(word) && isKnown }
            number = nil
            word = ""
        }
        for character in label.lowercased() {
            if let digit = character.wholeNumberValue, character.isASCII {
                if !word.isEmpty { ended(&self) }
                guard (number ?? 0) < 10_000 else { return nil }
                number = (number ?? 0) * 10 + digit
            } else if character.isLetter {
                if number != nil { ended(&self) }
                word.append(character)
            } else {
                ended(&self)
                isKnown = take(sign: character) && isKnown
            }
        }
        ended(&self)
        guard isKnown, !numbers.isEmpty else { return nil }
    }

    private mutating func take(sign: Character) -> Bool {
        if numbers.count == 1, Self.links.contains(sign) { isRange = true }
        switch sign {
        case ">": isBeyond = true
        case "<", "≤": isBelow = true
        case "+", "≥": (isBeyond, isInclusive) = (true, true)
        case "=":
            isInclusive = true
        case "-", "–", "—", "−", " ", "\u{A0}", "\u{202F}", "(", ")", ".", ":", "_", "/", "'", "’":
            break
        default: return false
        }
        return true
    }

    private mutating func take(_ word: String) -> Bool {
        if numbers.count == 1 { isRange = true }
        if Self.days.contains(word) {
            hasUnit = true
        } else if Self.months.contains(word) {
            (hasUnit, isMonths) = (true, true)
        } else if Self.periods.contains(word) {
            isPeriod = true
        } else if Self.beyond.contains(word) {
            isBeyond = true
            // “91 and over”, but “over 90”.
            if !numbers.isEmpty { isInclusive = true }
        } else if Self.below.contains(word) {
            isBelow = true
        } else {
            return Self.others.contains(word)
        }
        return true
    }

    private static let links: Set<Character> = ["-", "–", "—", "−", "/", "."]
    private static let days: Set<String> = [
        "day", "days", "tag", "tage", "tagen", "jour", "jours", "días", "dias", "giorni", "dagen",
        "d", "j", "t", "dpd",
    ]
    private static let months: Set<String> = [
        "month", "months", "monat", "monate", "monaten", "mois", "meses", "mes", "mesi", "maanden",
    ]
    private static let beyond: Set<String> = [
        "over", "more", "older", "above", "greater", "beyond", "plus", "mehr", "über", "ueber",
        "älter", "ab", "más", "mas", "oltre", "meer", "mais", "acima", "up",
    ]
    private static let periods: Set<String> = ["period", "periode", "période", "periodo"]
    private static let below: Set<String> = [
        "less", "under", "below", "unter", "weniger", "moins", "menos", "meno",
    ]
    private static let others: Set<String> = [
        "to", "and", "or", "than", "past", "due", "overdue", "late", "from", "between", "bis",
        "und", "oder", "als", "von", "zwischen", "überfällig", "fällig", "seit", "à", "a", "au",
        "de", "et", "ou", "que", "en", "retard", "échu", "échues", "entre", "y", "o", "al", "da",
        "e", "di", "tot", "en", "dan", "vencido", "vencidos", "scaduto", "aging", "aged",
        "bucket", "amount", "balance", "outstanding", "open", "current",
    ]
}
