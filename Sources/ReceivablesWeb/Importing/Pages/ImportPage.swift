import Kernel
import Receivables
import Tenancy
import WebSupport

/// `/import/` as its template shows it.
struct ImportPage {
    struct Waiting {
        let name: String
        let address: String
        let size: String
        let when: String
        let state: String
        let style: String
    }

    struct Entry {
        let name: String
        let address: String
        let when: String
        let who: String
        let form: String
        let rows: String
        let new: String
        let changed: String
        let rejected: String
        let hasRejects: Bool
        let isUndone: Bool
    }

    /// The youngest; older ones go by themselves.
    private static let waitingShown = 6

    let layout: PageLayout
    let sizeMax: String
    let waiting: [Waiting]
    let hasWaiting: Bool
    let entries: [Entry]
    let hasEntries: Bool
    let isEmpty: Bool
    let range: String
    let hasPager: Bool
    let previous: String?
    let next: String?
    let exports: ExportLinks

    init(
        layout: PageLayout, waiting: [ImportUpload], entries: [ImportHistoryEntry], count: Int64,
        page: Int, tenant: Tenant
    ) {
        let format = LocaleFormat(tenant.locale)
        func number(_ count: Int64) -> String { format.format(minorUnits: count, decimals: 0) }
        self.layout = layout
        sizeMax = "\(ImportUploadService.bytesMax >> 30) GB"
        self.waiting = waiting.prefix(Self.waitingShown).map { upload in
            Waiting(
                name: upload.fileName, address: ImportAddress.file(upload.token),
                size: ImportWords.size(upload.sizeBytes, format),
                when: ImportWords.moment(upload.createdAt, tenant),
                state: ImportWords.state(upload.state), style: Self.style(upload.state))
        }
        hasWaiting = !waiting.isEmpty
        self.entries = entries.map { entry in
            Entry(
                name: entry.fileName, address: ImportAddress.record(entry.id),
                when: ImportWords.moment(entry.recordedAt, tenant), who: entry.actor,
                form: entry.formTitle, rows: number(entry.rows), new: number(entry.new),
                changed: number(entry.changed), rejected: number(entry.rejected),
                hasRejects: entry.rejected > 0, isUndone: entry.undoneAt != nil)
        }
        hasEntries = !entries.isEmpty
        isEmpty = entries.isEmpty && page == 1
        let first = Int64(page - 1) * Int64(ImportHistoryService.pageRows)
        range =
            entries.isEmpty
            ? ""
            : "\(number(first + 1))–\(number(first + Int64(entries.count))) of \(number(count))"
        previous = page > 1 ? "/import/?page=\(page - 1)" : nil
        next =
            first + Int64(entries.count) < count && !entries.isEmpty
            ? "/import/?page=\(page + 1)" : nil
        exports = ExportLinks(of: "Imports") { "/import/export.\($0)" }
        hasPager = previous != nil || next != nil
    }

    private static func style(_ state: ImportUploadState) -> String {
        switch state {
        case .received, .importing, .stored: ""
        case .cancelled: "warn"
        case .refused, .failed, .interrupted: "bad"
        }
    }
}
