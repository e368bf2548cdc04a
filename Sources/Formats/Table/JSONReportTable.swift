/// Gives the rows of a report that was read whole; a row's line is its number.
final class JSONReportTable: TableReader {
    private let rows: [TableRow]
    private var position = 0

    let sheetNames: [String] = []
    let sizeBytes: Int64?

    init(_ rows: [TableRow], sizeBytes: Int64) {
        self.rows = rows
        self.sizeBytes = sizeBytes
    }

    var bytesConsumed: Int64 { sizeBytes ?? 0 }

    func next() -> TableRow? {
        guard position < rows.count else { return nil }
        position += 1
        return rows[position - 1]
    }
}
