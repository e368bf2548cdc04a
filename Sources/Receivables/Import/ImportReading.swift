import Formats
import PostgresClient

/// Reads a file's rows into the staging table, counting and keeping what is wrong with them.
struct ImportReading {
    /// How often the progress is told.
    private static let bytesPerReport: Int64 = 1 << 20

    private let layout: ImportLayout
    private var parser: ImportRowParser
    private(set) var rows: Int64 = 0
    private(set) var rejected: Int64 = 0
    private(set) var rejects: [ImportReject] = []
    private(set) var dueBeforeDate: Int64 = 0

    init(_ scan: ImportScan, parser: ImportRowParser) {
        layout = scan.layout
        self.parser = parser
    }

    /// Writes the good rows of the file and keeps the others as rejects.
    ///
    /// - Throws: `CSVError`, `PostgresError`.
    mutating func copy(
        _ source: any CSVSource, to writer: inout CopyWriter,
        progress: (ImportProgress) -> Void
    ) throws {
        var reader = try CSVReader(source)
        var reported: Int64 = 0
        _ = try ImportScan.headers(&reader)
        try writer.writeHeader()
        while try reader.next() {
            if reader.isBlank { continue }
            rows += 1
            if let row = parsed(reader) {
                if row.dueDate < row.date { dueBeforeDate += 1 }
                try ImportStaging.write(
                    row, reader, parser.columns, form: layout.form, to: &writer)
            }
            if reader.bytesConsumed - reported >= Self.bytesPerReport {
                reported = reader.bytesConsumed
                progress(.reading(bytes: reported, total: reader.sizeBytes))
            }
        }
        try writer.writeTrailer()
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
