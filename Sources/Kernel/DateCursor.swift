/// Walks over the bytes of a written date.
struct DateCursor {
    /// What `separator` returns when only spaces and commas stand between two fields.
    static let spaces = UInt8(ascii: " ")

    private(set) var index = 0
    private(set) var end: Int

    init(_ bytes: Span<UInt8>) {
        end = bytes.count
        while index < end, DateCursor.isSpace(bytes[index]) { index += 1 }
        while end > index, DateCursor.isSpace(bytes[end - 1]) { end -= 1 }
    }

    /// Reads a number of up to eight digits or a month's name.
    mutating func field(_ bytes: Span<UInt8>) throws(DateError) -> DateFields.Field {
        guard index < end else { throw .notADate }
        guard ASCII.isDigit(bytes[index]) else { return try monthName(bytes) }
        var field = DateFields.Field()
        while index < end, ASCII.isDigit(bytes[index]) {
            guard field.digits < 8 else { throw .notADate }
            field.value = field.value * 10 + Int(bytes[index] - ASCII.zero)
            field.digits += 1
            index += 1
        }
        return field
    }

    /// Reads what stands between two fields: one of `-`, `/`, `.`, or spaces and a comma; spaces
    /// around the former are allowed.
    mutating func separator(_ bytes: Span<UInt8>) throws(DateError) -> UInt8 {
        var found = DateCursor.spaces
        var length = 0
        while index < end {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: ","):
                guard found == DateCursor.spaces else { throw .notADate }
                found = byte
            case UInt8(ascii: " "):
                break
            default:
                guard length > 0 else { throw .notADate }
                return found == UInt8(ascii: ",") ? DateCursor.spaces : found
            }
            length += 1
            index += 1
        }
        throw .notADate
    }

    private mutating func monthName(_ bytes: Span<UInt8>) throws(DateError) -> DateFields.Field {
        let start = index
        while index < end, Currency.upperLetter(bytes[index]) != nil { index += 1 }
        guard let month = MonthName.month(bytes.extracting(start..<index)) else {
            throw .notADate
        }
        return DateFields.Field(value: month, digits: 0)
    }

    /// Reads the rest: nothing, or a time of day, which must be midnight.
    ///
    /// - Throws: `hasTimeOfDay` for another time, `notADate` for anything else.
    mutating func midnight(_ bytes: Span<UInt8>) throws(DateError) {
        guard index < end else { return }
        guard bytes[index] == UInt8(ascii: "T") || bytes[index] == UInt8(ascii: " ") else {
            throw .notADate
        }
        index += 1
        while index < end, bytes[index] == UInt8(ascii: " ") { index += 1 }
        var time = DateTimeOfDay()
        try time.read(bytes, from: index, to: end)
        guard time.isMidnight else { throw .hasTimeOfDay }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (byte >= 0x09 && byte <= 0x0D)
    }
}
