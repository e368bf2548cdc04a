import Formats

/// Tells how far a table has been read.
final class ImportTableReader: TableReader {
    private static let rowsPerReport = 4_096

    private let reader: any TableReader
    private let progress: (ImportProgress) -> Void
    private var rows = 0

    init(_ reader: any TableReader, progress: @escaping (ImportProgress) -> Void) {
        self.reader = reader
        self.progress = progress
    }

    var sheetNames: [String] { reader.sheetNames }
    var bytesConsumed: Int64 { reader.bytesConsumed }
    var sizeBytes: Int64? { reader.sizeBytes }

    func next() throws(TableError) -> TableRow? {
        rows += 1
        if rows.isMultiple(of: Self.rowsPerReport) {
            progress(.reading(bytes: bytesConsumed, total: sizeBytes))
        }
        return try reader.next()
    }
}
