import Kernel
import PostgresClient
package import Tenancy

/// The same within a transaction that does more: what is thrown leaves it to be rolled back.
extension CustomerService {
    /// Creates customers and returns their ids in the same order.
    ///
    /// - Throws: `PostingError.duplicateCustomer`, `.unknownTerms`; `CustomerGroupError.unknown`.
    package func create(
        _ scope: Scope, _ customers: [NewCustomer], on connection: isolated TenantConnection
    ) throws -> [CustomerID] {
        try scope.require(.postReceivables)
        try Self.checkTerms(customers.compactMap(\.terms), connection)
        let insert: Query = """
            INSERT INTO ar_customer (code, name, group_id, terms_id, currency)
            SELECT c.code, c.name, c.group_id, t.id, c.currency
            FROM unnest(\(customers.map(\.code)), \(customers.map(\.name)),
                \(customers.map(\.group)), \(customers.map(\.terms)),
                \(customers.map { $0.currency?.code })) WITH ORDINALITY
                AS c (code, name, group_id, terms, currency, no)
            LEFT JOIN ar_payment_terms AS t ON t.name = c.terms
            ORDER BY c.no
            ON CONFLICT (code) DO NOTHING
            RETURNING id, code
            """
        // By bytes, as the database compares: texts are equal here that it keeps apart.
        var made: [[UInt8]: CustomerID] = [:]
        try Self.refusingGroups {
            for row in try connection.query(insert) {
                made[Array(try row.string(1).utf8)] = ID(try row.int64(0))
            }
        }
        let ids = try customers.map { customer in
            // Each code is taken once: what asks for it again finds nothing.
            guard let id = made.removeValue(forKey: Array(customer.code.utf8)) else {
                throw PostingError.duplicateCustomer(customer.code)
            }
            return id
        }
        let event = AuditEvent(
            .customerCreated, AuditObject(.customer, ids.count == 1 ? ids.first : nil),
            after: ["count": .number(Int64(ids.count)), "ids": PostingAudit.list(ids)])
        try connection.execute(event.record(scope))
        try Self.tell(ids, connection)
        return ids
    }

    /// Holds a customer as it is until the transaction ends.
    ///
    /// - Throws: `PostingError.unknownCustomer`.
    package func lock(
        _ scope: Scope, _ customer: CustomerID, on connection: isolated TenantConnection
    ) throws {
        try scope.require(.postReceivables)
        let lock: Query = "SELECT id FROM ar_customer WHERE id = \(customer) FOR NO KEY UPDATE"
        if try connection.query(lock).isEmpty { throw PostingError.unknownCustomer }
    }

    /// - Throws: `PostingError.unknownCustomer`, `.unknownTerms`; `CustomerGroupError.unknown`.
    package func change(
        _ scope: Scope, _ customer: CustomerID, _ change: CustomerChange,
        on connection: isolated TenantConnection
    ) throws {
        try scope.require(.postReceivables)
        guard !change.isEmpty else { return }
        if let terms = change.terms.value { try Self.checkTerms([terms], connection) }
        let update: Query = """
            UPDATE ar_customer SET name = coalesce(\(optional: change.name), name),
                group_id = CASE WHEN \(change.group.isSet)
                    THEN \(optional: change.group.value) ELSE group_id END,
                terms_id = CASE WHEN \(change.terms.isSet) THEN (SELECT id FROM ar_payment_terms
                    WHERE name = \(optional: change.terms.value)) ELSE terms_id END,
                currency = CASE WHEN \(change.currency.isSet)
                    THEN \(optional: change.currency.value?.code) ELSE currency END
            WHERE id = \(customer) RETURNING id
            """
        let event = AuditEvent(
            .customerChanged, AuditObject(.customer, customer), after: change.details)
        let rows = try Self.refusingGroups {
            try connection.query(event.record(scope, with: update))
        }
        if rows.isEmpty { throw PostingError.unknownCustomer }
    }

    private static func checkTerms(
        _ names: [String], _ connection: isolated TenantConnection
    ) throws {
        guard !names.isEmpty else { return }
        let missing: Query = """
            SELECT name FROM unnest(\(names)) AS given (name)
            WHERE NOT EXISTS (SELECT FROM ar_payment_terms AS t WHERE t.name = given.name)
            ORDER BY name LIMIT 1
            """
        if let row = try connection.query(missing).first {
            throw PostingError.unknownTerms(try row.string(0))
        }
    }

    private static func refusingGroups<R>(_ body: () throws -> R) throws -> R {
        do {
            return try body()
        } catch let error as PostgresError where error.sqlState == .foreignKeyViolation {
            throw CustomerGroupError.unknown
        }
    }
}
