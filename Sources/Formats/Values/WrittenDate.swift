package import Kernel

/// Dates as any program's lists and reports write them.
///
/// Read is all that `DateText` reads, and: month names in English, German, French, Spanish,
/// Italian, Dutch and Portuguese, in full or shortened, in any case, with or without a point;
/// weekday names, which are skipped; `1st`, `1er`, `25 de julio de 2026`; a time of day, which is
/// left out unless a zone could make it another day; eight digits with the year in front or
/// behind; spreadsheet numbers where the column is of them, and anywhere with a `#` in front,
/// which marks the number of a cell. Years of two digits are 2000–2068 and 1969–1999. A date with
/// its year in front is read whatever the column's order. Nothing is allocated.
package enum WrittenDate {
    /// - Parameters:
    ///   - bytes: UTF-8; anything may be in them.
    ///   - style: the column's.
    /// - Throws: `empty`, `notADate`, `impossibleDate`, `outOfRange`, `hasTimeOfDay`.
    package static func parse(
        _ bytes: Span<UInt8>, style: DateStyle
    ) throws(DateError) -> LocalDate {
        switch DateReading(bytes) {
        case .blank: throw .empty
        case .settled(let date, _): return date
        case .failed(let error): throw error
        case .serial(let date, let isCell):
            guard isCell || style == .serial else { throw .notADate }
            return date
        case .ordered(let text):
            guard let order = style.order else { throw .notADate }
            return try text.withSpan { date throws(DateError) in
                try DateText.parse(date, order: order)
            }
        }
    }

    /// The same from a string.
    package static func parse(
        _ text: String, style: DateStyle
    ) throws(DateError) -> LocalDate {
        try parse(text.utf8.span, style: style)
    }

    /// The date of a day and month without a year, `DMM` or `DDMM`, in a period that knows it.
    ///
    /// - Parameters:
    ///   - from: the first day of the period, such as a fiscal year.
    ///   - to: its last day.
    /// - Throws: `empty`, `notADate`, `outOfRange` for a day that the period does not have.
    package static func dayAndMonth(
        _ text: String, from: LocalDate, to: LocalDate
    ) throws(DateError) -> LocalDate {
        let bytes = text.utf8.span
        let range = ValueBytes.trimmed(bytes)
        guard !range.isEmpty else { throw .empty }
        guard range.count == 3 || range.count == 4 else { throw .notADate }
        var number = 0
        for index in range {
            guard ValueBytes.isDigit(bytes[index]) else { throw .notADate }
            number = number * 10 + Int(bytes[index] - UInt8(ascii: "0"))
        }
        let (day, month) = (number / 100, number % 100)
        guard month >= 1, month <= 12, day >= 1, day <= 31 else { throw .notADate }
        var year = from.year
        while year <= to.year {
            if let date = try? LocalDate(year: year, month: month, day: day), date >= from,
                date <= to
            {
                return date
            }
            year += 1
        }
        throw .outOfRange
    }
}
