package import Formats
package import Hummingbird
import Kernel
package import Tenancy

/// Answers requests with files of any format, whatever they hold.
package struct Exporter: Sendable {
    let desk: ExportDesk
    let recorder: AuditRecorder
    let findTypst: @Sendable () throws(ExportError) -> TypstProgram

    package init(
        desk: ExportDesk, recorder: AuditRecorder,
        findTypst: @escaping @Sendable () throws(ExportError) -> TypstProgram
    ) {
        self.desk = desk
        self.recorder = recorder
        self.findTypst = findTypst
    }

    /// A file that is written piece by piece.
    ///
    /// - Parameters:
    ///   - name: the file's, without its ending; what is not a letter of ASCII, a digit, a hyphen
    ///     or a point becomes a hyphen.
    ///   - write: makes its writer where the rows are, and writes everything.
    package func answer(
        _ request: Request, _ context: AppRequestContext, _ scope: Scope, _ format: ExportFormat,
        title: String, name: String,
        write: @escaping @Sendable (@escaping ExportFile.MakeWriter) async throws -> Void
    ) async throws -> Response {
        let work = self.work(
            scope, format, title: title, name: name, subject: request.uri.path, write: write)
        return try await desk.answer(request, context, scope, work)
    }

    /// What is to be done for a file.
    ///
    /// - Parameter subject: as records name it.
    func work(
        _ scope: Scope, _ format: ExportFormat, title: String, name: String, subject: String,
        write: @escaping @Sendable (@escaping ExportFile.MakeWriter) async throws -> Void
    ) -> ExportWork {
        let progress = ExportProgress()
        let (findTypst, recorder) = (findTypst, recorder)
        return ExportWork(
            title: title, fileName: "\(ExportFileName.safe(name)).\(format.rawValue)",
            contentType: format.contentType, progress: { progress.sentence }
        ) { target in
            let file = ExportFile(format, path: target, progress: progress, findTypst: findTypst)
            try await file.write { try await write($0) }
            // Nobody gets a file of which no record says so.
            try await recorder.exported(
                scope, title, format: format.rawValue, subject: subject)
        }
    }

    /// A list that is at hand: `?format=xlsx` behind the address of any page with a table.
    package func answer(
        _ request: Request, _ context: AppRequestContext, _ scope: Scope, _ format: ExportFormat,
        name: String, _ document: ExportDocument, _ section: ExportSection,
        rows: [[ExportCell]], ending: ExportEnding = ExportEnding()
    ) async throws -> Response {
        try await answer(
            request, context, scope, format, title: document.title, name: name
        ) { make in
            try make().write(document, section, rows: rows, ending: ending)
        }
    }
}

extension ExportProgress {
    /// How far it is, for people.
    fileprivate var sentence: String {
        switch stage {
        case .waiting: "It begins."
        case .rows: "\(LocaleFormat("en-US").format(rows)) rows are written."
        case .pages:
            "\(LocaleFormat("en-US").format(rows)) rows are written; the pages are being set."
        case .done: "It is done."
        }
    }
}
