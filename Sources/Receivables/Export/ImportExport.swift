import Formats
import Kernel
import Tenancy

/// The imports that were stored as a table to be exported.
struct ImportExport {
    let tenant: Tenant
    private var rows: Int64 = 0
    private var new: Int64 = 0
    private var changed: Int64 = 0
    private var unchanged: Int64 = 0
    private var rejected: Int64 = 0

    init(tenant: Tenant) {
        self.tenant = tenant
    }

    var document: ExportDocument {
        ExportDocument(
            title: "Imports", facts: [ExportFact("Company", tenant.name.text)],
            locale: LocaleFormat(tenant.locale))
    }

    var section: ExportSection {
        ExportSection(
            name: "Imports",
            columns: [
                ExportColumn("Id", name: "import_id", .integer, for: .programs),
                ExportColumn("File", name: "file", .text),
                ExportColumn("What it was", name: "form", .text),
                ExportColumn("As of", name: "as_of", .date),
                ExportColumn("Recorded", name: "recorded_at", .text),
                ExportColumn("By", name: "actor", .text),
                ExportColumn("Rows", name: "rows", .integer),
                ExportColumn("New", name: "new", .integer),
                ExportColumn("Changed", name: "changed", .integer),
                ExportColumn("Unchanged", name: "unchanged", .integer),
                ExportColumn("Rejected", name: "rejected", .integer),
                ExportColumn("Undone", name: "undone_at", .text),
            ], emptyNote: "Nothing was imported yet.")
    }

    mutating func cells(_ entry: ImportHistoryEntry) -> [ExportCell] {
        rows += entry.rows
        new += entry.new
        changed += entry.changed
        unchanged += entry.unchanged
        rejected += entry.rejected
        return [
            .integer(entry.id), .text(entry.fileName), .text(entry.formTitle),
            entry.asOf.map { .date($0) } ?? .empty, .text(entry.recordedAt.description),
            .text(entry.actor), .integer(entry.rows), .integer(entry.new),
            .integer(entry.changed), .integer(entry.unchanged), .integer(entry.rejected),
            .text(entry.undoneAt?.description ?? ""),
        ]
    }

    /// Of the rows that were written.
    var ending: ExportEnding {
        let sums = [rows, new, changed, unchanged, rejected].map { ExportCell.sum($0) }
        return ExportEnding(
            summary: [[.empty, .text("Total"), .empty, .empty, .empty, .empty] + sums + [.empty]])
    }
}
