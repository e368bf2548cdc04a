import Kernel

/// Finds the time of day behind a date and says whether it may be left out.
///
/// A list's dates are days. A time without a zone belongs to the day as written; one with a zone
/// may be another day where the books are kept, unless it is midnight, which programs write behind
/// plain dates.
enum DateClock {
    /// Where the date ends: before its time of day, if it has one.
    ///
    /// - Throws: `notADate` for a time that is none, `hasTimeOfDay`.
    static func dateEnd(_ text: Span<UInt8>) throws(DateError) -> Int {
        guard let colon = text.indices.first(where: { text[$0] == UInt8(ascii: ":") }) else {
            return text.count
        }
        var start = colon
        while start > 0, colon - start < 2, ValueBytes.isDigit(text[start - 1]) { start -= 1 }
        var end = start
        while end > 0, isGap(text[end - 1]) { end -= 1 }
        guard start < colon, end < start, end > 0 else { throw .notADate }
        try check(text.extracting(start...))
        return end
    }

    private static func isGap(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == UInt8(ascii: "T") || byte == UInt8(ascii: ",")
    }

    /// The Kernel reads the time behind some day, so that it need not be read in two places.
    private static func check(_ time: Span<UInt8>) throws(DateError) {
        var probe = ShortText()
        probe.append("20000101 ")
        for index in time.indices { probe.append(time[index]) }
        do throws(DateError) {
            _ = try probe.withSpan { bytes throws(DateError) in
                try DateText.parse(bytes, order: .ymd)
            }
        } catch {
            guard error == .hasTimeOfDay, !hasZone(time) else { throw error }
        }
    }

    private static func hasZone(_ time: Span<UInt8>) -> Bool {
        time.indices.contains { index in
            switch time[index] {
            case UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"): true
            default: false
            }
        }
    }
}
