import App
import Formats
import Glibc
import Kernel
import Tenancy

/// A report as a workbook or a PDF, made beside everything else and then put in its place.
enum ReportFile {
    enum Problem: DomainError {
        /// Nobody can read it there.
        case terminal(ExportFormat)
        case noTemporaryFolder(reason: String)

        var kind: ErrorKind { .invalid }
        var code: String { "output_needed" }
        var userMessage: String {
            switch self {
            case .terminal(let format):
                "A terminal cannot show \(format.name): say where it goes with --output FILE, or"
                    + " send it on with a pipe."
            case .noTemporaryFolder(let reason):
                "There is no room for a file on its way; set TMPDIR to a folder: \(reason)."
            }
        }
    }

    /// Refuses early what would end in a terminal.
    ///
    /// - Throws: `Problem.terminal`.
    static func check(_ format: ReportFormat, _ output: String?) throws {
        guard let export = format.export, output == nil || output == "-",
            StandardStream.output.isTerminal
        else { return }
        throw Problem.terminal(export)
    }

    /// Records that a file was made of a report; what only appears on a terminal or in a pipe as
    /// a table or JSON is none.
    static func record(
        _ services: Services, _ scope: Scope, _ title: String, _ format: ReportFormat,
        _ output: String?
    ) async throws {
        guard format.isFile || output != nil else { return }
        try await services.recorder.exported(
            scope, title, format: format.rawValue, subject: "command line")
    }

    /// - Parameter body: writes the report.
    /// - Throws: `ExportError`, `Problem`, `OutputFile.Problem`, and what the body throws.
    static func write(
        _ format: ExportFormat, to output: String?,
        _ body: @escaping @Sendable (Services, @escaping ExportFile.MakeWriter) async throws -> Void
    ) async throws {
        let configuration = try Configuration.load()
        let folder = try makeFolder()
        let path = "\(folder)/report"
        defer {
            unlink(path)
            rmdir(folder)
        }
        let file = ExportFile(format, path: path) { () throws(ExportError) in
            try configuration.findTypst()
        }
        try await Session.run { services, _ in
            try await file.write { make in try await body(services, make) }
        }
        try OutputFile.copy(fileAt: path, to: output)
    }

    private static func makeFolder() throws -> String {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/countinghouse-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Problem.noTemporaryFolder(reason: String(cString: strerror(errno)))
        }
        return template.withUnsafeBufferPointer { pointer in
            String(decoding: pointer.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }
}
