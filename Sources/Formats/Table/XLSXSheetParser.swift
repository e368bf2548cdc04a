import Kernel

/// Makes rows of a sheet's elements.
final class XLSXSheetParser: XLSXMarkupHandler {
    /// How a cell's value is to be taken.
    private enum Kind { case number, shared, text, boolean, failure, isoDate }

    var rows = XLSRowStore()
    private let workbook: XLSXWorkbook
    private let styles: XLSXStyles
    private let strings: XLSSharedStrings
    private let path: String

    private var isInData = false
    private var isInCell = false
    private var isInline = false
    private var isPhonetic = false
    private var isText = false
    private var line: Int64 = 0
    private var column = -1
    private var kind = Kind.number
    private var style = XLSXStyles.Style()
    private var text = XLSXText()

    init(
        _ workbook: XLSXWorkbook, sheet: XLSXWorkbook.Sheet, styles: XLSXStyles,
        strings: XLSSharedStrings
    ) {
        self.workbook = workbook
        self.styles = styles
        self.strings = strings
        path = sheet.path
    }

    func start(_ name: XLSXName, _ attributes: XLSXAttributes) throws(TableError) {
        guard isInData else {
            isInData = name.isEqual("sheetData")
            return
        }
        switch name {
        case "c": try startCell(attributes)
        case "v": isText = isInCell
        case "row":
            line = attributes.integer("r").map(Int64.init) ?? line + 1
            column = -1
        case "is": isInline = isInCell
        case "t": isText = isInline && !isPhonetic
        case "rPh": isPhonetic = true
        default: break
        }
    }

    func end(_ name: XLSXName) throws(TableError) {
        guard isInData else { return }
        switch name {
        case "v", "t": isText = false
        case "c": try finishCell()
        case "row": rows.finishRow(line: line)
        case "is": isInline = false
        case "rPh": isPhonetic = false
        case "sheetData": isInData = false
        default: break
        }
    }

    func found(_ piece: UnsafeBufferPointer<UInt8>) throws(TableError) {
        if isText { try text.append(piece) }
    }

    private func startCell(_ attributes: XLSXAttributes) throws(TableError) {
        isInCell = true
        text.removeAll()
        if let reference = attributes.bytes("r"), let given = Self.column(reference) {
            column = given
        } else {
            column += 1
        }
        kind = Self.kind(attributes.bytes("t"))
        style = attributes.integer("s").map(styles.style) ?? styles.style(0)
    }

    private func finishCell() throws(TableError) {
        isInCell = false
        if text.bytes.isEmpty { return }
        let cell = try cell()
        if cell != .blank { try rows.append(cell, column: column, indent: Int(style.indent)) }
    }

    private func cell() throws(TableError) -> TableCell {
        switch kind {
        case .number: return number()
        case .shared:
            let index = text.bytes.withUnsafeBufferPointer(XLSXAttributes.integer)
            guard let index, let cell = try strings.cell(index) else {
                throw .damaged("\(path), row \(line) refers to a text that is missing")
            }
            return cell
        case .text:
            text.unescape()
            return text.cell
        case .boolean:
            let isTrue = text.bytes == [UInt8(ascii: "1")] || text.bytes.first == UInt8(ascii: "t")
            return .boolean(isTrue)
        case .failure:
            return .failure(String(decoding: text.bytes, as: UTF8.self))
        case .isoDate:
            // A time after the day falls away.
            let day = String(decoding: text.bytes.prefix(10), as: UTF8.self)
            guard let date = try? LocalDate(iso: day) else { return text.cell }
            return .date(date)
        }
    }

    private func number() -> TableCell {
        guard let number = text.bytes.withUnsafeBufferPointer(XLSNumber.init) else {
            return text.cell
        }
        if style.isDate { return workbook.dateSystem.cell(number) }
        return style.currency.map { .money(number.plain, $0) } ?? .number(number.plain)
    }

    private static func kind(_ type: UnsafeBufferPointer<UInt8>?) -> Kind {
        guard let type, let first = type.first else { return .number }
        switch (first, type.count) {
        case (UInt8(ascii: "s"), 1): return .shared
        case (UInt8(ascii: "s"), _), (UInt8(ascii: "i"), _): return .text
        case (UInt8(ascii: "b"), _): return .boolean
        case (UInt8(ascii: "e"), _): return .failure
        case (UInt8(ascii: "d"), _): return .isoDate
        default: return .number
        }
    }

    /// The column of a reference such as AB12, from 0.
    private static func column(_ reference: UnsafeBufferPointer<UInt8>) -> Int? {
        var column = 0
        for byte in reference {
            let letter = byte & 0xDF
            guard letter >= UInt8(ascii: "A"), letter <= UInt8(ascii: "Z") else { break }
            column = column * 26 + Int(letter - UInt8(ascii: "A")) + 1
            // Far beyond any sheet already; more letters must not overflow.
            if column > 1 << 20 { break }
        }
        return column == 0 ? nil : column - 1
    }
}
