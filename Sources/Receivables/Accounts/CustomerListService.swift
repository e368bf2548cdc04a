import Kernel
import PostgresClient
package import Tenancy

/// Lists customers with what they owe, found and sorted by the database.
package struct CustomerListService: Sendable {
    let database: TenantDatabase

    package init(database: TenantDatabase) {
        self.database = database
    }

    /// - Throws: `AgingError.pastTheEnd` for a page after the last one.
    package func list(
        _ scope: Scope, _ request: CustomerListRequest
    ) async throws -> CustomerList {
        try scope.require(.readReceivables)
        guard request.page >= 1, request.page <= 1_000_000 else { throw AgingError.pastTheEnd }
        let results = try await database.readTogether(
            scope, isCurrent: true,
            [CustomerListStorage.page(request), CustomerListStorage.exists])
        let rows = results[0]
        guard let first = rows.first else {
            guard request.page == 1 else { throw AgingError.pastTheEnd }
            return CustomerList(
                rows: [], count: 0, balance: 0, overdue: 0,
                hasCustomers: try results[1].single().decode(0))
        }
        return CustomerList(
            rows: try rows.map(Self.row),
            count: Int(try first.int64(6)), balance: try first.int64(7),
            overdue: try first.int64(8), hasCustomers: true)
    }

    static func row(_ row: Row) throws -> CustomerList.Row {
        CustomerList.Row(
            customer: Customer(
                id: ID(try row.int64(0)), code: try row.string(1), name: try row.string(2)),
            balance: try row.int64(3), overdue: try row.int64(4), openInvoices: try row.int64(5))
    }
}
