import Formats
import Glibc
import Kernel

/// Writes the lines of a file that were rejected as a list of their own, which can be mended and
/// imported: with our names for its columns, dates that read in one order only and amounts with
/// a decimal point, and with the line and the reason behind.
struct ImportRejectsFile {
    /// More than this nobody mends by hand.
    static let linesMax = 100_000
    private static let decimals = ImportValue.decimalsMax

    private let material: ImportMaterial
    private let columns: [(place: Int, title: String, field: ImportField?)]
    private let places: ImportRowColumns

    init(_ material: ImportMaterial) {
        self.material = material
        let layout = material.scan.layout
        places = ImportRowColumns(layout)
        columns = layout.fieldsByColumn.enumerated().compactMap { place, field in
            let isKept = field.map { Self.isKept($0, material) } ?? true
            return isKept ? (place, field?.title ?? layout.headers[place], field) : nil
        }
    }

    /// Of a converted list only what its file has, or what no line can do without.
    private static func isKept(_ field: ImportField, _ material: ImportMaterial) -> Bool {
        guard let understanding = material.understanding else { return true }
        return field != .line
            && (understanding.titles[field] != nil
                || understanding.list.requiredFields.contains(field))
    }

    /// - Parameter reasons: by the lines of the original file.
    /// - Throws: `cannotWriteRejects`, and what reading throws.
    func write(_ reasons: [Int64: String], to descriptor: Int32) throws {
        var writer = CSVWriter { bytes in try Self.write(bytes, to: descriptor) }
        try writer.row(columns.map(\.title) + ["Line", "Reason"])
        if !reasons.isEmpty { try copy(reasons, to: &writer) }
        try writer.flush()
    }

    private func copy(_ reasons: [Int64: String], to writer: inout CSVWriter) throws {
        let isConverted = material.scan.statedOn != nil
        var reader = try CSVReader(
            material.list.source(), delimiter: isConverted ? UInt8(ascii: ",") : nil)
        _ = try ImportScan.headers(&reader)
        while try reader.next() {
            if reader.isBlank { continue }
            let line = places.line(reader)
            guard let reason = reasons[line] else { continue }
            for column in columns {
                reader.withField(column.place) { append($0, column.field, to: &writer) }
            }
            writer.integer(line)
            writer.text(reason)
            try writer.endRow()
        }
    }

    /// A cell as it reads by itself, whatever the rest of the file is like.
    private func append(
        _ bytes: Span<UInt8>, _ field: ImportField?, to writer: inout CSVWriter
    ) {
        let scan = material.scan
        switch field {
        case .documentDate, .dueDate, .settledDate, .receiptDate, .appliedDate:
            if let date = try? ImportValue.date(bytes, style: scan.dates.style) {
                return writer.date(date)
            }
        case .amount, .open, .paid, .receiptAmount, .appliedAmount:
            if let units = Self.amount(bytes, scan.style) {
                let hasCents = units % 100 == 0
                return writer.number(
                    minorUnits: hasCents ? units / 100 : units,
                    decimals: hasCents ? 2 : Self.decimals)
            }
        default: break
        }
        writer.text(ImportText.string(bytes))
    }

    /// In units of so many decimals; nil for what is no amount.
    private static func amount(_ bytes: Span<UInt8>, _ style: DecimalStyle) -> Int64? {
        try? AmountText.parseMinorUnits(bytes, decimals: decimals, style: style)
    }

    private static func write(_ bytes: Span<UInt8>, to descriptor: Int32) throws {
        try bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let count = Glibc.write(
                    descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else {
                    throw ImportError.cannotWriteRejects(
                        reason: strerror(errno).map { String(cString: $0) } ?? "error \(errno)")
                }
                rest = rest.dropFirst(count)
            }
        }
    }
}
