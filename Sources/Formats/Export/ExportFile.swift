import Glibc

/// One export on its way into a file.
package struct ExportFile: Sendable {
    package typealias MakeWriter = @Sendable () throws -> any ExportWriter

    private static let memoryBytesMax = 4 << 30
    private static let timeLimit: Duration = .seconds(120)

    package let format: ExportFormat
    package let path: String
    package let progress: ExportProgress
    private let findTypst: @Sendable () throws(ExportError) -> TypstProgram

    /// - Parameters:
    ///   - path: where the file will be. What is needed on the way stands beside it.
    ///   - findTypst: asked for PDF files only.
    package init(
        _ format: ExportFormat, path: String, progress: ExportProgress = ExportProgress(),
        findTypst: @escaping @Sendable () throws(ExportError) -> TypstProgram
    ) {
        self.format = format
        self.path = path
        self.progress = progress
        self.findTypst = findTypst
    }

    /// Writes the file: the body makes its writer where it writes, and writes everything.
    ///
    /// - Throws: `ExportError`, `CancellationError`, and what the body throws.
    package func write(_ body: (@escaping MakeWriter) async throws -> Void) async throws {
        // Asked first, so that nobody waits for a file that cannot be.
        let typst = format == .pdf ? try findTypst() : nil
        let directory = "\(path).parts"
        guard mkdir(directory, 0o700) == 0 else { throw ExportOutput.failure() }
        defer { Self.remove(directory) }
        let (format, path, progress) = (format, path, progress)
        try await body {
            let writer: any ExportWriter =
                switch format {
                case .csv: try CSVExport(path: path)
                case .xlsx: try XLSXExport(path: path, directory: directory)
                case .pdf: try PDFExport(directory: directory)
                }
            return WatchedExport(writer, progress: progress)
        }
        if let typst { try await set(with: typst, directory) }
        progress.stage = .done
    }

    private func set(with typst: TypstProgram, _ directory: String) async throws {
        progress.stage = .pages
        let program = ChildProgram(
            command: typst.command(directory: directory, output: path),
            memoryBytesMax: Self.memoryBytesMax, timeLimit: Self.timeLimit)
        guard let result = try await program.run() else { throw ExportError.typstTooSlow }
        if result.status == 0 { return }
        if result.output.contains("No module named 'typst'") {
            throw ExportError.typstSetting(typst.path)
        }
        throw ExportError.typstFailed(String(result.output.suffix(2_000)))
    }

    /// Nothing but files is in there.
    private static func remove(_ directory: String) {
        if let folder = opendir(directory) {
            while let entry = readdir(folder) {
                let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                }
                if name != "." && name != ".." { unlink("\(directory)/\(name)") }
            }
            closedir(folder)
        }
        rmdir(directory)
    }
}
