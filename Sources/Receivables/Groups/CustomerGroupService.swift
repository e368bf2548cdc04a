package import Kernel
import PostgresClient
package import Tenancy

/// Groups of customers: made by hand here, or by an import that names them.
package struct CustomerGroupService: Sendable {
    package static let nameLengthMax = 100

    let database: TenantDatabase

    package init(database: TenantDatabase) {
        self.database = database
    }

    /// By name, with how many customers each has.
    package func list(_ scope: Scope) async throws -> [CustomerGroup] {
        try scope.require(.readReceivables)
        let rows = try await database.read(
            scope,
            """
            SELECT g.id, g.name, (SELECT count(*) FROM ar_customer AS c WHERE c.group_id = g.id)
            FROM ar_customer_group AS g ORDER BY ar_folded(g.name), g.name
            """)
        return try rows.map { row in
            CustomerGroup(
                id: ID(try row.int64(0)), name: try row.string(1), customers: try row.int64(2))
        }
    }

    /// What stands for the customers that somebody sees: another text when one came or went.
    package func customers(seenBy scope: Scope) async throws -> String {
        try scope.require(.readReceivables)
        let question: Query = """
            SELECT md5(coalesce(string_agg(id::text, ',' ORDER BY id), '')) FROM ar_customer
            """
        return try await database.read(scope, question).single().string(0)
    }

    /// The groups of names, as a portfolio names them.
    ///
    /// - Throws: `CustomerGroupError.unknownName`.
    package func portfolio(_ scope: Scope, of names: [String]) async throws -> Portfolio {
        let all = try await list(scope)
        // By bytes, as the database tells names apart.
        return Portfolio(
            groups: Set(
                try names.map { name in
                    guard let group = all.first(where: { $0.name.utf8.elementsEqual(name.utf8) })
                    else {
                        throw CustomerGroupError.unknownName(name)
                    }
                    return group.id.rawValue
                }))
    }

    /// - Throws: `CustomerGroupError.name`, `.nameTaken`.
    package func create(_ scope: Scope, _ name: String) async throws -> ID<CustomerGroup> {
        try scope.require(.postReceivables)
        try Self.check(name)
        let insert: Query = """
            INSERT INTO ar_customer_group (name) VALUES (\(name)) ON CONFLICT (name) DO NOTHING
            RETURNING id
            """
        let event = AuditEvent(.groupCreated, AuditObject(.group))
        let rows = try await database.write(
            scope, [event.record(scope, with: insert, id: "result.id")])
        guard let row = rows[0].first else { throw CustomerGroupError.nameTaken(name) }
        return ID(try row.int64(0))
    }

    /// Dissolves a group that has no customers any more.
    ///
    /// - Throws: `CustomerGroupError.unknown`, `.notEmpty`.
    package func remove(_ scope: Scope, _ group: ID<CustomerGroup>) async throws {
        try scope.require(.postReceivables)
        let delete: Query = "DELETE FROM ar_customer_group WHERE id = \(group) RETURNING id"
        let event = AuditEvent(.groupRemoved, AuditObject(.group, group))
        do {
            let rows = try await database.write(scope, [event.record(scope, with: delete)])
            if rows[0].isEmpty { throw CustomerGroupError.unknown }
        } catch let error as PostgresError where error.sqlState == .foreignKeyViolation {
            throw CustomerGroupError.notEmpty
        }
    }

    /// Puts a customer into a group, or into none.
    ///
    /// - Throws: `AccountError.unknownCustomer`, `CustomerGroupError.unknown`.
    package func assign(
        _ scope: Scope, _ customer: CustomerID, to group: ID<CustomerGroup>?
    ) async throws {
        try scope.require(.postReceivables)
        let update: Query = """
            UPDATE ar_customer SET group_id = \(optional: group) WHERE id = \(customer)
            RETURNING id
            """
        let event = AuditEvent(
            .customerGrouped, AuditObject(.customer, customer),
            after: ["group": group.map { .number($0.rawValue) } ?? .null])
        do {
            let rows = try await database.write(scope, [event.record(scope, with: update)])
            if rows[0].isEmpty { throw AccountError.unknownCustomer }
        } catch let error as PostgresError where error.sqlState == .foreignKeyViolation {
            throw CustomerGroupError.unknown
        }
    }
}
