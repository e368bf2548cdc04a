import Kernel
import Receivables
import Tenancy

/// What importing the whole file would do, or how far it is until that is known.
struct ImportCheckView {
    let isRunning: Bool
    let progress: ImportProgressView?
    let problem: String?
    let figures: [ImportFigure]
    let hasFigures: Bool
    let warnings: [String]
    let rejects: ImportRejectsView?
    let isTooLarge: Bool
    let events: String
    let address: String

    static let tooLarge = ImportCheckView()

    private init() {
        isRunning = false
        progress = nil
        problem = nil
        figures = []
        hasFigures = false
        warnings = []
        rejects = nil
        isTooLarge = true
        events = ""
        address = ""
    }

    init(_ job: ImportJob, _ upload: ImportUpload, tenant: Tenant) {
        let format = LocaleFormat(tenant.locale)
        address = ImportAddress.file(upload.token) + "check/"
        events = address + "events"
        isTooLarge = false
        isRunning = !job.isDone
        progress = job.isDone ? nil : ImportProgressView(job, tenant: tenant)
        guard case .done(let result) = job.phase else {
            (problem, figures, hasFigures, warnings, rejects) = (nil, [], false, [], nil)
            return
        }
        switch result {
        case .success(let report?):
            problem = nil
            figures = ImportReportFigures.of(report, format)
            hasFigures = true
            warnings = report.warnings.filter { !$0.hasPrefix("Nothing was stored") }
                .map(ImportWords.onPage)
            rejects = ImportRejectsView(
                report.rejects, count: report.rejected, download: nil, format)
        case .success(nil):
            (problem, figures, hasFigures, warnings, rejects) = (nil, [], false, [], nil)
        case .failure(let failure):
            problem = ImportWords.onPage(failure.sentence)
            (figures, hasFigures, warnings, rejects) = ([], false, [], nil)
        }
    }
}
