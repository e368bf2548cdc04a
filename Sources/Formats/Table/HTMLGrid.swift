/// The table that is being read: where its next cell belongs.
struct HTMLGrid {
    static let columnsMax = 2_000

    let sheet: Int
    private(set) var cells: [TableCell] = []
    /// For how many more rows a cell above covers each column.
    private var covered: [Int] = []
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
        while cells.count < covered.count, covered[cells.count] > 0 { cells.append(.blank) }
        let column = cells.count
        let cell = TableText.cell(text.finished)
        text = HTMLText()
        guard column < Self.columnsMax else { return cell == .blank }
        let columns = min(spans.columns, Self.columnsMax - column)
        cells.append(cell)
        cells.append(contentsOf: repeatElement(.blank, count: columns - 1))
        if spans.rows > 1 {
            let missing = column + columns - covered.count
            if missing > 0 { covered.append(contentsOf: repeatElement(0, count: missing)) }
            // This row is one of them; its end takes it off.
            for place in column..<(column + columns) { covered[place] = spans.rows }
        }
        return true
    }

    /// Takes the row's cells; nil when no row was begun.
    mutating func endRow() -> [TableCell]? {
        guard hasRow else { return nil }
        hasRow = false
        for place in covered.indices where covered[place] > 0 { covered[place] -= 1 }
        defer { cells = [] }
        return cells
    }
}
