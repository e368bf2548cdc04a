/// Reads a workbook's sheets one after the other.
final class XLSXReader: TableReader {
    let sheetNames: [String]
    var hiddenSheets: [String] { workbook.hiddenSheets }
    var sizeBytes: Int64? { archive.sizeBytes }

    private let archive: ZipArchive
    private let workbook: XLSXWorkbook
    private let styles = XLSXStyles()
    private var strings: XLSSharedStrings?
    private var nextSheet = 0
    private var parser: XLSXSheetParser?
    private var markup: XLSXMarkup?
    private var packedBytesDone: Int64 = 0
    private var hasRows = false

    init(_ archive: ZipArchive, _ workbook: XLSXWorkbook) throws(TableError) {
        self.archive = archive
        self.workbook = workbook
        sheetNames = workbook.sheets.map(\.name)
        if let path = workbook.stylesPath, let part = try archive.part(path) {
            try XLSXMarkup.parse(part, of: archive, with: styles)
            packedBytesDone += part.packedBytes
        }
    }

    var bytesConsumed: Int64 {
        min(archive.sizeBytes, packedBytesDone + (markup?.packedBytesRead ?? 0))
    }

    func next() throws(TableError) -> TableRow? {
        while true {
            if let parser, let markup {
                if let row = parser.rows.next(sheet: nextSheet - 1) {
                    hasRows = true
                    return row
                }
                parser.rows.compact()
                if !markup.isAtEnd {
                    try markup.advance()
                    continue
                }
                packedBytesDone += markup.packedBytesRead
                self.markup = nil
            }
            guard try openSheet() else { return nil }
        }
    }

    private func openSheet() throws(TableError) -> Bool {
        guard nextSheet < workbook.sheets.count else {
            parser = nil
            try refusePictures()
            return false
        }
        let sheet = workbook.sheets[nextSheet]
        guard let part = try archive.part(sheet.path) else {
            throw .damaged("the sheet \"\(sheet.name)\" is missing")
        }
        let parser = try XLSXSheetParser(
            workbook, sheet: sheet, styles: styles, strings: readStrings())
        markup = try XLSXMarkup(archive.open(part), handler: parser)
        self.parser = parser
        nextSheet += 1
        return true
    }

    /// Reads the texts when the first sheet needs them: of a large workbook they take a while.
    private func readStrings() throws(TableError) -> XLSSharedStrings {
        if let strings { return strings }
        let read = try XLSXSharedStringsParser.read(workbook.stringsPath, of: archive)
        strings = read
        if let path = workbook.stringsPath, let part = try archive.part(path) {
            packedBytesDone += part.packedBytes
        }
        return read
    }

    private func refusePictures() throws(TableError) {
        guard !hasRows else { return }
        if archive.hasPart(under: "xl/media/") || archive.hasPart(under: "xl/drawings/") {
            throw .onlyPictures
        }
    }
}
