import Kernel
import PostgresClient

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
}
