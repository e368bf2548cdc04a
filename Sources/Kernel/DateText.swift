/// Dates as other programs and people write them.
///
/// Read are day, month and year with `-`, `/` or `.` between them, padded or not, years of four
/// digits or two (00–68 are 2000–2068, 69–99 are 1969–1999); English month names, short or long
/// (`2 Jan 2026`, `Jan 2, 2026`, `02-JAN-26`); `20260930` when the year comes first. A time of
/// midnight may follow, with or without a zone, since programs write it after plain dates.
/// Nothing is allocated.
package enum DateText {
    /// The date that a text names when its numbers come in `order`.
    ///
    /// - Parameter bytes: UTF-8; anything may be in them.
    /// - Throws: `empty`, `notADate` (also for a date in another order than `order`, where that
    ///   shows), `impossibleDate`, `outOfRange`, `hasTimeOfDay`.
    package static func parse(
        _ bytes: Span<UInt8>, order: DateOrder
    ) throws(DateError) -> LocalDate {
        try DateFields(reading: bytes).date(in: order)
    }

    /// The same from raw memory, which must stay valid during the call.
    package static func parse(
        _ bytes: UnsafeRawBufferPointer, order: DateOrder
    ) throws(DateError) -> LocalDate {
        let pointer = bytes.bindMemory(to: UInt8.self)
        return try parse(pointer.span, order: order)
    }

    /// The same from a string.
    package static func parse(
        _ text: String, order: DateOrder
    ) throws(DateError) -> LocalDate {
        try parse(text.utf8.span, order: order)
    }

    /// The same from a substring.
    package static func parse(
        _ text: Substring, order: DateOrder
    ) throws(DateError) -> LocalDate {
        try parse(text.utf8.span, order: order)
    }
}
