extension LocalDate {
    /// Reads exactly `YYYY-MM-DD`.
    ///
    /// - Throws: `empty`, `notADate`, `impossibleDate`, `outOfRange`.
    package init(iso text: some StringProtocol) throws(DateError) {
        var bytes: InlineArray<10, UInt8> = .init(repeating: 0)
        var count = 0
        for byte in text.utf8 {
            guard count < 10 else { throw .notADate }
            bytes[count] = byte
            count += 1
        }
        guard count > 0 else { throw .empty }
        guard count == 10 else { throw .notADate }
        try self.init(isoBytes: bytes.span)
    }

    /// Reads exactly the ten ASCII bytes `YYYY-MM-DD`.
    ///
    /// - Throws: `notADate`, `impossibleDate`, `outOfRange`.
    package init(isoBytes bytes: Span<UInt8>) throws(DateError) {
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let century = ASCII.twoDigits(bytes, at: 0), let rest = ASCII.twoDigits(bytes, at: 2),
            let month = ASCII.twoDigits(bytes, at: 5), let day = ASCII.twoDigits(bytes, at: 8)
        else { throw .notADate }
        try self.init(year: century * 100 + rest, month: month, day: day)
    }

    /// Appends the ten ASCII bytes `YYYY-MM-DD`.
    package func append(to bytes: inout [UInt8]) {
        let (year, month, day) = components
        ASCII.appendTwoDigits(year / 100, to: &bytes)
        ASCII.appendTwoDigits(year % 100, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        ASCII.appendTwoDigits(month, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        ASCII.appendTwoDigits(day, to: &bytes)
    }
}

extension LocalDate: LosslessStringConvertible {
    /// Reads exactly `YYYY-MM-DD`; nil for everything else.
    package init?(_ description: String) {
        guard let date = try? LocalDate(iso: description) else { return nil }
        self = date
    }

    /// `YYYY-MM-DD`.
    package var description: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(10)
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension LocalDate: Codable {
    /// Reads `"YYYY-MM-DD"`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        try self.init(iso: container.decode(String.self))
    }

    /// Writes `"YYYY-MM-DD"`.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
