/// Reads the rows of a JSON document: a report of Xero or QuickBooks, or a list of records.
enum JSONTable {
    static let bytesMax = 256 << 20

    /// - Parameters:
    ///   - source: text in UTF-8.
    ///   - sizeBytes: the file's size.
    /// - Throws: `damaged` with the line, `tooMuch`, `notATable` when no list is in it, and what
    ///   reading throws.
    static func open(
        _ source: any TableSource, sizeBytes: Int64
    ) throws(TableError) -> any TableReader {
        let bytes = try source.bytes(upTo: bytesMax + 1)
        guard bytes.count <= bytesMax else { throw .tooMuch(of: "bytes", max: bytesMax) }
        let outline: JSONOutline
        var document = JSONValue.null
        do throws(JSONError) {
            outline = try JSONOutline(bytes)
            if outline.shape != .list { document = try JSONParser.parse(bytes) }
        } catch {
            throw TableError(error)
        }
        switch outline.shape {
        case .xeroReports:
            return JSONReportTable(JSONReportRows.xero(document), sizeBytes: sizeBytes)
        case .quickBooksReport:
            return JSONReportTable(JSONReportRows.quickBooks(document), sizeBytes: sizeBytes)
        case .list: return try listTable(bytes, outline, sizeBytes: sizeBytes)
        }
    }

    private static func listTable(
        _ bytes: [UInt8], _ outline: JSONOutline, sizeBytes: Int64
    ) throws(TableError) -> any TableReader {
        guard let list = outline.list else {
            throw .notATable("a JSON document without a list of records")
        }
        guard list.columns.count <= JSONRecord.columnsMax else {
            throw .tooMuch(of: "columns", max: JSONRecord.columnsMax)
        }
        return JSONListTable(bytes, list, sizeBytes: sizeBytes)
    }
}
