import Formats
import Kernel

/// Cells of converted lists: as the file has them, but for numbers of a spreadsheet, which begin
/// with `#` and have a decimal point, whatever the file's own style is.
enum ImportValue {
    static func isNumber(_ bytes: Span<UInt8>) -> Bool {
        bytes.count > 1 && bytes[0] == UInt8(ascii: "#")
    }

    static func minorUnits(
        _ bytes: Span<UInt8>, currency: Currency, style: DecimalStyle
    ) throws(DecimalError) -> Int64 {
        try AmountText.parseMinorUnits(
            bytes, decimals: currency.decimals, currency: currency, style: style)
    }

    /// The currency that stands beside an amount, if what stands there means only one.
    static func currency(_ bytes: Span<UInt8>, style: DecimalStyle) -> Currency? {
        let isPlain = bytes.indices.allSatisfy { index in
            bytes[index] < 0x80 && bytes[index] != UInt8(ascii: "$")
                && !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(bytes[index] & 0xDF)
        }
        if isPlain { return nil }
        return (try? AmountText.parse(bytes, decimals: Self.decimalsMax, style: style))?.mark?
            .currency
    }

    /// What any currency has at most.
    static let decimalsMax = 4

    static func date(_ bytes: Span<UInt8>, style: DateStyle) throws(DateError) -> LocalDate {
        if bytes.count == 10, let date = try? LocalDate(isoBytes: bytes) { return date }
        // A number of a spreadsheet is one whatever the texts are like.
        return try WrittenDate.parse(bytes, style: isNumber(bytes) ? .serial : style)
    }
}
