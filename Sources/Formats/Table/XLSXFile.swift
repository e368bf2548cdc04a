/// Workbooks of Excel 2007 and later: a ZIP archive of XML parts.
package enum XLSXFile {
    /// Opens a workbook, whose sheets are then read as a stream.
    ///
    /// - Parameter descriptor: Of a regular file. It stays the caller's, who may close it, and
    ///   keeps its place.
    /// - Throws: `notATable` for other archives, `encrypted`, `bomb`, `damaged` or `truncated`.
    package static func open(descriptor: Int32) throws(TableError) -> any TableReader {
        let archive = try ZipArchive(descriptor: descriptor)
        guard let workbook = try XLSXWorkbook(archive) else {
            throw .notATable(try kind(of: archive))
        }
        return try XLSXReader(archive, workbook)
    }

    private static func kind(of archive: ZipArchive) throws(TableError) -> String {
        if try archive.part("word/document.xml") != nil { return "a Word document" }
        if try archive.part("ppt/presentation.xml") != nil { return "a presentation" }
        if try archive.part("xl/workbook.bin") != nil { return "a binary workbook (XLSB)" }
        let isOpenDocument = try archive.part("mimetype") != nil
        let hasContent = try archive.part("content.xml") != nil
        return isOpenDocument && hasContent ? "an OpenDocument file" : "a ZIP archive"
    }
}
