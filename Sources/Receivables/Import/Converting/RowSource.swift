import Formats

/// The rows of a table, of which the first ones can be looked at before they are taken.
struct RowSource {
    private let reader: any TableReader
    private var ahead: [TableRow] = []
    private var index = 0
    /// The sheet of the last row that was taken, its line, and what lines are counted on from.
    private var sheet: Int?
    private var last: Int64 = 0
    private var offset: Int64 = 0

    init(_ reader: any TableReader) {
        self.reader = reader
    }

    /// The next rows, without taking them; fewer at the end.
    mutating func peek(rowsMax: Int) throws -> ArraySlice<TableRow> {
        while ahead.count - index < rowsMax, let row = try read() { ahead.append(row) }
        return ahead[index..<min(ahead.count, index + rowsMax)]
    }

    /// The next row; nil at the end. A line stands for one row of the file: further sheets count
    /// on from the one before.
    mutating func next() throws -> TableRow? {
        guard let row = try take() else { return nil }
        if let sheet, row.sheet != sheet { offset = row.line > last ? 0 : last }
        sheet = row.sheet
        last = max(last, row.line + offset)
        guard offset > 0 else { return row }
        return TableRow(
            sheet: row.sheet, line: row.line + offset, cells: row.cells, indent: row.indent)
    }

    private mutating func take() throws -> TableRow? {
        guard index < ahead.count else {
            if !ahead.isEmpty {
                ahead = []
                index = 0
            }
            return try read()
        }
        index += 1
        return ahead[index - 1]
    }

    /// A cell over several rows holds for each of them, but not for the total that it stands
    /// beside.
    private func read() throws -> TableRow? {
        guard let row = try reader.next() else { return nil }
        guard !row.repeated.isEmpty,
            let first = row.cells.indices.first(where: {
                row.cells[$0] != .blank && !row.repeated.contains($0)
            }),
            TotalLabel(row.cells[first].shown) != nil
        else { return row }
        var cells = row.cells
        for column in row.repeated where column < cells.count { cells[column] = .blank }
        return TableRow(sheet: row.sheet, line: row.line, cells: cells, indent: row.indent)
    }

    /// Leaves out so many of the rows that were looked at.
    mutating func skip(_ count: Int) {
        index = min(ahead.count, index + count)
    }

    /// What is to be said of sheets that nobody sees.
    var hiddenWarnings: [String] {
        reader.hiddenSheets.prefix(20).map { name in
            "The hidden sheet “\(ImportText.shortened(name, to: 60))” was left out."
        }
    }

    func sheetName(_ sheet: Int) -> String {
        let names = reader.sheetNames
        return names.indices.contains(sheet) ? names[sheet] : ""
    }
}
