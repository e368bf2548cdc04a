import PostgresClient
package import Tenancy

extension ImportHistoryService {
    /// A page of them, the youngest first, and the place behind it where there is more.
    package func list(
        _ scope: Scope, after: IDCursor?, limit: Int
    ) async throws -> (entries: [ImportHistoryEntry], next: IDCursor?) {
        try scope.require(.importData)
        let rows = try await database.read(
            scope,
            """
            \(fragment: Self.select) WHERE m.id < \(after?.id ?? Int64.max)
            ORDER BY m.id DESC LIMIT \(Int64(limit + 1))
            """)
        let entries = try rows.prefix(limit).map(Self.entry)
        return (entries, rows.count > limit ? entries.last.map { IDCursor($0.id) } : nil)
    }
}
