package import Kernel
import PostgresClient
package import Tenancy

/// The customers as lists that programs page through, and one by one.
package struct CustomerRegister: Sendable {
    let database: TenantDatabase

    package init(database: TenantDatabase) {
        self.database = database
    }

    /// A page, and the place behind it where there is more.
    ///
    /// - Throws: `RegisterError.foreignCursor`.
    package func list(
        _ scope: Scope, _ question: CustomerQuestion
    ) async throws -> (customers: [CustomerRecord], next: CustomerCursor?) {
        try scope.require(.readReceivables)
        try question.validate()
        let rows = try await database.read(scope, CustomerRegisterStorage.list(question))
        let page = rows.prefix(question.limit)
        let customers = try page.map { try Self.record($0, scope.tenant) }
        guard rows.count > question.limit, let last = page.last else { return (customers, nil) }
        let next = CustomerCursor(
            sort: question.sort, order: question.order, id: ID(try last.int64(0)),
            name: try last.string(8))
        return (customers, next)
    }

    /// - Throws: `PostingError.unknownCustomer`.
    package func customer(
        _ scope: Scope, _ id: CustomerID, today: LocalDate
    ) async throws -> CustomerRecord {
        try scope.require(.readReceivables)
        let rows = try await database.read(scope, CustomerRegisterStorage.one(id, today))
        return try Self.only(rows, scope.tenant)
    }

    /// The same within a transaction that has just written it.
    package func customer(
        _ scope: Scope, _ id: CustomerID, today: LocalDate,
        on connection: isolated TenantConnection
    ) throws -> CustomerRecord {
        try scope.require(.readReceivables)
        let rows = try connection.query(CustomerRegisterStorage.one(id, today))
        return try Self.only(rows, scope.tenant)
    }

    private static func only(_ rows: Rows, _ tenant: Tenant) throws -> CustomerRecord {
        guard let row = rows.first else { throw PostingError.unknownCustomer }
        return try record(row, tenant)
    }

    private static func record(_ row: Row, _ tenant: Tenant) throws -> CustomerRecord {
        CustomerRecord(
            customer: Customer(
                id: ID(try row.int64(0)), code: try row.string(1), name: try row.string(2)),
            group: try row.decode(3, as: Int64?.self).map { ID($0) }, terms: try row.decode(4),
            currency: try row.decode(5),
            outstanding: Money(minorUnits: try row.int64(6), currency: tenant.currency),
            overdue: Money(minorUnits: try row.int64(7), currency: tenant.currency))
    }
}
