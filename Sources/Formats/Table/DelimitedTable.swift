/// Reads the records of text with a separator between the fields.
final class DelimitedTable: TableReader {
    /// The separator is looked for in this much of the text.
    static let headBytes = CSVReader.sniffedBytesMax

    private var reader: CSVReader
    private let source: any TableSource

    let sheetNames: [String] = []
    let sizeBytes: Int64?

    /// - Parameters:
    ///   - source: text in UTF-8.
    ///   - head: the same text's beginning, `headBytes` of it or all.
    ///   - sizeBytes: the file's size.
    init(
        _ source: any TableSource, head: [UInt8], sizeBytes: Int64
    ) throws(TableError) {
        let isWhole = head.count < Self.headBytes
        let markBytes = head.span.startsWithByteOrderMark ? 3 : 0
        let text = head.span.extracting(droppingFirst: markBytes)
        let isStated = CSVSniffer.separatorLine(text) != nil
        let delimiter =
            isStated ? nil : TableSniffer.delimiter(of: text, isWhole: isWhole).rawValue
        do throws(CSVError) {
            reader = try CSVReader(source, delimiter: delimiter)
        } catch {
            throw source.reason(error)
        }
        self.source = source
        self.sizeBytes = sizeBytes
    }

    var bytesConsumed: Int64 { source.bytesConsumed }

    func next() throws(TableError) -> TableRow? {
        do throws(CSVError) {
            while try reader.next() {
                if let row = row() { return row }
            }
            return nil
        } catch {
            throw source.reason(error)
        }
    }

    /// The current record, unless all its fields are blank.
    private func row() -> TableRow? {
        var filled = reader.count
        while filled > 0, isBlank(filled - 1) { filled -= 1 }
        guard filled > 0 else { return nil }
        var cells: [TableCell] = []
        cells.reserveCapacity(filled)
        for index in 0..<filled {
            cells.append(isBlank(index) ? .blank : .text(reader.string(index)))
        }
        return TableRow(
            sheet: 0, line: Int64(reader.line), cells: cells, indent: TableText.indent(of: cells))
    }

    private func isBlank(_ index: Int) -> Bool {
        reader.withField(index) { TableText.isBlank($0) }
    }
}
