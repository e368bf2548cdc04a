import Formats

/// Tells how far a table has been read.
final class ImportTableReader: TableReader {
    private static let rowsPerReport = 4_096

    private let reader: any TableReader
    private let rowsMax: Int?
    private let progress: (ImportProgress) -> Void
    private var rows = 0

    /// - Parameter rowsMax: where the table seems to end; nil reads all.
    init(
        _ reader: any TableReader, rowsMax: Int? = nil,
        progress: @escaping (ImportProgress) -> Void
    ) {
        self.reader = reader
        self.rowsMax = rowsMax
        self.progress = progress
    }

    var sheetNames: [String] { reader.sheetNames }
    var hiddenSheets: [String] { reader.hiddenSheets }
    var bytesConsumed: Int64 { reader.bytesConsumed }
    var sizeBytes: Int64? { reader.sizeBytes }

    func next() throws(TableError) -> TableRow? {
        if let rowsMax, rows >= rowsMax { return nil }
        rows += 1
        if rows.isMultiple(of: Self.rowsPerReport) {
            if Task.isCancelled { throw .readFailed(reason: "it was interrupted") }
            progress(.reading(bytes: bytesConsumed, total: sizeBytes))
        }
        return try reader.next()
    }
}
