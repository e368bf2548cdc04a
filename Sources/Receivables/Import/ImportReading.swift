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
    private(set) var estimatedDates: Int64 = 0
    /// Why lines were rejected, for writing them out; as many as are written at most.
    private(set) var reasons: [Int64: String] = [:]
    /// Of the rejected lines the items of documents whose lines are added up.
    private(set) var rejectedItems: [ImportRejectedItem] = []
    private let sumsItems: Bool
    private let delimiter: UInt8?
    private var totals: ImportPrintedTotals

    /// What the totals that the file prints differ in.
    var warnings: [String] { totals.warnings }

    init(_ scan: ImportScan, currency: Currency, items: ImportItems = .none) {
        sumsItems = items == .summed
        layout = scan.layout
        delimiter = scan.statedOn == nil ? nil : UInt8(ascii: ",")
        parser = ImportRowParser(scan, currency: currency)
        totals = ImportPrintedTotals(scan.layout, currency: currency)
    }

    /// Passes on the good rows of the file and keeps the others as rejects.
    ///
    /// - Throws: `CSVError`, and what `each` throws.
    mutating func read(
        _ source: any CSVSource, progress: (ImportProgress) -> Void,
        each: (ImportRow, borrowing CSVReader, ImportRowColumns) throws -> Void
    ) throws {
        var reader = try CSVReader(source, delimiter: delimiter)
        var reported: Int64 = 0
        _ = try ImportScan.headers(&reader)
        var fieldsMin = Int.max
        while try reader.next() {
            if reader.isBlank { continue }
            rows += 1
            if reader.isUnterminated, rows > 1, Self.isCutOff(reader, fieldsMin: fieldsMin) {
                throw CSVError.cutOff(line: reader.line)
            }
            fieldsMin = min(fieldsMin, reader.count)
            if let row = parsed(reader) {
                if delimiter == nil { totals.add(row) }
                if row.isDateEstimated { estimatedDates += 1 }
                if row.dueDate < row.date, layout.form != .aging { dueBeforeDate += 1 }
                try each(row, reader, parser.columns)
            }
            if reader.bytesConsumed - reported >= Self.bytesPerReport {
                if Task.isCancelled { throw ImportError.interrupted }
                reported = reader.bytesConsumed
                progress(.reading(bytes: reported, total: reader.sizeBytes))
            }
        }
        progress(.reading(bytes: reader.bytesConsumed, total: reader.sizeBytes))
    }

    /// Whether a last line without an end is shorter than every other, or stops at a decimal sign.
    private static func isCutOff(_ reader: borrowing CSVReader, fieldsMin: Int) -> Bool {
        if reader.count < fieldsMin { return true }
        return reader.withField(reader.count - 1) { bytes in
            let last = bytes.isEmpty ? 0 : bytes[bytes.count - 1]
            return last == UInt8(ascii: ".") || last == UInt8(ascii: ",")
        }
    }

    /// What stands there, without the mark of a spreadsheet's numbers.
    private func value(_ reader: borrowing CSVReader, _ column: Int) -> String {
        let isNumber = delimiter != nil && reader.withField(column, ImportValue.isNumber)
        let text = reader.string(column)
        return ImportText.shortened(isNumber ? String(text.dropFirst()) : text)
    }

    /// The current line's values; nil when they were rejected.
    private mutating func parsed(_ reader: borrowing CSVReader) -> ImportRow? {
        do throws(ImportProblem) {
            return try parser.parse(reader)
        } catch {
            if isBesideRows(reader) {
                rows -= 1
                return nil
            }
            rejected += 1
            if sumsItems { noteItem(reader) }
            if reasons.count < ImportRejectsFile.linesMax {
                reasons[parser.columns.line(reader)] = error.sentence
            }
            guard rejects.count < ImportReport.rejectsMax else { return nil }
            let field = error.field
            rejects.append(
                ImportReject(
                    line: parser.columns.line(reader), column: field.map(layout.header) ?? "",
                    value: field.map { value(reader, layout.index($0)) } ?? "",
                    reason: error.sentence))
            return nil
        }
    }

    private mutating func noteItem(_ reader: borrowing CSVReader) {
        let number = reader.withField(parser.columns.number) { ImportText.string($0) }
        guard !number.isEmpty, rejectedItems.count < ImportRejectsFile.linesMax else { return }
        rejectedItems.append(
            ImportRejectedItem(
                customer: reader.withField(parser.columns.customer) { ImportText.string($0) },
                number: number,
                line: parser.columns.line(reader)))
    }

    /// Whether a line that is no row of a plain list is a total, or the header once more.
    private mutating func isBesideRows(_ reader: borrowing CSVReader) -> Bool {
        guard delimiter == nil else { return false }
        let parser = parser
        return totals.take(reader) { currency in
            try? parser.amount(
                reader, parser.columns.amount, parser.columns.amountField,
                currency ?? parser.own)
        }
    }
}
