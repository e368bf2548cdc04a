/// The time that programs write behind a plain date: `00:00`, `00:00:00.000`, `12:00:00 AM`,
/// each with or without a zone.
struct DateTimeOfDay {
    private var hour = 0
    private var minute = 0
    private var second = 0
    private var hasFraction = false

    var isMidnight: Bool { hour == 0 && minute == 0 && second == 0 && !hasFraction }

    /// - Throws: `notADate` when this is no time.
    mutating func read(_ bytes: Span<UInt8>, from start: Int, to end: Int) throws(DateError) {
        var index = start
        hour = try number(bytes, &index, end)
        guard index < end, bytes[index] == UInt8(ascii: ":") else { throw .notADate }
        index += 1
        minute = try number(bytes, &index, end)
        if index < end, bytes[index] == UInt8(ascii: ":") {
            index += 1
            second = try number(bytes, &index, end)
            if index < end, bytes[index] == UInt8(ascii: ".") {
                index += 1
                try readFraction(bytes, &index, end)
            }
        }
        while index < end, bytes[index] == UInt8(ascii: " ") { index += 1 }
        try readHalfOfDay(bytes, &index, end)
        try skipZone(bytes, index, end)
        guard hour < 24, minute < 60, second < 61 else { throw .notADate }
    }

    private func number(
        _ bytes: Span<UInt8>, _ index: inout Int, _ end: Int
    ) throws(DateError) -> Int {
        let start = index
        var value = 0
        while index < end, index < start + 2, ASCII.isDigit(bytes[index]) {
            value = value * 10 + Int(bytes[index] - ASCII.zero)
            index += 1
        }
        guard index > start else { throw .notADate }
        return value
    }

    private mutating func readFraction(
        _ bytes: Span<UInt8>, _ index: inout Int, _ end: Int
    ) throws(DateError) {
        let start = index
        while index < end, ASCII.isDigit(bytes[index]) {
            if bytes[index] != ASCII.zero { hasFraction = true }
            index += 1
        }
        guard index > start else { throw .notADate }
    }

    private mutating func readHalfOfDay(
        _ bytes: Span<UInt8>, _ index: inout Int, _ end: Int
    ) throws(DateError) {
        guard index + 1 < end, bytes[index + 1] | 0x20 == UInt8(ascii: "m") else { return }
        switch bytes[index] | 0x20 {
        case UInt8(ascii: "a"), UInt8(ascii: "p"):
            guard hour >= 1, hour <= 12 else { throw .notADate }
            hour %= 12
            if bytes[index] | 0x20 == UInt8(ascii: "p") { hour += 12 }
            index += 2
        default:
            throw .notADate
        }
    }

    /// The zone does not matter: midnight is the date's own.
    private func skipZone(
        _ bytes: Span<UInt8>, _ start: Int, _ end: Int
    ) throws(DateError) {
        guard start < end else { return }
        if bytes[start] == UInt8(ascii: "Z"), start + 1 == end { return }
        guard bytes[start] == UInt8(ascii: "+") || bytes[start] == UInt8(ascii: "-"),
            end - start >= 3, end - start <= 6
        else { throw .notADate }
        for index in start + 1..<end
        where !ASCII.isDigit(bytes[index]) && bytes[index] != UInt8(ascii: ":") {
            throw .notADate
        }
    }
}
