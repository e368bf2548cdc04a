import Formats
import Kernel

/// What a line in another currency says of the tenant's own.
extension ImportRowParser {
    /// Rates are kept with so many decimals.
    static let rateDecimals = 12
    private static let one: Int64 = 1_000_000_000_000

    func readRate(
        _ reader: borrowing CSVReader, _ row: inout ImportRow
    ) throws(ImportProblem) {
        guard row.currency != nil else { return }
        if columns.rate >= 0, !isEmpty(reader, columns.rate) {
            do throws(DecimalError) {
                let rate = try reader.withField(columns.rate) { bytes throws(DecimalError) in
                    try Self.rate(bytes, style)
                }
                // Programs write 0 where they have none; 1 is the rate of the file's own currency,
                // which is not the tenant's then.
                row.statedRate = rate == 0 || abs(rate) == Self.one ? nil : rate
            } catch {
                throw ImportProblem(.rate, .amount(error))
            }
        }
        if columns.baseAmount >= 0, !isEmpty(reader, columns.baseAmount) {
            let base = try amount(reader, columns.baseAmount, .baseAmount, own)
            let isSame = row.currency?.decimals == own.decimals && abs(base) == abs(row.amount)
            row.baseAmount = base == 0 || isSame ? nil : abs(base)
        }
    }

    /// A rate, or `1/` before one of which the line's currency is the other side.
    private static func rate(
        _ bytes: Span<UInt8>, _ style: DecimalStyle
    ) throws(DecimalError) -> Int64 {
        let isInverse =
            bytes.count > 2 && bytes[0] == UInt8(ascii: "1")
            && bytes[1] == UInt8(ascii: "/")
        let text = isInverse ? bytes.extracting(2...) : bytes
        let rate = try AmountText.parseMinorUnits(text, decimals: rateDecimals, style: style)
        guard rate >= 0 else { throw .notANumber }
        return isInverse ? -rate : rate
    }
}
