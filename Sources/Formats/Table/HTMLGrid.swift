/// The table that is being read: where its next cell belongs.
struct HTMLGrid {
    static let columnsMax = 2_000
    /// What is longer is no value that rows share.
    private static let repeatedBytesMax = 200

    let sheet: Int
    private(set) var cells: [TableCell] = []
    /// For how many more rows a cell above covers each column, and what it says there.
    private var covered: [Int] = []
    private var above: [TableCell] = []
    /// The columns of this row that are covered and not blank.
    private(set) var repeated: [Int] = []
    private(set) var hasCell = false
    /// Whether a row was begun; a row's end is often left out.
    private(set) var hasRow = false
    /// The text of the open cell.
    var text = HTMLText()
    /// The only cell so far of a table inside another: it may be no more than a frame.
    var heldText: String?
    var hasRows = false
    private var spans = HTMLSpans()

    init(sheet: Int) {
        self.sheet = sheet
    }

    mutating func beginRow() { hasRow = true }

    mutating func beginCell(_ spans: HTMLSpans) {
        hasRow = true
        self.spans = spans
        text = HTMLText()
        hasCell = true
    }

    /// - Returns: false when the row has too many columns.
    mutating func endCell() -> Bool {
        guard hasCell else { return true }
        hasCell = false
        repeatCovered()
        let column = cells.count
        let cell = TableText.cell(text.finished)
        text = HTMLText()
        guard column < Self.columnsMax else { return cell == .blank }
        let columns = min(spans.columns, Self.columnsMax - column)
        cells.append(cell)
        cells.append(contentsOf: repeatElement(.blank, count: columns - 1))
        if spans.rows > 1 {
            let missing = column + columns - covered.count
            if missing > 0 {
                covered.append(contentsOf: repeatElement(0, count: missing))
                above.append(contentsOf: repeatElement(.blank, count: missing))
            }
            // This row is one of them; its end takes it off.
            for place in column..<(column + columns) {
                covered[place] = spans.rows
                above[place] = place == column ? Self.repeatable(cell) : .blank
            }
        }
        return true
    }

    private mutating func repeatCovered() {
        while cells.count < covered.count, covered[cells.count] > 0 {
            if above[cells.count] != .blank { repeated.append(cells.count) }
            cells.append(above[cells.count])
        }
    }

    private static func repeatable(_ cell: TableCell) -> TableCell {
        if case .text(let text) = cell, text.utf8.count > repeatedBytesMax { return .blank }
        return cell
    }

    /// Takes the row's cells, and which of them repeat those above; nil when no row was begun.
    mutating func endRow() -> (cells: [TableCell], repeated: [Int])? {
        guard hasRow else { return nil }
        hasRow = false
        if cells.indices.contains(where: { cells[$0] != .blank && !repeated.contains($0) }) {
            repeatCovered()
        } else {
            // Nothing of its own.
            cells = []
            repeated = []
        }
        for place in covered.indices where covered[place] > 0 { covered[place] -= 1 }
        defer {
            cells = []
            repeated = []
        }
        return (cells, repeated)
    }
}
