/// Reads a list of records one after the other; their fields' names are the first row.
///
/// A row's line is its number in the table, for a list may stand on a single line of the file.
final class JSONListTable: TableReader {
    private var parser: JSONParser
    private let columns: [String]
    private let places: [String: Int]
    private var line: Int64 = 0
    private var isAtEnd = false
    /// The further rows of the last record, the last one first.
    private var waiting: [[TableCell]] = []
    private var hasEntered = false
    private let length: Int

    let sheetNames: [String] = []
    let sizeBytes: Int64?

    init(_ bytes: [UInt8], _ list: JSONOutline.List, sizeBytes: Int64) {
        parser = JSONParser(bytes, at: list.position)
        columns = list.columns
        places = Dictionary(
            columns.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        length = max(1, bytes.count)
        self.sizeBytes = sizeBytes
    }

    /// In proportion, for the file may be packed.
    var bytesConsumed: Int64 {
        Int64(Double(sizeBytes ?? 0) * Double(parser.position) / Double(length))
    }

    func next() throws(TableError) -> TableRow? {
        do throws(JSONError) {
            if !hasEntered {
                hasEntered = true
                try parser.enter()
                if !columns.isEmpty { return row(columns.map { TableText.cell($0) }) }
            }
            while true {
                if let cells = waiting.popLast() {
                    if let row = row(cells) { return row }
                    continue
                }
                guard !isAtEnd, try parser.nextElement() else {
                    isAtEnd = true
                    return nil
                }
                waiting = cells(try parser.value()).reversed()
            }
        } catch {
            throw TableError(error)
        }
    }

    private func cells(_ record: JSONValue) -> [[TableCell]] {
        if case .array(let elements) = record { return [elements.map { JSONRecord.cell($0) }] }
        return JSONRecord.rows(record).map { fields in
            var cells = Array(repeating: TableCell.blank, count: columns.count)
            for (name, cell) in fields {
                if let place = places[name] { cells[place] = cell }
            }
            return cells
        }
    }

    private func row(_ cells: [TableCell]) -> TableRow? {
        line += 1
        return TableText.row(sheet: 0, line: line, cells: cells)
    }
}
