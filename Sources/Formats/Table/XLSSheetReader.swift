/// Makes rows of the records of one sheet.
final class XLSSheetReader {
    var rows = XLSRowStore()
    private(set) var hasDrawings = false
    private let workbook: XLSWorkbook
    private let records: XLSRecords
    private var row = 0
    private var isAtEnd = false
    /// A formula's text follows in a record of its own.
    private var awaited: Place?

    init(_ workbook: XLSWorkbook, stream: XLSStream, at place: Int64) throws(TableError) {
        self.workbook = workbook
        records = XLSRecords(stream, at: place)
        guard try records.next(), records.kind == Kind.beginning else {
            throw .damaged("a sheet's beginning")
        }
    }

    /// How far in the stream it has read.
    var bytesRead: Int64 { records.place }

    /// Reads on until a row is complete.
    ///
    /// - Returns: False at the sheet's end.
    func advance() throws(TableError) -> Bool {
        guard !isAtEnd else { return false }
        let before = row
        while row == before {
            guard try records.next(), records.kind != Kind.ending else {
                isAtEnd = true
                rows.finishRow(line: Int64(row) + 1)
                return true
            }
            try readRecord()
        }
        return true
    }

    private enum Kind {
        static let beginning = 0x0809
        static let ending = 0x000A
        static let formula = 0x0006
        static let formulaText = 0x0207
        static let number = 0x0203
        static let packed = 0x027E
        static let packedRow = 0x00BD
        static let sharedText = 0x00FD
        static let text = 0x0204
        static let richText = 0x00D6
        static let boolean = 0x0205
        static let drawing = 0x00EC
    }

    private func readRecord() throws(TableError) {
        switch records.kind {
        case Kind.number, Kind.packed, Kind.sharedText, Kind.text, Kind.richText, Kind.boolean:
            let cell = try place()
            try append(content(of: cell), at: cell)
        case Kind.packedRow: try readPackedRow()
        case Kind.formula: try readFormula()
        case Kind.formulaText: try readFormulaText()
        case Kind.drawing: hasDrawings = true
        case Kind.beginning: try skipEmbedded()
        default: break
        }
    }

    /// What the records of cells begin with.
    private struct Place {
        let row: Int
        let column: Int
        let style: Int
    }

    private func place() throws(TableError) -> Place {
        try Place(row: records.short(0), column: records.short(2), style: records.short(4))
    }

    private func content(of cell: Place) throws(TableError) -> TableCell {
        switch records.kind {
        case Kind.number: number(try records.double(6), style: cell.style)
        case Kind.packed: number(Self.unpacked(try records.long(6)), style: cell.style)
        case Kind.sharedText: try sharedText()
        case Kind.boolean: try boolean()
        default: try text(at: 6)
        }
    }

    private func append(_ content: TableCell, at cell: Place) throws(TableError) {
        goTo(row: cell.row)
        if content == .blank { return }
        let indent = workbook.indent(style: cell.style)
        try rows.append(content, column: cell.column, indent: indent)
    }

    private func goTo(row next: Int) {
        guard next != row else { return }
        rows.finishRow(line: Int64(row) + 1)
        row = next
    }

    private func number(_ value: Double, style: Int) -> TableCell {
        guard let number = XLSNumber(value) else { return .failure("#NUM!") }
        let isDate = workbook.isDate(style: style)
        return isDate ? workbook.dateSystem.cell(number) : .number(number.plain)
    }

    private func readPackedRow() throws(TableError) {
        let row = try records.short(0)
        let first = try records.short(2)
        // Row and first column before, last column after; six bytes a cell.
        for index in 0..<max(0, (records.data.count - 6) / 6) {
            let style = try records.short(4 + index * 6)
            let value = Self.unpacked(try records.long(6 + index * 6))
            let cell = Place(row: row, column: first + index, style: style)
            try append(number(value, style: style), at: cell)
        }
    }

    private func sharedText() throws(TableError) -> TableCell {
        guard let cell = try workbook.strings.cell(Int(records.long(6))) else {
            throw .damaged("row \(row + 1) refers to a text that is missing")
        }
        return cell
    }

    private func text(at place: Int) throws(TableError) -> TableCell {
        var cursor = XLSTextCursor(records, at: place, isUnicode: workbook.isUnicode)
        let text = try cursor.readText(.short)
        return text.utf8.allSatisfy(XLSXText.isBlank) ? .blank : .text(text)
    }

    private func boolean() throws(TableError) -> TableCell {
        let value = try records.byte(6)
        return try records.byte(7) == 0 ? .boolean(value != 0) : .failure(Self.failure(value))
    }

    private func readFormula() throws(TableError) {
        awaited = nil
        let cell = try place()
        guard try records.short(12) == 0xFFFF else {
            return try append(number(records.double(6), style: cell.style), at: cell)
        }
        let value = try records.byte(8)
        switch try records.byte(6) {
        case 0: awaited = cell
        case 1: try append(.boolean(value != 0), at: cell)
        case 2: try append(.failure(Self.failure(value)), at: cell)
        default: break
        }
    }

    private func readFormulaText() throws(TableError) {
        guard let cell = awaited else { return }
        awaited = nil
        try append(text(at: 0), at: cell)
    }

    /// Leaves out a chart that lies in the sheet, with its own beginning and end.
    private func skipEmbedded() throws(TableError) {
        var depth = 1
        while depth > 0, try records.next() {
            if records.kind == Kind.beginning { depth += 1 }
            if records.kind == Kind.ending { depth -= 1 }
        }
    }

    /// A number in 30 bits: the upper half of a double or a whole number, and perhaps hundredths.
    private static func unpacked(_ bits: UInt32) -> Double {
        let isWhole = bits & 0x02 != 0
        let value =
            isWhole
            ? Double(Int32(bitPattern: bits) >> 2)
            : Double(bitPattern: UInt64(bits & 0xFFFF_FFFC) << 32)
        return bits & 0x01 != 0 ? value / 100 : value
    }

    private static func failure(_ code: Int) -> String {
        switch code {
        case 0x00: "#NULL!"
        case 0x07: "#DIV/0!"
        case 0x0F: "#VALUE!"
        case 0x17: "#REF!"
        case 0x1D: "#NAME?"
        case 0x24: "#NUM!"
        default: "#N/A"
        }
    }
}
