/// Rows that have been read ahead, packed by their filled cells: a cell in the last column of an
/// otherwise empty row costs no more than one in the first.
struct XLSRowStore {
    static let columnsMax = 16_384
    /// Few bytes of a sheet can refer to the same long texts again and again.
    static let textBytesMax = 64 << 20

    private struct Row {
        let line: Int64
        let indent: Int
        let firstCell: Int
    }

    private var rows: [Row] = []
    private var cells: [(column: Int, cell: TableCell)] = []
    private var nextRow = 0
    /// Of the row that is not closed yet.
    private var firstCell = 0
    private var textBytes = 0
    private var indentColumn = Int.max
    private var indent = 0

    /// Adds a filled cell to the row that `finishRow` will close. Of two cells in a column the
    /// later stays.
    mutating func append(_ cell: TableCell, column: Int, indent: Int) throws(TableError) {
        guard column < Self.columnsMax else {
            throw .tooMuch(of: "columns", max: Self.columnsMax)
        }
        if case .text(let text) = cell { textBytes += text.utf8.count }
        if textBytes > Self.textBytesMax { throw .bomb }
        cells.append((column, cell))
        if column < indentColumn {
            indentColumn = column
            self.indent = indent == 0 ? Self.leadingIndent(cell) : indent
        }
    }

    /// Closes the row; one without filled cells is left out.
    mutating func finishRow(line: Int64) {
        if cells.count > firstCell {
            rows.append(Row(line: line, indent: indent, firstCell: firstCell))
        }
        firstCell = cells.count
        indentColumn = .max
        indent = 0
    }

    /// Takes the first of the closed rows out.
    mutating func next(sheet: Int) -> TableRow? {
        guard nextRow < rows.count else { return nil }
        let row = rows[nextRow]
        nextRow += 1
        let end = nextRow < rows.count ? rows[nextRow].firstCell : firstCell
        let found = cells[row.firstCell..<end]
        let width = found.reduce(0) { max($0, $1.column + 1) }
        var filled: [TableCell] = []
        filled.reserveCapacity(width)
        var isInOrder = true
        for (column, cell) in found {
            guard column >= filled.count else {
                isInOrder = false
                break
            }
            while filled.count < column { filled.append(.blank) }
            filled.append(cell)
        }
        if !isInOrder {
            filled = Array(repeating: .blank, count: width)
            for (column, cell) in found { filled[column] = cell }
        }
        return TableRow(sheet: sheet, line: row.line, cells: filled, indent: row.indent)
    }

    /// Forgets the rows that were taken, once all are; an unfinished row stays.
    mutating func compact() {
        guard nextRow == rows.count else { return }
        rows.removeAll(keepingCapacity: true)
        nextRow = 0
        cells.removeFirst(firstCell)
        firstCell = 0
        // An unfinished row counts again only for what is still to come.
        textBytes = 0
    }

    /// Outlines are also made with blanks, by programs that cannot indent a cell.
    private static func leadingIndent(_ cell: TableCell) -> Int {
        guard case .text(let text) = cell else { return 0 }
        return text.utf8.prefix { $0 == UInt8(ascii: " ") }.count / 3
    }
}
