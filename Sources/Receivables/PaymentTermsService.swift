package import Kernel
import PostgresClient
package import Tenancy

/// Payment terms as programs ask for them and set them.
package struct PaymentTermsService: Sendable {
    let database: TenantDatabase

    package init(database: TenantDatabase) {
        self.database = database
    }

    /// A page of them by id, and the place behind it where there is more.
    package func list(
        _ scope: Scope, after: IDCursor?, limit: Int
    ) async throws -> (terms: [PaymentTermsRecord], next: IDCursor?) {
        try scope.require(.readReceivables)
        let rows = try await database.read(
            scope,
            """
            \(fragment: Self.select) WHERE id > \(after?.id ?? 0)
            ORDER BY id LIMIT \(Int64(limit + 1))
            """)
        let terms = try rows.prefix(limit).map(Self.record)
        return (terms, rows.count > limit ? terms.last.map { IDCursor($0.id.rawValue) } : nil)
    }

    /// - Throws: `PaymentTermsError.unknown`.
    package func terms(
        _ scope: Scope, _ id: ID<PaymentTerms>
    ) async throws -> PaymentTermsRecord {
        try scope.require(.readReceivables)
        let rows = try await database.read(scope, "\(fragment: Self.select) WHERE id = \(id)")
        guard let row = rows.first else { throw PaymentTermsError.unknown }
        return try Self.record(row)
    }

    /// Creates terms, or replaces those of that name, within a transaction. Documents that are
    /// there keep the dates that they have.
    ///
    /// - Throws: `PaymentTermsError.shares`.
    package func set(
        _ scope: Scope, _ terms: PaymentTerms, on connection: isolated TenantConnection
    ) throws -> PaymentTermsRecord {
        try scope.require(.postReceivables)
        let shares = terms.instalments.reduce(0) { $0 + $1.partsPerTenThousand }
        guard terms.instalments.isEmpty || shares == 10_000 else {
            throw PaymentTermsError.shares
        }
        let row = try connection.query(CustomerService.setTerms(scope, terms)).single()
        return try Self.record(row)
    }

    private static let select: Query = """
        SELECT id, name, due_days, from_month_end, instalment_parts, instalment_days
        FROM ar_payment_terms
        """

    private static func record(_ row: Row) throws -> PaymentTermsRecord {
        PaymentTermsRecord(id: ID(try row.int64(0)), terms: try PaymentTerms(row, from: 1))
    }
}
