import Kernel
import PostgresClient
package import Tenancy

/// The imports that were stored.
package struct ImportHistoryService: Sendable {
    package static let pageRows = 50

    let database: TenantDatabase

    package init(database: TenantDatabase) {
        self.database = database
    }

    /// A page of them, the youngest first.
    ///
    /// - Parameter page: from 1.
    /// - Returns: the page, and how many imports there are in all.
    package func page(
        _ scope: Scope, _ page: Int
    ) async throws -> (entries: [ImportHistoryEntry], count: Int64) {
        try scope.require(.importData)
        let offset = Int64(page - 1) * Int64(Self.pageRows)
        let results = try await database.readTogether(
            scope, isCurrent: true,
            [
                "SELECT count(*) FROM ar_import",
                """
                \(fragment: Self.select) ORDER BY m.id DESC
                LIMIT \(Int64(Self.pageRows)) OFFSET \(offset)
                """,
            ])
        return (try results[1].map(Self.entry), try results[0].single().int64(0))
    }

    /// One of them; nil if there is none of that id.
    package func find(_ scope: Scope, _ id: Int64) async throws -> ImportHistoryEntry? {
        try scope.require(.importData)
        let rows = try await database.read(
            scope, "\(fragment: Self.select) WHERE m.id = \(id)")
        return try rows.first.map(Self.entry)
    }

    static let select: Query = """
        SELECT m.id, m.recorded_at, m.actor, m.file_name, m.form, m.recognised_as, m.as_of,
            m.complete, m.row_count, m.customer_count, m.contact_count, m.new_count,
            m.changed_count, m.unchanged_count, m.rejected_count, m.warnings, u.recorded_at,
            u.actor
        FROM ar_import AS m LEFT JOIN ar_import_undo AS u ON u.import_id = m.id
        """

    static func entry(_ row: Row) throws -> ImportHistoryEntry {
        let form = ImportForm(rawValue: try row.string(4)) ?? .automatic
        let formID = try row.decode(5, as: String?.self) ?? form.rawValue
        return ImportHistoryEntry(
            id: try row.int64(0), recordedAt: try row.decode(1), actor: try row.string(2),
            fileName: try row.string(3), form: form, formID: formID,
            formTitle: RecognisedForms.rule(id: formID)?.form.title ?? form.phrase,
            asOf: try row.decode(6), isComplete: try row.decode(7), rows: try row.int64(8),
            customers: try row.int64(9), contacts: try row.int64(10), new: try row.int64(11),
            changed: try row.int64(12), unchanged: try row.int64(13),
            rejected: try row.int64(14), warnings: try row.decode(15),
            undoneAt: try row.decode(16), undoneBy: try row.decode(17))
    }
}
