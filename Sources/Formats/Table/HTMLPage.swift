/// Collects rows out of a page's elements, in whatever order they come.
final class HTMLPage {
    /// Deeper pages are damaged or made to be slow.
    private static let depthMax = 512
    private static let hidden: Set<String> = [
        "head", "title", "script", "style", "xml", "noscript", "template", "select", "textarea",
        "button",
    ]
    /// Elements that begin a new line.
    private static let blocks: Set<String> = [
        "p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "caption",
        "address", "pre", "blockquote", "section", "header", "footer",
    ]

    /// How often anything was found, for noticing that nothing is.
    private(set) var events = 0
    private(set) var failure: TableError?
    private var rows: [TableRow] = []
    private var rowsTaken = 0
    private var line: Int64 = 0
    private var depth = 0
    /// The depth of the element whose content is not shown.
    private var hiddenDepth: Int?
    private var tables: [HTMLGrid] = []
    private var tablesSeen = 0
    /// Text outside of all tables.
    private var title = HTMLText()

    /// The next row that is complete.
    func takeRow() -> TableRow? {
        if rowsTaken == rows.count {
            rows.removeAll(keepingCapacity: true)
            rowsTaken = 0
            return nil
        }
        rowsTaken += 1
        return rows[rowsTaken - 1]
    }

    func start(_ name: String, _ spans: HTMLSpans) {
        events += 1
        depth += 1
        guard failure == nil else { return }
        if depth > Self.depthMax {
            failure = .tooMuch(of: "elements within each other", max: Self.depthMax)
        }
        // An unclosed head must not hide the tables.
        if name == "table" || name == "body" { hiddenDepth = nil }
        guard hiddenDepth == nil else { return }
        switch name {
        case "table": beginTable()
        case "tr":
            endRow()
            withTable { $0.beginRow() }
        case "td", "th":
            endCell()
            withTable { $0.beginCell(spans) }
        case _ where Self.blocks.contains(name): breakLine()
        case _ where Self.hidden.contains(name): hiddenDepth = depth
        default: return
        }
    }

    func end(_ name: String) {
        events += 1
        defer { depth = max(0, depth - 1) }
        guard failure == nil else { return }
        if let hiddenDepth {
            if depth <= hiddenDepth { self.hiddenDepth = nil }
            return
        }
        switch name {
        case "table": endTable()
        case "tr": endRow()
        case "td", "th": endCell()
        case _ where Self.blocks.contains(name): breakLine()
        default: return
        }
    }

    func append(_ text: UnsafeBufferPointer<UInt8>) {
        events += 1
        guard failure == nil, hiddenDepth == nil else { return }
        if tables.isEmpty {
            title.append(text)
            if title.isTooLong { tooLong() }
            return
        }
        withTable { table in
            if table.hasCell { table.text.append(text) }
        }
        if tables.last?.text.isTooLong == true { tooLong() }
    }

    /// Completes what the page left open.
    func finish() {
        while failure == nil, !tables.isEmpty { endTable() }
        endTitle()
    }

    private func tooLong() {
        failure = .tooMuch(of: "bytes in a cell", max: HTMLText.bytesMax)
    }

    private func withTable(_ body: (inout HTMLGrid) -> Void) {
        guard !tables.isEmpty else { return }
        body(&tables[tables.count - 1])
    }

    private func breakLine() {
        if tables.isEmpty { endTitle() } else { withTable { $0.text.breakLine() } }
    }

    private func endTitle() {
        let cell = TableText.cell(title.finished)
        title = HTMLText()
        if cell != .blank { emit([cell], sheet: tablesSeen) }
    }
}

// MARK: - Tables

extension HTMLPage {
    private func beginTable() {
        if tables.isEmpty { endTitle() }
        tables.append(HTMLGrid(sheet: tablesSeen))
        tablesSeen += 1
    }

    private func endTable() {
        endRow()
        guard let table = tables.popLast(), let text = table.heldText else { return }
        withTable { outer in
            if outer.hasCell { outer.text.append(text) }
        }
        if tables.last?.hasCell != true {
            emit([TableText.cell(text)], sheet: table.sheet)
        }
    }

    private func endCell() {
        var fits = true
        withTable { fits = $0.endCell() }
        if !fits { failure = .tooMuch(of: "columns", max: HTMLGrid.columnsMax) }
    }

    /// A table inside another's cell is most often the real one within a layout: its rows stand
    /// for themselves. With a single cell it is a frame, and its text belongs to the outer cell.
    private func endRow() {
        endCell()
        guard !tables.isEmpty else { return }
        let last = tables.count - 1
        guard let (cells, repeated) = tables[last].endRow() else { return }
        let filled = cells.filter { $0 != .blank }
        guard let first = filled.first else {
            line += 1
            return
        }
        if tables.count > 1, !tables[last].hasRows, tables[last].heldText == nil,
            filled.count == 1, case .text(let text) = first
        {
            tables[last].heldText = text
            return
        }
        if let held = tables[last].heldText {
            tables[last].heldText = nil
            emit([TableText.cell(held)], sheet: tables[last].sheet)
        }
        tables[last].hasRows = true
        emit(cells, sheet: tables[last].sheet, repeated: repeated)
    }

    private func emit(_ cells: [TableCell], sheet: Int, repeated: [Int] = []) {
        line += 1
        let row = TableText.row(sheet: sheet, line: line, cells: cells, repeated: repeated)
        if let row { rows.append(row) }
    }
}
