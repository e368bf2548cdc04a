package import Kernel
import PostgresClient
package import Tenancy

/// The dashboard's figures, each from one statement.
package struct SummaryService: Sendable {
    package static let pageSize: Int64 = 100

    let database: TenantDatabase

    package init(database: TenantDatabase) {
        self.database = database
    }

    package func stats(_ scope: Scope, asOf day: LocalDate) async throws -> SummaryStats {
        try scope.require(.readReceivables)
        return try Self.stats(await database.read(scope, SummaryStorage.stats(day)).single())
    }

    package func distribution(
        _ scope: Scope, asOf day: LocalDate
    ) async throws -> AgingDistribution {
        try scope.require(.readReceivables)
        return try Self.distribution(
            await database.read(scope, SummaryStorage.distribution(day)).single())
    }

    /// A page of customers with an open item, by what they owe.
    ///
    /// - Parameter page: from 1.
    /// - Throws: `AgingError.pastTheEnd` for a page after the last one.
    package func customers(
        _ scope: Scope, asOf day: LocalDate, page: Int = 1
    ) async throws -> [CustomerBalance] {
        try scope.require(.readReceivables)
        guard page >= 1, page <= 1_000_000 else { throw AgingError.pastTheEnd }
        let rows = try await database.read(
            scope,
            SummaryStorage.breakdown(
                day, offset: Int64(page - 1) * Self.pageSize, limit: Self.pageSize))
        guard page == 1 || !rows.isEmpty else { throw AgingError.pastTheEnd }
        return try rows.map { row in
            CustomerBalance(
                id: ID(try row.int64(0)), name: try row.string(1),
                outstanding: try row.int64(2), overdue: try row.int64(3),
                invoices: try row.int64(4))
        }
    }

    /// - Throws: `AgingError.unknownCustomer`.
    package func invoices(
        _ scope: Scope, of customer: CustomerID, asOf day: LocalDate
    ) async throws -> [OpenInvoice] {
        try scope.require(.readReceivables)
        let rows = try await database.read(scope, SummaryStorage.invoices(customer, day))
        guard let first = rows.first else {
            throw AgingError.unknownCustomer(customer.description)
        }
        if first.isNull(0) { return [] }
        return try rows.map { row in
            let due = try row.date(3)
            return OpenInvoice(
                number: try row.string(0),
                kind: DocumentKind(rawValue: try row.decode(1)) ?? .openingBalance,
                date: try row.date(2), dueDate: due, amount: try row.int64(4),
                isDisputed: try row.decode(5), daysPastDue: due.days(until: day))
        }
    }

    /// Reads the row of `SummaryStorage.stats`.
    static func stats(_ row: Row) throws -> SummaryStats {
        SummaryStats(
            customers: try row.int64(5), open: try row.int64(0), overdue: try row.int64(1),
            invoices: try row.int64(2), overdueInvoices: try row.int64(3),
            daysOverdue: try row.int64(4), atRiskCustomers: try row.int64(6))
    }

    /// Reads the first columns of the row of `SummaryStorage.distribution`.
    static func distribution(_ row: Row, buckets: Int = 6) throws -> AgingDistribution {
        let reached = try (0..<buckets).map { try row.int64($0) } + [0]
        return AgingDistribution(
            amounts: zip(reached, reached.dropFirst()).map { $0 &- $1 }, total: reached[0])
    }
}
