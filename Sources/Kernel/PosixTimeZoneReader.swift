/// Reads the parts of a POSIX `TZ` text one after the other.
struct PosixTimeZoneReader {
    private let bytes: [UInt8]
    private var index = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { index == bytes.count }

    func isAt(_ byte: UInt8) -> Bool { index < bytes.count && bytes[index] == byte }

    /// Skips an abbreviation: three letters or more, or anything between `<` and `>`.
    mutating func skipName() -> Bool {
        if take(UInt8(ascii: "<")) {
            while index < bytes.count {
                index += 1
                if bytes[index - 1] == UInt8(ascii: ">") { return true }
            }
            return false
        }
        let start = index
        while index < bytes.count, Currency.upperLetter(bytes[index]) != nil { index += 1 }
        return index - start >= 3
    }

    /// Reads `[±]h[:m[:s]]` as seconds.
    mutating func time(hoursMax: Int) -> Int? {
        let isNegative = take(UInt8(ascii: "-"))
        if !isNegative { _ = take(UInt8(ascii: "+")) }
        guard let hours = number(max: hoursMax) else { return nil }
        var seconds = hours * 3600
        if take(UInt8(ascii: ":")) {
            guard let minutes = number(max: 59) else { return nil }
            seconds += minutes * 60
            if take(UInt8(ascii: ":")) {
                guard let rest = number(max: 59) else { return nil }
                seconds += rest
            }
        }
        return isNegative ? -seconds : seconds
    }

    /// Reads `,day[/time]`; the time is 02:00 when it is missing.
    mutating func rule() -> PosixDayRule? {
        guard take(UInt8(ascii: ",")), let day = day() else { return nil }
        guard take(UInt8(ascii: "/")) else {
            return PosixDayRule(day: day, secondsAfterMidnight: 7200)
        }
        guard let time = time(hoursMax: 167) else { return nil }
        return PosixDayRule(day: day, secondsAfterMidnight: time)
    }

    private mutating func day() -> PosixDayRule.Day? {
        if take(UInt8(ascii: "J")) {
            guard let day = number(max: 365), day >= 1 else { return nil }
            return .julian(day)
        }
        guard take(UInt8(ascii: "M")) else { return number(max: 365).map { .ordinal($0) } }
        guard let month = number(max: 12), month >= 1, take(UInt8(ascii: ".")),
            let week = number(max: 5), week >= 1, take(UInt8(ascii: ".")),
            let weekday = number(max: 6)
        else { return nil }
        return .weekday(month: month, week: week, weekday: weekday)
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard isAt(byte) else { return false }
        index += 1
        return true
    }

    private mutating func number(max: Int) -> Int? {
        let start = index
        var value = 0
        while index < bytes.count, index < start + 3, ASCII.isDigit(bytes[index]) {
            value = value * 10 + Int(bytes[index] - ASCII.zero)
            index += 1
        }
        return index > start && value <= max ? value : nil
    }
}
