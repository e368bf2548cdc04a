/// The outer numbers of a date in digits, and what separates them.
struct DateParts {
    private(set) var first = 0
    private(set) var last = 0
    private(set) var lastDigits = 0
    /// Whether nothing but points and blanks stands between the numbers.
    let usesPoints: Bool

    init(_ date: Span<UInt8>) {
        var separators = 0
        var points = 0
        for index in date.indices {
            let byte = date[index]
            guard ValueBytes.isDigit(byte) else {
                separators += byte == UInt8(ascii: " ") ? 0 : 1
                points += byte == UInt8(ascii: ".") ? 1 : 0
                last = 0
                lastDigits = 0
                continue
            }
            let digit = Int(byte - UInt8(ascii: "0"))
            if separators == 0, lastDigits < 8 { first = first * 10 + digit }
            if lastDigits < 8 { last = last * 10 + digit }
            lastDigits += 1
        }
        usesPoints = points > 0 && points == separators
    }
}
