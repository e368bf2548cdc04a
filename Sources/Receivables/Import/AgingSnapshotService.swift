import Kernel
import PostgresClient
package import Tenancy

/// Aging lists as they came, and what the books say differently.
package struct AgingSnapshotService: Sendable {
    /// The differences that are told at most.
    package static let differencesMax = 10_000
    private static let listsMax = 1_000

    let database: TenantDatabase

    package init(database: TenantDatabase) {
        self.database = database
    }

    /// The lists that were imported, the latest day first.
    package func list(_ scope: Scope) async throws -> [AgingSnapshot] {
        try scope.require(.readReceivables)
        let rows = try await database.read(
            scope,
            """
            SELECT s.import_id, s.as_of, s.recorded_at, s.by_document, s.buckets,
                (SELECT count(*) FROM ar_aging_snapshot_line AS l
                    WHERE l.import_id = s.import_id)
            FROM ar_aging_snapshot AS s
            WHERE NOT EXISTS (SELECT FROM ar_import_undo AS u WHERE u.import_id = s.import_id)
            ORDER BY s.as_of DESC, s.import_id DESC
            LIMIT \(Int64(Self.listsMax))
            """)
        return try rows.map { row in
            AgingSnapshot(
                id: try row.int64(0), asOf: try row.decode(1), recordedAt: try row.decode(2),
                isByDocument: try row.decode(3), buckets: try row.decode(4),
                lines: try row.int64(5))
        }
    }

    /// Where a list and our own aging of its day differ, the largest difference first; nothing
    /// for a list that does not exist.
    package func differences(_ scope: Scope, _ snapshot: Int64) async throws -> [AgingDifference] {
        try scope.require(.readReceivables)
        let rows = try await database.read(
            scope,
            """
            SELECT c.code, d.kind, d.number, x.currency, x.theirs, x.ours
            FROM ar_aging_differences(\(snapshot)) AS x
            JOIN ar_customer AS c ON c.id = x.customer_id
            LEFT JOIN ar_document AS d ON d.id = x.document_id
            ORDER BY abs((SELECT sum(a) FROM unnest(x.theirs) AS a)
                - (SELECT sum(a) FROM unnest(x.ours) AS a)) DESC, c.code, d.number
            LIMIT \(Int64(Self.differencesMax))
            """)
        return try rows.map { row in
            let code = try row.string(3)
            guard let currency = Currency.find(code) else {
                throw AgingError.unknownCurrency(code)
            }
            return AgingDifference(
                customer: try row.string(0),
                kind: try row.decode(1, as: Int16?.self).flatMap(DocumentKind.init(rawValue:)),
                number: try row.decode(2, as: String?.self), currency: currency,
                theirs: try row.decode(4), ours: try row.decode(5))
        }
    }
}
