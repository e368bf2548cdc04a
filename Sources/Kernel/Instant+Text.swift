extension Instant {
    /// Reads an ISO 8601 time with a zone: `2026-09-30T12:00:00Z`, with up to six decimals of the
    /// second and `Z` or an offset `±hh:mm`.
    ///
    /// - Throws: `empty`, `notAnInstant`, `impossibleDate`; `outOfRange` where it lies outside the
    ///   years 1 to 9999, there or in UTC.
    package init(iso text: some StringProtocol) throws(DateError) {
        // The longest form is 2026-09-30T12:00:00.123456+02:00, 32 bytes.
        var bytes: InlineArray<32, UInt8> = .init(repeating: 0)
        var count = 0
        for byte in text.utf8 {
            guard count < 32 else { throw .notAnInstant }
            bytes[count] = byte
            count += 1
        }
        guard count > 0 else { throw .empty }
        try self.init(isoBytes: bytes.span.extracting(0..<count))
    }

    /// The same from ASCII bytes.
    ///
    /// - Throws: `notAnInstant`, `impossibleDate`, `outOfRange`.
    package init(isoBytes bytes: Span<UInt8>) throws(DateError) {
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
            bytes[16] == UInt8(ascii: ":"),
            let hour = ASCII.twoDigits(bytes, at: 11), hour < 24,
            let minute = ASCII.twoDigits(bytes, at: 14), minute < 60,
            let second = ASCII.twoDigits(bytes, at: 17), second < 60
        else { throw .notAnInstant }
        let date: LocalDate
        do {
            date = try LocalDate(isoBytes: bytes.extracting(0..<10))
        } catch .notADate {
            throw .notAnInstant
        }
        var index = 19
        let micros = try Instant.fraction(bytes, &index)
        let offset = try Instant.offsetSeconds(bytes.extracting(index..<bytes.count))
        let secondOfDay = hour * 3600 + minute * 60 + second
        let seconds = Int(date.daysSince2000) * 86_400 + secondOfDay - offset
        // The moment itself too lies in the years that can be written, not only its local date.
        _ = try LocalDate(days: GregorianDay.floorDivide(seconds, 86_400))
        self.init(microsecondsSince2000: Int64(seconds) * 1_000_000 + micros)
    }

    /// Microseconds after the second; `index` moves behind them.
    private static func fraction(
        _ bytes: Span<UInt8>, _ index: inout Int
    ) throws(DateError) -> Int64 {
        guard bytes[index] == UInt8(ascii: ".") else { return 0 }
        index += 1
        var micros: Int64 = 0
        var digits = 0
        while index < bytes.count, ASCII.isDigit(bytes[index]) {
            guard digits < 6 else { throw .notAnInstant }
            micros = micros * 10 + Int64(bytes[index] - ASCII.zero)
            digits += 1
            index += 1
        }
        guard digits > 0 else { throw .notAnInstant }
        return micros * PowersOfTen.int64(6 - digits)
    }

    /// Seconds east of UTC for `Z` or `±hh:mm`.
    private static func offsetSeconds(_ bytes: Span<UInt8>) throws(DateError) -> Int {
        if bytes.count == 1, bytes[0] == UInt8(ascii: "Z") { return 0 }
        guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"),
            let hours = ASCII.twoDigits(bytes, at: 1), hours < 24,
            let minutes = ASCII.twoDigits(bytes, at: 4), minutes < 60
        else { throw .notAnInstant }
        let seconds = hours * 3600 + minutes * 60
        switch bytes[0] {
        case UInt8(ascii: "+"): return seconds
        case UInt8(ascii: "-"): return -seconds
        default: throw .notAnInstant
        }
    }

    /// Appends the time in UTC: `2026-09-30T12:00:00Z`, with three or six decimals of the second
    /// when it is not whole. Years beyond 9999 carry a sign, as ISO 8601 asks.
    package func append(to bytes: inout [UInt8]) {
        let seconds = Int(secondsSince2000)
        // Wrapping twice is exact, where the first instant of all would overflow on the way.
        let micros = Int(microsecondsSince2000 &- secondsSince2000 &* 1_000_000)
        let days = GregorianDay.floorDivide(seconds, 86_400)
        let secondOfDay = seconds - days * 86_400
        if let date = try? LocalDate(days: days) {
            date.append(to: &bytes)
        } else {
            Instant.appendFarDate(days, to: &bytes)
        }
        bytes.append(UInt8(ascii: "T"))
        ASCII.appendTwoDigits(secondOfDay / 3600, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        ASCII.appendTwoDigits(secondOfDay / 60 % 60, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        ASCII.appendTwoDigits(secondOfDay % 60, to: &bytes)
        if micros != 0 { Instant.appendFraction(micros, to: &bytes) }
        bytes.append(UInt8(ascii: "Z"))
    }

    private static func appendFraction(_ micros: Int, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "."))
        let isMilliseconds = micros % 1000 == 0
        var divisor = 100_000
        while divisor >= (isMilliseconds ? 1000 : 1) {
            bytes.append(ASCII.zero + UInt8(micros / divisor % 10))
            divisor /= 10
        }
    }

    private static func appendFarDate(_ days: Int, to bytes: inout [UInt8]) {
        let (year, month, day) = GregorianDay.date(number: days)
        bytes.append(UInt8(ascii: year < 0 ? "-" : "+"))
        let digits = String(year.magnitude)
        bytes.append(contentsOf: repeatElement(ASCII.zero, count: max(0, 6 - digits.utf8.count)))
        bytes.append(contentsOf: digits.utf8)
        bytes.append(UInt8(ascii: "-"))
        ASCII.appendTwoDigits(month, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        ASCII.appendTwoDigits(day, to: &bytes)
    }
}

extension Instant: CustomStringConvertible {
    /// ISO 8601 in UTC, for example `2026-09-30T12:00:00Z`.
    package var description: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(27)
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension Instant: Codable {
    /// Reads an ISO 8601 string with a zone.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        try self.init(iso: container.decode(String.self))
    }

    /// Writes an ISO 8601 string in UTC.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
