import Formats
import Kernel

/// Gathers what the date and amount columns of a file say about how they are written.
struct ImportColumns {
    private let dateColumns: [Int]
    private let amountColumns: [Int]
    private let decimals: Int
    private(set) var detector = DateOrderDetector()
    private(set) var rows = 0
    private var pointDates = 0
    private var pointAmounts = 0
    private var commaAmounts = 0

    init(_ layout: ImportLayout, decimals: Int) {
        dateColumns = layout.dateColumns
        amountColumns = [.amount, .receiptAmount, .appliedAmount].map(layout.index)
            .filter { $0 >= 0 }
        self.decimals = decimals
    }

    /// Whether every date so far is year first.
    var isPlain: Bool { detector.verdict == .certain(.ymd) }

    /// Whether all dates are written like 30.9.2026.
    var usesPoints: Bool { detector.dates > 0 && pointDates >= detector.dates }

    /// The comma only where it reads more of the amounts: the point is what files are meant to
    /// have.
    var style: DecimalStyle { commaAmounts > pointAmounts ? .comma : .point }

    mutating func add(_ reader: borrowing CSVReader) {
        if reader.isBlank { return }
        rows += 1
        for column in dateColumns {
            reader.withField(column) { bytes in
                detector.add(bytes)
                if bytes.indices.contains(where: { bytes[$0] == UInt8(ascii: ".") }) {
                    pointDates += 1
                }
            }
        }
        for column in amountColumns {
            reader.withField(column) { bytes in
                pointAmounts += isAmount(bytes, .point) ? 1 : 0
                commaAmounts += isAmount(bytes, .comma) ? 1 : 0
            }
        }
    }

    private func isAmount(_ bytes: Span<UInt8>, _ style: DecimalStyle) -> Bool {
        (try? DecimalText.parseMinorUnits(bytes, decimals: decimals, style: style)) != nil
    }
}
