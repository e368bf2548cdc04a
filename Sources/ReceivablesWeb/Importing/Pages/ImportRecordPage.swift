import Kernel
import Receivables
import Tenancy
import WebSupport

/// `/import/:id/` as its template shows it.
struct ImportRecordPage {
    let layout: PageLayout
    let name: String
    let subtitle: String
    let form: String
    let asOf: String?
    let isComplete: Bool
    let figures: [ImportFigure]
    let warnings: [String]
    let hasWarnings: Bool
    let rejects: ImportRejectsView?
    let undone: String?
    let isUndone: Bool
    let canUndo: Bool
    let undo: String
    let report: String
    let reportDay: String
    let undoing: ImportProgressView?
    let events: String

    init(
        layout: PageLayout, entry: ImportHistoryEntry, upload: ImportUpload?, undoing: ImportJob?,
        tenant: Tenant, today: LocalDate
    ) {
        let format = LocaleFormat(tenant.locale)
        self.layout = layout
        name = entry.fileName
        subtitle = "Imported \(ImportWords.moment(entry.recordedAt, tenant)) by \(entry.actor)"
        form = entry.formTitle
        asOf = entry.asOf.map { format.format($0) }
        isComplete = entry.isComplete
        figures = ImportReportFigures.of(entry, format)
        warnings = entry.warnings.map(ImportWords.onPage)
        hasWarnings = !entry.warnings.isEmpty
        let address = ImportAddress.record(entry.id)
        let hasFile = upload.map { !$0.rejects.isEmpty } ?? false
        rejects = ImportRejectsView(
            upload?.rejects ?? [], count: entry.rejected,
            download: hasFile ? address + "rejects.csv" : nil, format)
        undone = entry.undoneAt.map { instant in
            "It was undone \(ImportWords.moment(instant, tenant)) by \(entry.undoneBy ?? "")."
        }
        isUndone = entry.undoneAt != nil
        canUndo = entry.undoneAt == nil && undoing == nil && entry.form != .customers
        undo = ImportAddress.undo(entry.id)
        let day = entry.asOf ?? today
        report = "/ar/report/?as_of=\(day)"
        reportDay = format.format(day)
        self.undoing = undoing.map { ImportProgressView($0, tenant: tenant) }
        events = address + "events"
    }
}
