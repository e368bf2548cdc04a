import Formats
import Kernel

/// Amounts of rejected lines, written so that they mean the same in a list of their own.
struct ImportRejectAmounts {
    private static let decimals = ImportValue.decimalsMax

    let own: Currency
    private let style: DecimalStyle
    /// What the file states for amounts without a sign.
    private let listed: Currency
    private let isConverted: Bool
    private let columns: ImportRowColumns

    init(_ scan: ImportScan, _ columns: ImportRowColumns, own: Currency) {
        self.own = own
        self.columns = columns
        style = scan.style
        listed = scan.currency ?? own
        isConverted = scan.statedOn != nil
    }

    /// The currency of a line; nil if what its column says is none.
    func currency(_ reader: borrowing CSVReader) -> Currency? {
        let named = reader.withField(columns.currency) { ImportText.string($0) }
        if !named.isEmpty { return Currency.find(named) }
        // A plain list has no column for what a sign beside an amount says.
        guard isConverted else { return own }
        for column in [columns.amount, columns.open, columns.paid] where column >= 0 {
            let beside = reader.withField(column) { ImportValue.currency($0, style: style) }
            if let beside { return beside }
        }
        return listed
    }

    /// Writes the amount with a decimal point and without the sign of a currency, unless the sign
    /// says something else than the line; false for that, and for what is no amount.
    func append(
        _ bytes: Span<UInt8>, in currency: Currency?, to writer: inout CSVWriter
    ) -> Bool {
        guard
            let amount = try? AmountText.parse(bytes, decimals: Self.decimals, style: style),
            let currency, amount.mark?.mayMean(currency) ?? true
        else { return false }
        let units = amount.minorUnits
        let hasCents = units % 100 == 0
        writer.number(
            minorUnits: hasCents ? units / 100 : units, decimals: hasCents ? 2 : Self.decimals)
        return true
    }
}
