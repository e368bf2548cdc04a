import Formats
import Identity
import Kernel
import Tenancy

/// Records as a table of a file.
struct AuditExportWriter {
    private let writer: any ExportWriter
    private let tenant: Tenant

    init(_ writer: any ExportWriter, _ tenant: Tenant) {
        self.writer = writer
        self.tenant = tenant
    }

    func begin() throws {
        try writer.begin(
            ExportDocument(
                title: "Audit records", facts: [ExportFact("Company", tenant.name.text)],
                locale: LocaleFormat(tenant.locale)))
        try writer.begin(
            ExportSection(
                name: "Audit",
                columns: [
                    ExportColumn("Id", name: "id", .integer),
                    ExportColumn("When (UTC)", name: "at", .text),
                    ExportColumn("Who", name: "actor", .text),
                    ExportColumn("Action", name: "action", .text),
                    ExportColumn("What", name: "phrase", .text, for: .people),
                    ExportColumn("Object", name: "object", .text),
                    ExportColumn("Object id", name: "object_id", .text),
                    ExportColumn("Changes", name: "changes", .prose),
                    ExportColumn("Address", name: "address", .text),
                    ExportColumn("Request", name: "request_id", .text),
                ], emptyNote: "Nothing was recorded."))
    }

    func write(_ entry: AuditEntry) throws {
        let changes = AuditChange.list(entry.before, entry.after).map(\.sentence)
        try writer.row([
            .integer(entry.id), .text("\(entry.at)"), .text(entry.actor), .text(entry.action),
            .text(entry.phrase), .text(entry.object), .text(entry.objectID ?? ""),
            .text(changes.joined(separator: "; ")), .text(entry.address), .text(entry.requestID),
        ])
    }

    func end() throws {
        try writer.end(ExportEnding())
        try writer.finish()
    }
}
