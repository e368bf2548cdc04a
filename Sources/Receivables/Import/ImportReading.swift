import Formats
import Kernel

/// Reads a file's rows, counting and keeping what is wrong with them.
struct ImportReading {
    /// How often the progress is told.
    private static let bytesPerReport: Int64 = 1 << 20

    private let layout: ImportLayout
    private var parser: ImportRowParser
    private(set) var rows: Int64 = 0
    private(set) var rejected: Int64 = 0
    private(set) var rejects: [ImportReject] = []
    private(set) var dueBeforeDate: Int64 = 0

    init(_ scan: ImportScan, currency: Currency) {
        layout = scan.layout
        parser = ImportRowParser(scan, currency: currency)
    }

    /// Passes on the good rows of the file and keeps the others as rejects.
    ///
    /// - Throws: `CSVError`, and what `each` throws.
    mutating func read(
        _ source: any CSVSource, progress: (ImportProgress) -> Void,
        each: (ImportRow, borrowing CSVReader, ImportRowColumns) throws -> Void
    ) throws {
        var reader = try CSVReader(source)
        var reported: Int64 = 0
        _ = try ImportScan.headers(&reader)
        while try reader.next() {
            if reader.isBlank { continue }
            rows += 1
            if let row = parsed(reader) {
                if row.dueDate < row.date { dueBeforeDate += 1 }
                try each(row, reader, parser.columns)
            }
            if reader.bytesConsumed - reported >= Self.bytesPerReport {
                reported = reader.bytesConsumed
                progress(.reading(bytes: reported, total: reader.sizeBytes))
            }
        }
        progress(.reading(bytes: reader.bytesConsumed, total: reader.sizeBytes))
    }

    /// The current line's values; nil when they were rejected.
    private mutating func parsed(_ reader: borrowing CSVReader) -> ImportRow? {
        do throws(ImportProblem) {
            return try parser.parse(reader)
        } catch {
            rejected += 1
            guard rejects.count < ImportReport.rejectsMax else { return nil }
            let field = error.field
            rejects.append(
                ImportReject(
                    line: Int64(reader.line), column: field.map(layout.header) ?? "",
                    value: field.map { ImportText.shortened(reader.string(layout.index($0))) }
                        ?? "",
                    reason: error.sentence))
            return nil
        }
    }
}
