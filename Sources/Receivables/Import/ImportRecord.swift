import Kernel
import PostgresClient
import Tenancy

/// The row that remembers an import.
struct ImportRecord {
    let id: Int64
    let actor: String
    let fileName: String
    let sha256: [UInt8]
    let asOf: LocalDate?
    let isComplete: Bool
    let upload: String?

    func insert(_ report: ImportReport) -> Query {
        """
        INSERT INTO ar_import (id, recorded_at, actor, file_name, file_sha256, form, row_count,
            new_count, changed_count, unchanged_count, rejected_count, warnings, recognised_as,
            as_of, complete, customer_count, contact_count, upload)
        VALUES (\(id), ar_recorded_at(), \(actor), \(fileName), \(sha256),
            \(report.recognisedAs.rawValue), \(report.rows), \(report.new), \(report.changed),
            \(report.unchanged), \(report.rejected), \(report.warnings), \(report.formID),
            \(optional: asOf), \(isComplete), \(report.customers), \(report.contacts),
            \(optional: upload))
        """
    }

    /// One event, however many rows the file has. The file's name is in the row above and not in
    /// the event, which nobody can change.
    func event(_ report: ImportReport) -> AuditEvent {
        let digest = sha256.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return AuditEvent(
            .importFinished, AuditObject(.import, id),
            after: [
                "form": .text(report.formID), "sha256": .text(digest),
                "rows": .number(report.rows), "new": .number(report.new),
                "changed": .number(report.changed), "unchanged": .number(report.unchanged),
                "rejected": .number(report.rejected), "customers": .number(report.customers),
                "as_of": asOf.map { .text("\($0)") } ?? .null, "complete": .flag(isComplete),
            ])
    }
}
