import Formats
import Kernel

/// The rejected rows of a list without documents, written as that list has them: a row a customer,
/// a column a bucket.
struct ImportAgingRejects {
    private struct Line {
        let number: Int64
        let reason: String
        var fields: [ImportField: String]
        var amounts: [String]
    }

    private static let fields: [ImportField] = [.customer, .customerName, .currency]

    private let names: [String]
    private let kept: [ImportField]
    private let places: [ImportField: Int]
    private let append: (String, ImportField?, inout CSVWriter) -> Void

    /// - Parameters:
    ///   - names: of the columns of amounts.
    ///   - append: writes a cell as it reads by itself.
    init(
        _ understanding: ImportUnderstanding, _ layout: ImportLayout,
        append: @escaping (String, ImportField?, inout CSVWriter) -> Void
    ) {
        names = understanding.amountNames
        kept = Self.fields.filter { $0 != .customerName || understanding.titles[$0] != nil }
        let fields = Self.fields + [.bucket, .open]
        places = Dictionary(uniqueKeysWithValues: fields.map { ($0, layout.index($0)) })
        self.append = append
    }

    func header(_ writer: inout CSVWriter) throws {
        let titles = kept.filter { $0 != .currency }.map(\.title)
        try writer.row(titles + names + [ImportField.currency.title, "Line", "Reason"])
    }

    /// A row that was not understood at all.
    func refuse(
        _ reject: ImportReject, _ row: RejectedRow?, to writer: inout CSVWriter
    ) throws {
        try write(
            Line(
                number: reject.line, reason: reject.place, fields: row?.fields ?? [:],
                amounts: row?.amounts ?? []), to: &writer)
    }

    /// The rows of which some bucket was rejected, put together from the lines of the converted
    /// list.
    func copy(
        _ reasons: [Int64: String], _ reader: inout CSVReader, _ columns: ImportRowColumns,
        to writer: inout CSVWriter
    ) throws {
        var line: Line?
        while try reader.next() {
            if reader.isBlank { continue }
            let number = columns.line(reader)
            if let last = line, last.number != number {
                try write(last, to: &writer)
                line = nil
            }
            guard let reason = reasons[number] else { continue }
            var next =
                line
                ?? Line(
                    number: number, reason: reason,
                    fields: Dictionary(
                        uniqueKeysWithValues: kept.map { ($0, reader.string(places[$0] ?? -1)) }),
                    amounts: names.map { _ in "" })
            let bucket = reader.string(places[.bucket] ?? -1)
            if let index = names.firstIndex(of: bucket) {
                next.amounts[index] = reader.string(places[.open] ?? -1)
            }
            line = next
        }
        if let line { try write(line, to: &writer) }
    }

    private func write(_ line: Line, to writer: inout CSVWriter) throws {
        for field in kept where field != .currency {
            append(line.fields[field] ?? "", field, &writer)
        }
        for index in names.indices {
            append(index < line.amounts.count ? line.amounts[index] : "", .open, &writer)
        }
        append(line.fields[.currency] ?? "", nil, &writer)
        writer.integer(line.number)
        writer.text(line.reason)
        try writer.endRow()
    }
}

extension ImportReject {
    /// Where and why, in one cell.
    var place: String {
        ([column, value].filter { !$0.isEmpty } + [reason]).joined(separator: ": ")
    }
}
