import Formats
import Kernel

/// Gathers what the date and amount columns of a converted list say about how they are written.
/// Numbers of a spreadsheet say nothing about that.
struct ImportListColumns {
    private let dateColumns: [Int]
    private let amountColumns: [Int]
    private let places: ImportRowColumns
    private(set) var dates = DateStyleDetector()
    private(set) var amounts = AmountStyleDetector()
    private let own: Currency
    /// Of invoices, how many paid amounts are above zero, and how many below.
    private(set) var paidAbove = 0
    private(set) var paidBelow = 0

    /// - Parameter own: the currency of lines that name none.
    init(_ layout: ImportLayout, own: Currency) {
        self.own = own
        dateColumns = layout.dateColumns
        let fields: [ImportField] = [
            .amount, .receiptAmount, .appliedAmount, .open, .paid,
        ]
        amountColumns = fields.map(layout.index).filter { $0 >= 0 }
        places = ImportRowColumns(layout)
    }

    mutating func add(_ reader: borrowing CSVReader) {
        if reader.isBlank { return }
        let line = places.line(reader)
        for column in dateColumns {
            reader.withField(column) { bytes in
                if !ImportValue.isNumber(bytes) { dates.add(bytes, line: line) }
            }
        }
        let decimals = decimals(reader)
        for column in amountColumns {
            reader.withField(column) { bytes in
                if !ImportValue.isNumber(bytes) {
                    amounts.add(bytes, line: line, decimals: decimals)
                }
            }
        }
        if places.paid >= 0 { addPaid(reader) }
    }

    /// The decimals of the line's currency; nil for one that is not known.
    private func decimals(_ reader: borrowing CSVReader) -> Int? {
        let code = reader.withField(places.currency) { ImportText.string($0) }
        return code.isEmpty ? own.decimals : Currency.find(code)?.decimals
    }

    private mutating func addPaid(_ reader: borrowing CSVReader) {
        guard reader.withField(places.amount, Self.sign) >= 0 else { return }
        let sign = reader.withField(places.paid, Self.sign)
        paidAbove += sign > 0 ? 1 : 0
        paidBelow += sign < 0 ? 1 : 0
    }

    /// Which is the same however decimals are written.
    private static func sign(_ bytes: Span<UInt8>) -> Int {
        for style in [DecimalStyle.point, .comma] {
            let amount = try? AmountText.parse(
                bytes, decimals: ImportValue.decimalsMax, style: style)
            if let amount { return Int(amount.minorUnits.signum()) }
        }
        return 0
    }
}
