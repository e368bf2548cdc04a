package import Kernel

/// Amounts as any program's lists and reports write them, read exactly.
///
/// Read is all that `DecimalText` reads, and: a side instead of a sign (`12.00 CR`, `12.00 DR`, and
/// behind the number also `C`, `D`, `H`, `S`), a lone dash for nothing, no cents as `120.-`, the
/// signs and codes of all currencies on either end, and every kind of blank between thousands. A
/// `#` in front marks the exact number of a spreadsheet's cell, whose decimals follow a point
/// whatever the column's texts do. Nothing is allocated and nothing rounded.
package enum AmountText {
    /// The amount in units of 10^-`decimals`; negative for a credit.
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
        try parse(bytes, decimals: decimals, currency: currency, style: style).minorUnits
    }

    /// The same from a string.
    package static func parseMinorUnits(
        _ text: String, decimals: Int, currency: Currency? = nil, style: DecimalStyle = .point
    ) throws(DecimalError) -> Int64 {
        try parseMinorUnits(text.utf8.span, decimals: decimals, currency: currency, style: style)
    }

    /// The amount with what stands beside it.
    ///
    /// - Throws: every `DecimalError`; `twoSigns` also for a side beside a sign, `wrongCurrency`
    ///   also for a sign and a code that disagree.
    package static func parse(
        _ bytes: Span<UInt8>, decimals: Int, currency: Currency? = nil,
        style: DecimalStyle = .point
    ) throws(DecimalError) -> WrittenAmount {
        if isBare(bytes) {
            return WrittenAmount(
                try DecimalText.parseMinorUnits(bytes, decimals: decimals, style: style))
        }
        let range = ValueBytes.trimmed(bytes)
        guard !range.isEmpty else { throw .empty }
        guard range.count <= ShortText.bytesMax else { throw .notANumber }
        let text = bytes.extracting(range)
        if text[0] == UInt8(ascii: "#"), text.count > 1, isBare(text.extracting(1...)) {
            return WrittenAmount(
                try DecimalText.parseMinorUnits(text.extracting(1...), decimals: decimals))
        }
        return try translated(text, decimals, currency, style)
    }

    /// The same from a string.
    package static func parse(
        _ text: String, decimals: Int, currency: Currency? = nil, style: DecimalStyle = .point
    ) throws(DecimalError) -> WrittenAmount {
        try parse(text.utf8.span, decimals: decimals, currency: currency, style: style)
    }

    /// Whether only digits, points and commas stand there, with a hyphen in front at most.
    package static func isBare(_ bytes: Span<UInt8>) -> Bool {
        var index = 0
        let count = bytes.count
        if count > 1, bytes[0] == UInt8(ascii: "-") { index = 1 }
        guard index < count, count <= ShortText.bytesMax else { return false }
        while index < count {
            let byte = bytes[index]
            guard
                ValueBytes.isDigit(byte) || byte == UInt8(ascii: ".")
                    || byte == UInt8(ascii: ",")
            else { return false }
            index &+= 1
        }
        return true
    }

    private static func translated(
        _ text: Span<UInt8>, _ decimals: Int, _ currency: Currency?, _ style: DecimalStyle
    ) throws(DecimalError) -> WrittenAmount {
        var found = AmountTranslation()
        guard found.read(text) else {
            // The Kernel knows the words for what is not a number.
            return WrittenAmount(
                try DecimalText.parseMinorUnits(
                    text, decimals: decimals, currency: currency, style: style))
        }
        try check(found, against: currency)
        if found.isDash {
            return WrittenAmount(0, mark: found.mark, side: found.side, isDash: true)
        }
        guard found.digits > 0 else { throw .notANumber }
        let value = try found.number.withSpan { number throws(DecimalError) in
            try DecimalText.parseMinorUnits(number, decimals: decimals, style: style)
        }
        guard let side = found.side else { return WrittenAmount(value, mark: found.mark) }
        guard !found.hasSign else { throw .twoSigns }
        return WrittenAmount(
            side == .credit ? 0 - value : value, mark: found.mark, side: side)
    }

    private static func check(
        _ found: AmountTranslation, against expected: Currency?
    ) throws(DecimalError) {
        guard let currency = expected ?? found.code?.currency else { return }
        guard found.code?.mayMean(currency) ?? true, found.sign?.mayMean(currency) ?? true else {
            throw .wrongCurrency
        }
    }
}
