/// Tells the progress of the writer within, and ends when its task is cancelled.
final class WatchedExport: ExportWriter {
    private static let rowsPerReport = 256

    private let writer: any ExportWriter
    private let progress: ExportProgress
    private var unreported = 0

    init(_ writer: any ExportWriter, progress: ExportProgress) {
        self.writer = writer
        self.progress = progress
    }

    func begin(_ document: ExportDocument) throws {
        progress.stage = .rows
        try writer.begin(document)
    }

    func begin(_ section: ExportSection) throws { try writer.begin(section) }

    func row(_ cells: [ExportCell]) throws {
        try writer.row(cells)
        unreported += 1
        if unreported == Self.rowsPerReport { try report() }
    }

    func end(_ ending: ExportEnding) throws {
        try report()
        try writer.end(ending)
    }

    func finish() throws { try writer.finish() }

    private func report() throws {
        progress.add(rows: unreported)
        unreported = 0
        try Task.checkCancellation()
    }
}
