import Kernel
import Receivables
import Tenancy
import WebSupport

/// The page that asks whether an import is to be undone, or says why it cannot be.
struct ImportUndoPage {
    struct Blocker {
        let subject: String
        let address: String?
        let customer: String
        let sentence: String
    }

    let layout: PageLayout
    let name: String
    let when: String
    let address: String
    let undo: String
    let isPossible: Bool
    let figures: [ImportFigure]
    /// The reason, where it is that of the import as a whole.
    let reason: String?
    let blockers: [Blocker]
    let hasBlockers: Bool
    let more: String?

    init(
        layout: PageLayout, entry: ImportHistoryEntry, plan: ImportUndoPlan, tenant: Tenant
    ) {
        let format = LocaleFormat(tenant.locale)
        func number(_ count: Int64) -> String { format.format(minorUnits: count, decimals: 0) }
        self.layout = layout
        name = entry.fileName
        when = "Imported \(ImportWords.moment(entry.recordedAt, tenant)) by \(entry.actor)"
        address = ImportAddress.record(entry.id)
        undo = ImportAddress.undo(entry.id)
        isPossible = plan.isPossible
        figures = [
            ImportFigure("Documents voided", number(plan.documents)),
            ImportFigure("Amount", format.format(plan.amount)),
            ImportFigure("Documents put back", number(plan.corrected)),
            ImportFigure("Applications taken back", number(plan.allocations)),
        ]
        let whole = plan.blockers.first { $0.document == nil && $0.importID == nil }
        reason = whole?.sentence
        blockers = whole == nil ? plan.blockers.map(Self.blocker) : []
        hasBlockers = !blockers.isEmpty
        let left = plan.blocked - Int64(plan.blockers.count)
        more = left > 0 ? "and \(number(left)) more" : nil
    }

    private static func blocker(_ blocker: ImportUndoBlocker) -> Blocker {
        if let document = blocker.document {
            return Blocker(
                subject: "\(document.kind.name) \(document.number)",
                address: "/ar/documents/\(document.id.rawValue)/", customer: document.customer,
                sentence: blocker.sentence)
        }
        return Blocker(
            subject: blocker.fileName ?? "", address: blocker.importID.map(ImportAddress.record),
            customer: "", sentence: blocker.sentence)
    }
}
