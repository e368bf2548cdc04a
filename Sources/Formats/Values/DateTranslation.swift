import Kernel

/// Brings a date's text into a form that the Kernel's `DateText` reads: English months of three
/// letters, no weekday, no ordinal, no time of day, a year of four digits beside a month's name.
///
/// What it does not know it refuses; what is wrong with the numbers the Kernel says.
struct DateTranslation {
    /// Years of two digits up to this one are of this century, as in `DateText`.
    static let pivot = 68

    private(set) var text = ShortText()
    /// Whether a month's name was read.
    private(set) var hasName = false
    private var numbers: InlineArray<2, Field> = .init(repeating: Field())
    private var numberCount = 0
    private var month = 0
    /// How many numbers stand before the month's name.
    private var numbersBeforeName = 0
    /// A `mar` that is a month only when no other word is.
    private(set) var isMonthDoubtful = false

    /// The order that the parts were written in.
    var order: DateOrder {
        isYearFirst ? .ymd : numbersBeforeName == 0 ? .mdy : .dmy
    }

    private var isYearFirst: Bool {
        let (first, second) = (numbers[0], numbers[1])
        return first.digits == 4
            || (numbersBeforeName == 1 && first.value > 31 && second.value <= 31)
    }

    private struct Field {
        var value = 0
        var digits = 0
    }

    /// Reads a date with a month's name.
    ///
    /// - Parameter bytes: without a time of day, without blanks around them.
    /// - Returns: false when this is no such date.
    mutating func read(_ bytes: Span<UInt8>) -> Bool {
        guard read(words: bytes), hasName, numberCount == 2 else { return false }
        compose()
        return true
    }

    /// Reads words and numbers without asking whether they make a date.
    mutating func read(words bytes: Span<UInt8>) -> Bool {
        let end = bytes.count
        var index = 0
        while index < end {
            let byte = bytes[index]
            if ValueBytes.isDigit(byte) {
                guard readNumber(bytes, &index, end) else { return false }
            } else if let length = Self.separatorLength(bytes, at: index, end: end) {
                index += length
            } else {
                guard readWord(bytes, &index, end) else { return false }
            }
        }
        return true
    }

    private mutating func readNumber(
        _ bytes: Span<UInt8>, _ index: inout Int, _ end: Int
    ) -> Bool {
        guard numberCount < 2 else { return false }
        var field = Field()
        while index < end, ValueBytes.isDigit(bytes[index]) {
            guard field.digits < 4 else { return false }
            field.value = field.value * 10 + Int(bytes[index] - UInt8(ascii: "0"))
            field.digits += 1
            index += 1
        }
        numbers[numberCount] = field
        numberCount += 1
        return true
    }

    private mutating func readWord(
        _ bytes: Span<UInt8>, _ index: inout Int, _ end: Int
    ) -> Bool {
        let start = index
        var key: UInt64 = 0
        var letters = 0
        while index < end, let (letter, length) = Self.letter(bytes, at: index, end: end) {
            if letter != 0 {
                guard letters < DateWord.lettersMax else { return false }
                key = key << 5 | UInt64(letter - 0x60)
                letters += 1
            }
            index += length
        }
        // The raised letter of an ordinal stands alone.
        guard letters > 0 else { return index > start }
        switch DateWord.find(key: key) {
        case .month(let found):
            // Before another month's name, `mar` was the weekday.
            guard !hasName || isMonthDoubtful else { return false }
            take(month: found, isDoubtful: false)
        case .marchOrTuesday:
            if !hasName { take(month: 3, isDoubtful: true) }
        case .weekday, .filler:
            break
        case nil:
            return false
        }
        return true
    }

    private mutating func take(month found: Int, isDoubtful: Bool) {
        month = found
        hasName = true
        isMonthDoubtful = isDoubtful
        numbersBeforeName = numberCount
    }

    /// Writes the date with the order of its parts kept, so that the Kernel judges it.
    private mutating func compose() {
        let (first, second) = (numbers[0], numbers[1])
        let (year, day) = isYearFirst ? (first, second) : (second, first)
        append(day)
        text.append(UInt8(ascii: " "))
        text.append(Self.english[month - 1])
        text.append(UInt8(ascii: " "))
        guard year.digits == 2 else { return append(year) }
        let century = year.value <= Self.pivot ? 2000 : 1900
        append(Field(value: century + year.value, digits: 4))
    }

    private mutating func append(_ field: Field) {
        var divisor = 1
        for _ in 1..<max(1, field.digits) { divisor *= 10 }
        while divisor > 0 {
            text.append(UInt8(ascii: "0") + UInt8(field.value / divisor % 10))
            divisor /= 10
        }
    }

    private static let english: [StaticString] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// The length of what may stand between the parts of a date; nil for anything else.
    private static func separatorLength(
        _ bytes: Span<UInt8>, at index: Int, end: Int
    ) -> Int? {
        switch bytes[index] {
        case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "/"), UInt8(ascii: "_"):
            return 1
        default:
            let blank = ValueBytes.blankLength(bytes, at: index, end: end)
            if blank > 0 { return blank }
            let dash = ValueBytes.dashLength(bytes, at: index, end: end)
            if dash > 0 { return dash }
            let apostrophe = ValueBytes.apostropheLength(bytes, at: index, end: end)
            return apostrophe > 0 ? apostrophe : nil
        }
    }

    /// The unaccented small letter at `index` and its length in bytes; 0 for an accent of its own
    /// or the raised letter of an ordinal; nil for what is no letter.
    private static func letter(
        _ bytes: Span<UInt8>, at index: Int, end: Int
    ) -> (UInt8, Int)? {
        let byte = bytes[index]
        if ValueBytes.isLetter(byte) { return (byte | 0x20, 1) }
        guard index + 1 < end else { return nil }
        let second = bytes[index + 1]
        switch byte {
        case 0xC2: return second == 0xAA || second == 0xBA ? (0, 2) : nil
        case 0xCC: return second >= 0x80 ? (0, 2) : nil
        case 0xC3:
            // Upper and lower case differ in one bit here too.
            switch second | 0x20 {
            case 0xA0...0xA5: return (UInt8(ascii: "a"), 2)
            case 0xA7: return (UInt8(ascii: "c"), 2)
            case 0xA8...0xAB: return (UInt8(ascii: "e"), 2)
            case 0xAC...0xAF: return (UInt8(ascii: "i"), 2)
            case 0xB2...0xB6: return (UInt8(ascii: "o"), 2)
            case 0xB9...0xBC: return (UInt8(ascii: "u"), 2)
            default: return nil
            }
        default: return nil
        }
    }
}
