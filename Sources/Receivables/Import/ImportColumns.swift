import Formats
import Kernel

/// Gathers what the date and amount columns of a file say about how they are written.
struct ImportColumns {
    private let dateColumns: [Int]
    private let amountColumns: [Int]
    private let decimals: Int
    /// The same, unless lines may have currencies of their own.
    private let certainDecimals: Int?
    private(set) var detector = DateOrderDetector()
    private(set) var rows = 0
    private var pointDates = 0
    private(set) var amounts = AmountStyleDetector()
    private var readsOtherwise = false
    private var dateCells = DateCells()

    /// What is doubtful about dates of which some were cells of a spreadsheet.
    var dateWarning: String? {
        if case .certain(let order) = detector.verdict { dateCells.warning(order) } else { nil }
    }

    init(_ layout: ImportLayout, decimals: Int) {
        dateColumns = layout.dateColumns
        amountColumns = [.amount, .receiptAmount, .appliedAmount].map(layout.index)
            .filter { $0 >= 0 }
        self.decimals = decimals
        certainDecimals = layout.has(.currency) ? nil : decimals
    }

    /// Whether nothing that is still to come can change how dates and amounts are read: every
    /// date so far is year first, and some amount has decimals that can only be such.
    var isSettled: Bool {
        amounts.pointAmounts + amounts.commaAmounts > 0 && detector.verdict == .certain(.ymd)
    }

    /// Whether every date and amount so far that can be read at all reads in the few ways of a
    /// plain list.
    var isClear: Bool {
        // Two digits of a year may be taken for a day, which lists as they come tell apart.
        if case .ambiguous(let orders) = detector.verdict, orders.contains(.ymd) { return false }
        return !readsOtherwise
    }

    /// Whether all dates are written like 30.9.2026.
    var usesPoints: Bool { detector.dates > 0 && pointDates >= detector.dates }

    mutating func add(_ reader: borrowing CSVReader) {
        if reader.isBlank { return }
        rows += 1
        for column in dateColumns {
            reader.withField(column) { bytes in
                let rejected = detector.rejected
                detector.add(bytes)
                dateCells.add(bytes)
                if detector.rejected > rejected, !readsOtherwise { lookAgain(atDate: bytes) }
                if contains(UInt8(ascii: "."), bytes) { pointDates += 1 }
            }
        }
        for column in amountColumns {
            reader.withField(column) { bytes in
                amounts.add(bytes, decimals: certainDecimals)
                if !readsOtherwise, !AmountText.isBare(bytes) { lookAgain(atAmount: bytes) }
            }
        }
    }

    private mutating func lookAgain(atAmount bytes: Span<UInt8>) {
        if isAmount(bytes, .point) || isAmount(bytes, .comma) { return }
        readsOtherwise = [DecimalStyle.point, .comma].contains { style in
            (try? AmountText.parse(bytes, decimals: decimals, style: style)) != nil
        }
    }

    private mutating func lookAgain(atDate bytes: Span<UInt8>) {
        var detector = DateStyleDetector()
        detector.add(bytes)
        readsOtherwise = detector.dates > 0
    }

    private func contains(_ byte: UInt8, _ bytes: Span<UInt8>) -> Bool {
        bytes.indices.contains { bytes[$0] == byte }
    }

    private func isAmount(_ bytes: Span<UInt8>, _ style: DecimalStyle) -> Bool {
        (try? DecimalText.parseMinorUnits(bytes, decimals: decimals, style: style)) != nil
    }
}
