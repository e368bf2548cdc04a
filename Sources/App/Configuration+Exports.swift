package import Formats

extension Configuration {
    /// Where the server keeps the files that people asked for.
    package var exportDirectory: String { "\(dataDirectory)/exports" }

    /// Finds what sets PDF files.
    ///
    /// - Throws: `ExportError.noTypst`, `.typstSetting`.
    package func findTypst() throws(ExportError) -> TypstProgram {
        try TypstProgram.find(
            setting: typst, searchPath: searchPath, executable: TypstProgram.ownExecutable)
    }
}
