import Formats
import Glibc
import Kernel

/// Writes the lines of a file that were rejected as a list of their own, which can be mended and
/// imported: with our names for its columns, dates that read in one order only and amounts with
/// a decimal point, and with the line and the reason behind.
struct ImportRejectsFile {
    /// More than this nobody mends by hand.
    static let linesMax = 100_000

    private let material: ImportMaterial
    private let columns: [(place: Int, title: String, field: ImportField?)]
    private let places: ImportRowColumns
    private let amounts: ImportRejectAmounts
    /// What documents of several lines amount to, by the first of these.
    var sums: [Int64: String] = [:]

    /// - Parameter currency: the tenant's own, in which an amount without a sign is taken.
    init(_ material: ImportMaterial, currency: Currency) {
        self.material = material
        let layout = material.scan.layout
        places = ImportRowColumns(layout)
        amounts = ImportRejectAmounts(material.scan, places, own: currency)
        columns = layout.fieldsByColumn.enumerated().compactMap { place, field in
            let isKept = field.map { Self.isKept($0, material) } ?? true
            return isKept ? (place, field?.title ?? layout.headers[place], field) : nil
        }
    }

    /// Of a converted list only what its file has, or what no line can do without.
    private static func isKept(_ field: ImportField, _ material: ImportMaterial) -> Bool {
        guard let understanding = material.understanding else { return true }
        // An amount's sign, or the title's, names a currency that is a column of its own here.
        let isCurrency = field == .currency && understanding.list != .customers
        return field != .line
            && (understanding.titles[field] != nil || isCurrency
                || understanding.list.requiredFields.contains(field))
    }

    /// What stands above the header of a report that holds for a day.
    private var title: String? {
        let isOfDay = material.scan.hasBalances || material.scan.layout.form == .aging
        return material.understanding == nil || !isOfDay
            ? nil : material.scan.statedOn.map { "As of \($0)" }
    }

    /// - Parameter reasons: by the lines of the original file.
    /// - Throws: `cannotWriteRejects`, and what reading throws.
    func write(_ reasons: [Int64: String], to descriptor: Int32) throws {
        var writer = CSVWriter { bytes in try Self.write(bytes, to: descriptor) }
        if let title { try writer.row([title]) }
        if let aging = agingRejects {
            try write(aging, reasons, to: &writer)
            return try writer.flush()
        }
        try writer.row(columns.map(\.title) + ["Line", "Reason"])
        if !reasons.isEmpty { try copy(reasons, to: &writer) }
        for reject in material.understanding?.rejects ?? [] { try refuse(reject, to: &writer) }
        try writer.flush()
    }

    /// A line that was not understood as a whole: what stands in the columns that are known, where
    /// it stands and why.
    private func refuse(_ reject: ImportReject, to writer: inout CSVWriter) throws {
        let row = material.understanding?.rejectedRows[reject.line]
        let currency = row?.fields[.currency].flatMap(Currency.find) ?? amounts.own
        for column in columns {
            let text = column.field.flatMap { row?.fields[$0] } ?? ""
            append(text.utf8.span, column.field, currency, to: &writer)
        }
        writer.integer(reject.line)
        writer.text(reject.place)
        try writer.endRow()
    }

    /// Lists without documents are written as they came.
    private var agingRejects: ImportAgingRejects? {
        guard let understanding = material.understanding, understanding.list == .aging,
            !understanding.amountNames.isEmpty
        else { return nil }
        return ImportAgingRejects(understanding, material.scan.layout) { text, field, writer in
            append(text.utf8.span, field, nil, to: &writer)
        }
    }

    private func write(
        _ aging: ImportAgingRejects, _ reasons: [Int64: String], to writer: inout CSVWriter
    ) throws {
        try aging.header(&writer)
        if !reasons.isEmpty {
            var reader = try CSVReader(material.list.source(), delimiter: UInt8(ascii: ","))
            _ = try ImportScan.headers(&reader)
            try aging.copy(reasons, &reader, places, to: &writer)
        }
        for reject in material.understanding?.rejects ?? [] {
            let row = material.understanding?.rejectedRows[reject.line]
            try aging.refuse(reject, row, to: &writer)
        }
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
            let currency = amounts.currency(reader)
            for column in columns {
                if column.field == .amount, let sum = sums[line] {
                    writer.text(sum)
                    continue
                }
                reader.withField(column.place) {
                    append($0, column.field, currency, to: &writer)
                }
            }
            writer.integer(line)
            writer.text(reason)
            try writer.endRow()
        }
    }

    /// A cell as it reads by itself, whatever the rest of the file is like.
    private func append(
        _ bytes: Span<UInt8>, _ field: ImportField?, _ currency: Currency?,
        to writer: inout CSVWriter
    ) {
        switch field {
        case .documentDate, .dueDate, .settledDate, .receiptDate, .appliedDate:
            if let date = try? ImportValue.date(bytes, style: material.scan.dates.style) {
                return writer.date(date)
            }
        case .amount, .open, .paid, .receiptAmount, .appliedAmount:
            if amounts.append(bytes, in: currency, to: &writer) { return }
        case .baseAmount:
            if amounts.append(bytes, in: amounts.own, to: &writer) { return }
        case .rate:
            let decimals = ImportRowParser.rateDecimals
            let style = material.scan.style
            if let rate = try? AmountText.parseMinorUnits(bytes, decimals: decimals, style: style) {
                return writer.number(minorUnits: rate, decimals: decimals)
            }
        case .currency:
            if bytes.isEmpty, let currency, currency != amounts.own {
                return writer.text(currency.code)
            }
        default: break
        }
        writer.text(ImportText.string(bytes))
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
