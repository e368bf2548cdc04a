/// Takes an export piece by piece and writes it to a file, in memory that does not grow with the
/// number of rows. Used from one thread at a time.
package protocol ExportWriter: AnyObject {
    /// Called once, first.
    func begin(_ document: ExportDocument) throws
    func begin(_ section: ExportSection) throws
    /// - Parameter cells: one for each of the section's columns.
    func row(_ cells: [ExportCell]) throws
    func end(_ ending: ExportEnding) throws
    /// Called once, last; without it there is no file.
    func finish() throws
}

extension ExportWriter {
    /// Writes a document that has one table.
    package func write(
        _ document: ExportDocument, _ section: ExportSection, rows: some Sequence<[ExportCell]>,
        ending: ExportEnding = ExportEnding()
    ) throws {
        try begin(document)
        try begin(section)
        for cells in rows { try row(cells) }
        try end(ending)
        try finish()
    }
}
