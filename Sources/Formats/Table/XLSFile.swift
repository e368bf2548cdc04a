/// Workbooks of Excel 5 to 2003: a container with a stream of binary records.
package enum XLSFile {
    /// Opens a workbook, whose sheets are then read as a stream.
    ///
    /// - Parameter descriptor: Of a regular file. It stays the caller's, who may close it, and
    ///   keeps its place.
    /// - Throws: `notATable` for other files of this container, `encrypted` also for a newer
    ///   workbook under a password, `damaged` or `truncated`.
    package static func open(descriptor: Int32) throws(TableError) -> any TableReader {
        let file = try XLSCompoundFile(descriptor: descriptor)
        guard let entry = file.entry("Workbook") ?? file.entry("Book") else {
            if file.entry("EncryptedPackage") != nil { throw .encrypted }
            throw .notATable(kind(of: file))
        }
        return try XLSReader(file.open(entry), sizeBytes: file.sizeBytes)
    }

    private static func kind(of file: XLSCompoundFile) -> String {
        if file.entry("WordDocument") != nil { return "a Word document" }
        if file.entry("PowerPoint Document") != nil { return "a presentation" }
        if file.entry("__properties_version1.0") != nil { return "an e-mail message" }
        return "a document of another program"
    }
}
