import Kernel

/// What one text says about the sign that separates decimals in its column.
enum AmountShape: Hashable {
    /// Nothing, or a lone dash.
    case blank
    case notAnAmount
    /// Without a separator; it reads the same in either style.
    case plain
    /// Can only be read with a decimal point.
    case point
    /// Can only be read with a decimal comma.
    case comma
    /// `1.234` and `1,234`: decimals in one style, thousands in the other.
    case open

    /// More decimals than any currency has; a text with more is still evidence.
    private static let decimals = 6

    init(_ bytes: Span<UInt8>) {
        if AmountText.isBare(bytes) {
            self.init(number: bytes)
            return
        }
        let range = ValueBytes.trimmed(bytes)
        guard !range.isEmpty else {
            self = .blank
            return
        }
        guard range.count <= ShortText.bytesMax else {
            self = .notAnAmount
            return
        }
        let text = bytes.extracting(range)
        if text[0] == UInt8(ascii: "#") {
            let isNumber = text.count > 1 && AmountText.isBare(text.extracting(1...))
            self = isNumber ? .plain : .notAnAmount
            return
        }
        var found = AmountTranslation()
        guard found.read(text) else {
            self = .notAnAmount
            return
        }
        self =
            found.isDash
            ? .blank : found.number.withSpan { AmountShape(number: $0) }
    }

    private init(number: Span<UInt8>) {
        var points = 0
        var commas = 0
        var last = 0
        var digits = 0
        var leadingZeros = 0
        for index in number.indices {
            let byte = number[index]
            if ValueBytes.isDigit(byte) {
                if digits == leadingZeros, byte == UInt8(ascii: "0") { leadingZeros += 1 }
                digits += 1
            } else if byte == UInt8(ascii: ".") {
                points += 1
                last = index
            } else if byte == UInt8(ascii: ",") {
                commas += 1
                last = index
            }
        }
        guard digits > 0 else {
            self = .notAnAmount
            return
        }
        if points + commas == 0 {
            self = Self.isReadable(number, .point) ? .plain : .notAnAmount
            return
        }
        switch (Self.isReadable(number, .point), Self.isReadable(number, .comma)) {
        // Nobody groups the thousands of 0.125.
        case (true, true) where leadingZeros > 0:
            self = number[last] == UInt8(ascii: ".") ? .point : .comma
        case (true, true): self = .open
        case (true, false): self = .point
        case (false, true): self = .comma
        case (false, false): self = .notAnAmount
        }
    }

    private static func isReadable(_ number: Span<UInt8>, _ style: DecimalStyle) -> Bool {
        do throws(DecimalError) {
            _ = try DecimalText.parseMinorUnits(number, decimals: decimals, style: style)
            return true
        } catch {
            return switch error {
            case .tooPrecise, .overflow: true
            default: false
            }
        }
    }
}
