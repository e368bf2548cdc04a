/// What stands before a binary workbook's sheets: their names and places, the cells' formats and
/// the shared texts.
final class XLSWorkbook {
    struct Sheet {
        let name: String
        let place: Int64
    }

    /// Excel 97 and later; before, texts have a byte a letter.
    let isUnicode: Bool
    private(set) var sheets: [Sheet] = []
    /// The names of those that nobody sees; they are not among the sheets.
    private(set) var hiddenSheets: [String] = []
    private(set) var dateSystem = XLSDateSystem.from1900
    let strings: XLSSharedStrings
    private var styles: [(format: Int, indent: Int)] = []
    private var customDates: [Int: Bool] = [:]

    private static let beginning = 0x0809
    private static let ending = 0x000A

    init(_ stream: XLSStream) throws(TableError) {
        let records = XLSRecords(stream)
        guard try records.next(), records.kind == Self.beginning else {
            throw .damaged("the workbook's beginning")
        }
        switch try records.short(0) {
        case 0x0600: isUnicode = true
        case 0x0500: isUnicode = false
        default: throw .notATable("a workbook older than Excel 5")
        }
        strings = try XLSSharedStrings()
        while try records.next(), records.kind != Self.ending { try read(records) }
        try strings.flush()
    }

    func isDate(style: Int) -> Bool {
        guard styles.indices.contains(style) else { return false }
        let format = styles[style].format
        return customDates[format] ?? XLSNumberFormat.isDate(builtIn: format)
    }

    func indent(style: Int) -> Int { styles.indices.contains(style) ? styles[style].indent : 0 }

    private func read(_ records: XLSRecords) throws(TableError) {
        switch records.kind {
        // The whole rest is enciphered.
        case 0x002F: throw .encrypted
        case 0x0022: dateSystem = try records.short(0) == 1 ? .from1904 : .from1900
        case 0x041E: try readFormat(records)
        case 0x00E0: try readStyle(records)
        case 0x0085: try readSheet(records)
        case 0x00FC: try readTexts(records)
        default: break
        }
    }

    private func readFormat(_ records: XLSRecords) throws(TableError) {
        let number = try records.short(0)
        var cursor = XLSTextCursor(records, at: 2, isUnicode: isUnicode)
        customDates[number] = XLSNumberFormat.isDate(
            try cursor.readText(isUnicode ? .short : .byte))
    }

    private func readStyle(_ records: XLSRecords) throws(TableError) {
        // The record's number is 16 bits wide in the cells.
        guard styles.count <= Int(UInt16.max) else { return }
        let indent = isUnicode && records.data.count > 8 ? try records.byte(8) & 0x0F : 0
        styles.append((try records.short(2), indent))
    }

    private func readSheet(_ records: XLSRecords) throws(TableError) {
        guard sheets.count < Int(UInt16.max) else {
            throw .tooMuch(of: "sheets", max: Int(UInt16.max))
        }
        // Charts and macros have sheets of their own, without cells.
        guard try records.byte(5) == 0 else { return }
        let place = Int64(try records.long(0))
        var cursor = XLSTextCursor(records, at: 6, isUnicode: isUnicode)
        let name = try cursor.readText(.byte)
        if try records.byte(4) & 0x03 != 0 {
            hiddenSheets.append(name)
        } else {
            sheets.append(Sheet(name: name, place: place))
        }
    }

    private func readTexts(_ records: XLSRecords) throws(TableError) {
        var cursor = XLSTextCursor(records, at: 4, isUnicode: isUnicode)
        let count = try cursor.readLong()
        for _ in 0..<count { try strings.append(Array(try cursor.readText(.short).utf8)) }
    }
}
