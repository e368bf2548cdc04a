import Kernel
import Receivables
import Tenancy
import WebSupport

/// `/import/file/:token/` as its template shows it: the file before and while it is imported.
struct ImportFilePage {
    let layout: PageLayout
    let name: String
    let size: String
    let address: String
    let events: String
    /// Set while it is imported.
    let progress: ImportProgressView?
    /// What came of it the last time.
    let outcome: String?
    let outcomeStyle: String
    let rejects: ImportRejectsView?
    /// Why it cannot be imported, however its columns are called.
    let problem: String?
    let advice: String?
    let form: ImportFileForm?
    let preview: ImportPreviewTable?
    let check: ImportCheckView?

    init(
        layout: PageLayout, upload: ImportUpload, progress: ImportProgressView? = nil,
        problem: (any DomainError)? = nil, preview: ImportPreview? = nil,
        check: ImportCheckView? = nil, tenant: Tenant, today: LocalDate? = nil
    ) {
        let format = LocaleFormat(tenant.locale)
        self.layout = layout
        name = upload.fileName
        size = ImportWords.size(upload.sizeBytes, format)
        address = ImportAddress.file(upload.token)
        events = address + "events"
        self.progress = progress
        let isBefore = progress == nil
        outcome = isBefore ? Self.outcome(upload) : nil
        outcomeStyle = upload.state == .cancelled ? "warning" : "error"
        rejects =
            isBefore
            ? ImportRejectsView(
                upload.rejects, count: upload.rejected, download: address + "rejects.csv", format)
            : nil
        self.problem = problem.map { ImportWords.onPage($0.userMessage) }
        advice = problem.flatMap { ImportWords.advice($0.code) }
        form = preview.map { ImportFileForm($0, upload, format: format, today: today) }
        self.preview = preview?.understood.map { ImportPreviewTable($0, format) }
        self.check = check
    }

    private static func outcome(_ upload: ImportUpload) -> String? {
        switch upload.state {
        case .received, .importing, .stored: nil
        case .refused:
            "Nothing was stored, because rows were rejected and you asked for all or nothing."
        case .cancelled: "The import was cancelled. Nothing was stored."
        case .interrupted:
            "The import was interrupted because the server stopped. Nothing was stored."
        case .failed:
            "Nothing was stored. " + ImportWords.onPage(upload.problem ?? "")
        }
    }
}
