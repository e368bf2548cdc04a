import Kernel

/// Collects rows out of the elements of a workbook in the XML of Excel 2003.
final class SpreadsheetXMLWorkbook {
    private static let columnsMax = 2_000
    /// The rich text of a value is the deepest there is, and far above this.
    private static let depthMax = 64

    /// How often anything was found, for noticing that nothing is.
    private(set) var events = 0
    private(set) var failure: TableError?
    private(set) var sheetNames: [String] = []
    private var depth = 0
    private var rows: [TableRow] = []
    private var rowsTaken = 0
    /// The number of the row in its sheet.
    private var line: Int64 = 0
    private var cells: [TableCell] = []
    /// The indent of the row's first filled cell.
    private var indent = 0
    /// The columns behind a cell that it covers.
    private var covered = 0
    private var cellIndent = 0
    private var indents: [String: Int] = [:]
    private var style: String?
    /// The kind of the value whose text is coming.
    private var type: String?
    private var text: [UInt8] = []

    func takeRow() -> TableRow? {
        if rowsTaken == rows.count {
            rows.removeAll(keepingCapacity: true)
            rowsTaken = 0
            return nil
        }
        rowsTaken += 1
        return rows[rowsTaken - 1]
    }

    func stop(_ error: TableError) {
        if failure == nil { failure = error }
    }

    func start(_ name: XLSXName, _ attributes: XLSXAttributes) {
        events += 1
        depth += 1
        if depth > Self.depthMax {
            stop(.tooMuch(of: "elements within each other", max: Self.depthMax))
        }
        guard failure == nil else { return }
        switch name {
        case "Style": style = attributes.text("ID")
        case "Alignment":
            if let style, let indent = attributes.integer("Indent") { indents[style] = indent }
        case "Worksheet":
            sheetNames.append(attributes.text("Name") ?? "")
            line = 0
        case "Row": beginRow(attributes)
        case "Cell": beginCell(attributes)
        case "Data":
            type = attributes.text("Type") ?? "String"
            text.removeAll(keepingCapacity: true)
        default: return
        }
    }

    func end(_ name: XLSXName) {
        events += 1
        depth -= 1
        guard failure == nil else { return }
        switch name {
        case "Data": endData()
        case "Row": endRow()
        default: return
        }
    }

    func append(_ piece: UnsafeBufferPointer<UInt8>) {
        events += 1
        guard failure == nil, type != nil else { return }
        text.append(contentsOf: piece)
        if text.count > XLSXText.bytesMax {
            stop(.tooMuch(of: "bytes of text in one cell", max: XLSXText.bytesMax))
        }
    }

    /// Rows and cells that are left out show in the number of the next one.
    private func beginRow(_ attributes: XLSXAttributes) {
        line = max(line + 1, Int64(attributes.integer("Index") ?? 0))
        cells.removeAll(keepingCapacity: true)
        indent = 0
        covered = 0
    }

    private func beginCell(_ attributes: XLSXAttributes) {
        let column = max(cells.count + covered, (attributes.integer("Index") ?? 0) - 1)
        guard column < Self.columnsMax else {
            return stop(.tooMuch(of: "columns", max: Self.columnsMax))
        }
        cells.append(contentsOf: repeatElement(.blank, count: column - cells.count + 1))
        covered = min(attributes.integer("MergeAcross") ?? 0, Self.columnsMax)
        cellIndent = attributes.text("StyleID").flatMap { indents[$0] } ?? 0
    }

    private func endData() {
        let cell = value
        type = nil
        guard !cells.isEmpty, cell != .blank else { return }
        if cells.allSatisfy({ $0 == .blank }) { indent = cellIndent }
        cells[cells.count - 1] = cell
    }

    private func endRow() {
        let row = TableText.row(
            sheet: max(0, sheetNames.count - 1), line: line, cells: cells, indent: indent)
        if let row { rows.append(row) }
        cells.removeAll(keepingCapacity: true)
    }

    private var value: TableCell {
        let written = String(decoding: text, as: UTF8.self)
        switch type {
        case "Number":
            let number = text.withUnsafeBufferPointer { XLSNumber($0) }
            return number.map { .number($0.plain) } ?? TableText.cell(written)
        case "DateTime": return date(written)
        case "Boolean": return .boolean(written == "1")
        case "Error": return .failure(written)
        default: return TableText.cell(written)
        }
    }

    /// The time of the day is left out: lists have dates.
    private func date(_ written: String) -> TableCell {
        guard let date = try? LocalDate(iso: String(written.prefix { $0 != "T" })) else {
            return TableText.cell(written)
        }
        return .date(date)
    }
}
