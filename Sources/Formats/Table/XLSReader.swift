/// Reads a binary workbook's sheets one after the other.
final class XLSReader: TableReader {
    let sheetNames: [String]
    var hiddenSheets: [String] { workbook.hiddenSheets }
    let sizeBytes: Int64?
    private(set) var bytesConsumed: Int64 = 0

    private let stream: XLSStream
    private let workbook: XLSWorkbook
    private var sheet: XLSSheetReader?
    private var nextSheet = 0
    private var sheetBytes: Int64 = 0
    private var hasRows = false
    private var hasDrawings = false

    init(_ stream: XLSStream, sizeBytes: Int64) throws(TableError) {
        self.stream = stream
        self.sizeBytes = sizeBytes
        workbook = try XLSWorkbook(stream)
        sheetNames = workbook.sheets.map(\.name)
    }

    func next() throws(TableError) -> TableRow? {
        while true {
            if let sheet {
                if let row = sheet.rows.next(sheet: nextSheet - 1) {
                    hasRows = true
                    return row
                }
                sheet.rows.compact()
                if try sheet.advance() {
                    bytesConsumed = max(bytesConsumed, sheet.bytesRead)
                    continue
                }
                hasDrawings = hasDrawings || sheet.hasDrawings
                // Sheets stand one after the other; those that overlap would never end.
                sheetBytes += sheet.bytesRead - workbook.sheets[nextSheet - 1].place
                if sheetBytes > 2 * stream.sizeBytes { throw .bomb }
            }
            guard nextSheet < workbook.sheets.count else { break }
            let place = workbook.sheets[nextSheet].place
            sheet = try XLSSheetReader(workbook, stream: stream, at: place)
            nextSheet += 1
        }
        sheet = nil
        if !hasRows, hasDrawings { throw .onlyPictures }
        return nil
    }
}
