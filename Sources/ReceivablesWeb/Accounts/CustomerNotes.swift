import Receivables
import Tenancy
import WebSupport

/// The notes about a customer, the newest first, and the form for another.
struct CustomerNotes {
    struct Row {
        let author: String
        let time: String
        let machineTime: String
        let text: String
    }

    let rows: [Row]
    let hasRows: Bool
    let mayAdd: Bool
    let action: String
    let lengthMax: Int
    let draft: String
    let error: String?
    /// Set when there are more notes than are shown.
    let more: String?
    let exports: ExportLinks

    init(
        _ account: CustomerAccount, draft: NoteDraft?, scope: Scope, _ paths: AccountPaths,
        _ figures: AccountFigures
    ) {
        rows = account.notes.map { note in
            Row(
                author: note.author, time: figures.time(note.recordedAt),
                machineTime: figures.machine(note.recordedAt), text: note.text)
        }
        hasRows = !rows.isEmpty
        mayAdd = scope.permissions.contains(.writeNotes)
        action = "\(AccountPaths.customers)\(account.customer.id)/notes"
        lengthMax = NoteText.charactersMax
        self.draft = draft?.text ?? ""
        error = draft?.error
        let hidden = account.noteCount - account.notes.count
        more = hidden > 0 ? "\(figures.count(hidden)) older notes are only in the file." : nil
        exports = paths.files(account.customer.id, .notes)
    }
}
