/// Amounts as text, read and written exactly: no digit ever passes through a binary fraction.
///
/// Read are: spaces around the number, one sign before or after it, parentheses for a negative
/// one, well-formed groups (`1,234,567` or `12,34,567`, also with spaces or apostrophes), one of
/// `$ € £ ¥` and one currency code before or after it. Zeros beyond the allowed decimals are
/// dropped, any other digit there is an error: nothing is rounded.
package enum DecimalText {
    /// The amount in units of 10^-`decimals`.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8; anything may be in them.
    ///   - decimals: 0…18, as a rule the currency's.
    ///   - currency: what a sign or code in the text must agree with; nil accepts any.
    /// - Throws: every `DecimalError`.
    package static func parseMinorUnits(
        _ bytes: Span<UInt8>, decimals: Int, currency: Currency? = nil,
        style: DecimalStyle = .point
    ) throws(DecimalError) -> Int64 {
        if let plain = parsePlain(
            bytes, decimals: decimals, separator: style.decimalSeparator)
        {
            return plain
        }
        var scanner = DecimalScanner(
            end: bytes.count, decimals: decimals, currency: currency, style: style)
        return try scanner.parse(bytes)
    }

    /// The same from raw memory, which must stay valid during the call.
    package static func parseMinorUnits(
        _ bytes: UnsafeRawBufferPointer, decimals: Int, currency: Currency? = nil,
        style: DecimalStyle = .point
    ) throws(DecimalError) -> Int64 {
        let pointer = bytes.bindMemory(to: UInt8.self)
        return try parseMinorUnits(
            pointer.span, decimals: decimals, currency: currency, style: style)
    }

    /// The same from a substring.
    package static func parseMinorUnits(
        _ text: Substring, decimals: Int, currency: Currency? = nil,
        style: DecimalStyle = .point
    ) throws(DecimalError) -> Int64 {
        try parseMinorUnits(
            text.utf8.span, decimals: decimals, currency: currency, style: style)
    }

    /// The same from a string.
    package static func parseMinorUnits(
        _ text: String, decimals: Int, currency: Currency? = nil, style: DecimalStyle = .point
    ) throws(DecimalError) -> Int64 {
        try parseMinorUnits(
            text.utf8.span, decimals: decimals, currency: currency, style: style)
    }

    /// The same from any collection of bytes; one without contiguous storage is copied.
    package static func parseMinorUnits(
        _ bytes: some Collection<UInt8>, decimals: Int, currency: Currency? = nil,
        style: DecimalStyle = .point
    ) throws(DecimalError) -> Int64 {
        let result = bytes.withContiguousStorageIfAvailable { storage in
            Result { () throws(DecimalError) -> Int64 in
                try parseMinorUnits(
                    storage.span, decimals: decimals, currency: currency, style: style)
            }
        }
        if let result { return try result.get() }
        return try parseMinorUnits(
            Array(bytes).span, decimals: decimals, currency: currency, style: style)
    }

    /// The common case, `-1234.56`, without a way to fail in words; nil leaves the text to the
    /// scanner, which reads everything this does.
    private static func parsePlain(
        _ bytes: Span<UInt8>, decimals: Int, separator: UInt8
    ) -> Int64? {
        let count = bytes.count
        // 18 digits cannot overflow, so the loops need no checks.
        guard count > 0, count <= 18 else { return nil }
        let isNegative = bytes[0] == UInt8(ascii: "-")
        var index = isNegative ? 1 : 0
        let first = index
        var value: Int64 = 0
        while index < count {
            let digit = bytes[index] &- ASCII.zero
            guard digit < 10 else { break }
            value = value &* 10 &+ Int64(digit)
            index &+= 1
        }
        guard index > first else { return nil }
        var missing = decimals
        if index < count {
            guard bytes[index] == separator else { return nil }
            index &+= 1
            missing = decimals - (count - index)
            guard missing >= 0, index < count else { return nil }
            while index < count {
                let digit = bytes[index] &- ASCII.zero
                guard digit < 10 else { return nil }
                value = value &* 10 &+ Int64(digit)
                index &+= 1
            }
        }
        if missing > 0 {
            let (scaled, overflow) =
                value.multipliedReportingOverflow(by: PowersOfTen.int64(missing))
            guard !overflow else { return nil }
            value = scaled
        }
        return isNegative ? 0 &- value : value
    }
}
