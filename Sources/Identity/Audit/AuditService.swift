import FoundationEssentials
package import Kernel
package import PostgresClient
package import Tenancy

/// Shows who did what. A tenant's members see the records of their tenant alone; the operator
/// sees all.
package struct AuditService: Sendable {
    package static let pageMax = 1_000

    private let pool: PostgresPool

    /// - Parameter pool: connections as the application's login, which may read the records.
    package init(pool: PostgresPool) {
        self.pool = pool
    }

    /// The newest first.
    ///
    /// - Parameter cursor: of the last record seen.
    /// - Returns: a page, and whether there is more behind it.
    package func list(
        _ scope: Scope, _ filter: AuditFilter = AuditFilter(), after cursor: AuditCursor? = nil,
        limit: Int
    ) async throws -> (entries: [AuditEntry], hasMore: Bool) {
        try scope.require(.readAudit)
        return try await page(
            "e.tenant_id = \(scope.tenant.id)", filter, zone: scope.tenant.timeZone, after: cursor,
            limit: limit)
    }

    /// Of all tenants and of none: for whoever runs the installation.
    package func listAll(
        _ filter: AuditFilter = AuditFilter(), after cursor: AuditCursor? = nil, limit: Int
    ) async throws -> (entries: [AuditEntry], hasMore: Bool) {
        try await page("true", filter, zone: .utc, after: cursor, limit: limit)
    }

    /// How many records of the installation wait for their seal, and since when.
    package func unsealed() async throws -> (count: Int, since: Instant?) {
        let row = try await pool.query(
            """
            SELECT count(*), min(e.at) FROM public.audit_waiting AS w
            JOIN public.audit_events AS e ON e.id = w.event_id
            """
        ).single()
        return (Int(try row.int64(0)), try row.decode(1, as: Instant?.self))
    }

    private func page(
        _ whose: Query, _ filter: AuditFilter, zone: TimeZoneName, after cursor: AuditCursor?,
        limit: Int
    ) async throws -> (entries: [AuditEntry], hasMore: Bool) {
        let query = AuditStorage.page(whose, filter, zone: zone, after: cursor, limit: limit + 1)
        let rows = try await pool.query(query)
        let entries = try rows.map(AuditStorage.entry)
        return (Array(entries.prefix(limit)), entries.count > limit)
    }
}
