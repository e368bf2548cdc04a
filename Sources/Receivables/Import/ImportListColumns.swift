import Formats

/// Gathers what the date and amount columns of a converted list say about how they are written.
/// Numbers of a spreadsheet say nothing about that.
struct ImportListColumns {
    private let dateColumns: [Int]
    private let amountColumns: [Int]
    private let places: ImportRowColumns
    private(set) var dates = DateStyleDetector()
    private(set) var amounts = AmountStyleDetector()

    init(_ layout: ImportLayout) {
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
        for column in amountColumns {
            reader.withField(column) { bytes in
                if !ImportValue.isNumber(bytes) { amounts.add(bytes, line: line) }
            }
        }
    }
}
