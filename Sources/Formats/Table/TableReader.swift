/// Reads a file's rows one after the other, in flat memory.
package protocol TableReader: AnyObject {
    /// The names of the sheets in the workbook's order; empty for files that have none.
    var sheetNames: [String] { get }
    /// The names of hidden sheets, whose rows are left out.
    var hiddenSheets: [String] { get }
    /// How much of the file has been read, for showing progress.
    var bytesConsumed: Int64 { get }
    /// The size of the file when it is known.
    var sizeBytes: Int64? { get }

    /// The next row that is not wholly blank; the sheets follow each other. Nil at the end.
    func next() throws(TableError) -> TableRow?
}

extension TableReader {
    package var hiddenSheets: [String] { [] }
}
