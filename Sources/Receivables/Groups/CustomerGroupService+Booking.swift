package import Kernel
import PostgresClient
package import Tenancy

/// The groups as programs ask for them, and changes within a transaction that does more: what is
/// thrown leaves it to be rolled back.
extension CustomerGroupService {
    /// A page of them by id, and the place behind it where there is more.
    package func list(
        _ scope: Scope, after: IDCursor?, limit: Int
    ) async throws -> (groups: [CustomerGroup], next: IDCursor?) {
        try scope.require(.readReceivables)
        let rows = try await database.read(
            scope,
            """
            \(fragment: Self.select) WHERE g.id > \(after?.id ?? 0)
            ORDER BY g.id LIMIT \(Int64(limit + 1))
            """)
        let groups = try rows.prefix(limit).map(Self.group)
        return (groups, rows.count > limit ? groups.last.map { IDCursor($0.id.rawValue) } : nil)
    }

    /// - Throws: `CustomerGroupError.unknown`.
    package func group(
        _ scope: Scope, _ id: ID<CustomerGroup>
    ) async throws -> CustomerGroup {
        try scope.require(.readReceivables)
        return try Self.only(try await database.read(scope, Self.one(id)))
    }

    /// Holds a group as it is until the transaction ends.
    ///
    /// - Throws: `CustomerGroupError.unknown`.
    package func lock(
        _ scope: Scope, _ id: ID<CustomerGroup>, on connection: isolated TenantConnection
    ) throws -> CustomerGroup {
        try scope.require(.postReceivables)
        return try Self.only(try connection.query("\(fragment: Self.one(id)) FOR UPDATE OF g"))
    }

    /// - Throws: `CustomerGroupError.name`, `.nameTaken`.
    package func create(
        _ scope: Scope, _ name: String, on connection: isolated TenantConnection
    ) throws -> CustomerGroup {
        try scope.require(.postReceivables)
        try Self.check(name)
        let insert: Query = """
            INSERT INTO ar_customer_group (name) VALUES (\(name)) ON CONFLICT (name) DO NOTHING
            RETURNING id
            """
        let event = AuditEvent(.groupCreated, AuditObject(.group))
        let rows = try connection.query(event.record(scope, with: insert, id: "result.id"))
        guard let row = rows.first else { throw CustomerGroupError.nameTaken(name) }
        return CustomerGroup(id: ID(try row.int64(0)), name: name, customers: 0)
    }

    /// - Throws: `CustomerGroupError.name`, `.nameTaken`, `.unknown`.
    package func rename(
        _ scope: Scope, _ id: ID<CustomerGroup>, to name: String,
        on connection: isolated TenantConnection
    ) throws {
        try scope.require(.postReceivables)
        try Self.check(name)
        let update: Query = """
            UPDATE ar_customer_group SET name = \(name) WHERE id = \(id) RETURNING id
            """
        let event = AuditEvent(.groupRenamed, AuditObject(.group, id))
        do {
            let rows = try connection.query(event.record(scope, with: update))
            if rows.isEmpty { throw CustomerGroupError.unknown }
        } catch let error as PostgresError where error.sqlState == .uniqueViolation {
            throw CustomerGroupError.nameTaken(name)
        }
    }

    /// - Throws: `CustomerGroupError.unknown`, `.notEmpty`.
    package func remove(
        _ scope: Scope, _ id: ID<CustomerGroup>, on connection: isolated TenantConnection
    ) throws {
        try scope.require(.postReceivables)
        let delete: Query = "DELETE FROM ar_customer_group WHERE id = \(id) RETURNING id"
        let event = AuditEvent(.groupRemoved, AuditObject(.group, id))
        do {
            let rows = try connection.query(event.record(scope, with: delete))
            if rows.isEmpty { throw CustomerGroupError.unknown }
        } catch let error as PostgresError where error.sqlState == .foreignKeyViolation {
            throw CustomerGroupError.notEmpty
        }
    }

    private static let select: Query = """
        SELECT g.id, g.name, (SELECT count(*) FROM ar_customer AS c WHERE c.group_id = g.id)
        FROM ar_customer_group AS g
        """

    private static func one(_ id: ID<CustomerGroup>) -> Query {
        "\(fragment: select) WHERE g.id = \(id)"
    }

    private static func only(_ rows: Rows) throws -> CustomerGroup {
        guard let row = rows.first else { throw CustomerGroupError.unknown }
        return try group(row)
    }

    private static func group(_ row: Row) throws -> CustomerGroup {
        CustomerGroup(
            id: ID(try row.int64(0)), name: try row.string(1), customers: try row.int64(2))
    }

    /// - Throws: `CustomerGroupError.name` where it is none: empty, too long, or of several lines.
    static func check(_ name: String) throws(CustomerGroupError) {
        guard name.contains(where: { !$0.isWhitespace }), name.isOneLine,
            name.unicodeScalars.count <= nameLengthMax
        else { throw .name }
    }
}
