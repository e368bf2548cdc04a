package import Kernel
import PostgresClient
package import Tenancy

/// Finds customers and documents by what somebody typed.
package struct SearchService: Sendable {
    let database: TenantDatabase

    package init(database: TenantDatabase) {
        self.database = database
    }

    /// - Parameters:
    ///   - day: the day of the customers' balances.
    ///   - limit: how many customers and how many documents at most.
    package func search(
        _ scope: Scope, _ terms: SearchTerms, asOf day: LocalDate, limit: Int
    ) async throws -> SearchHits {
        try scope.require(.readReceivables)
        guard !terms.isEmpty else { return .none }
        let results = try await database.readTogether(
            scope, isCurrent: true,
            [
                SearchStorage.customers(terms, day, limit: Int64(limit) + 1),
                SearchStorage.documents(terms, limit: Int64(limit) + 1),
            ])
        return SearchHits(
            customers: try results[0].prefix(limit).map(Self.customer),
            documents: try results[1].prefix(limit).map(Self.document),
            hasMoreCustomers: results[0].count > limit,
            hasMoreDocuments: results[1].count > limit)
    }

    private static func customer(_ row: Row) throws -> SearchHits.FoundCustomer {
        SearchHits.FoundCustomer(
            customer: Customer(
                id: ID(try row.int64(0)), code: try row.string(1), name: try row.string(2)),
            balance: try row.int64(3))
    }

    static func document(_ row: Row) throws -> SearchHits.FoundDocument {
        SearchHits.FoundDocument(
            id: ID(try row.int64(0)), kind: try AccountReader.kind(row, 1),
            number: try row.string(2),
            customer: Customer(
                id: ID(try row.int64(3)), code: try row.string(4), name: try row.string(5)),
            date: try row.date(6), amount: try row.int64(7),
            currency: try AccountReader.currency(row, 8),
            isVoid: try row.decode(9, as: Int16.self) == 2)
    }
}
