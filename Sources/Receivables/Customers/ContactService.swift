import Kernel
import PostgresClient
package import Tenancy

/// The people at customers. Records of what is done name them by their ids alone.
package struct ContactService: Sendable {
    let database: TenantDatabase

    package init(database: TenantDatabase) {
        self.database = database
    }

    /// A page of a customer's contacts by id, and the place behind it where there is more.
    ///
    /// - Throws: `PostingError.unknownCustomer`.
    package func list(
        _ scope: Scope, of customer: CustomerID, after: IDCursor?, limit: Int
    ) async throws -> (contacts: [ContactRecord], next: IDCursor?) {
        try scope.require(.readReceivables)
        let results = try await database.readTogether(
            scope, isCurrent: true,
            [
                "SELECT EXISTS (SELECT FROM ar_customer WHERE id = \(customer))",
                """
                \(fragment: Self.select) WHERE customer_id = \(customer) AND id > \(after?.id ?? 0)
                ORDER BY id LIMIT \(Int64(limit + 1))
                """,
            ])
        guard try results[0].single().decode(0, as: Bool.self) else {
            throw PostingError.unknownCustomer
        }
        let contacts = try results[1].prefix(limit).map(Self.record)
        let last = results[1].count > limit ? contacts.last : nil
        return (contacts, last.map { IDCursor($0.id.rawValue) })
    }

    /// - Throws: `ContactError.unknown`.
    package func contact(_ scope: Scope, _ id: ContactID) async throws -> ContactRecord {
        try scope.require(.readReceivables)
        let rows = try await database.read(scope, "\(fragment: Self.select) WHERE id = \(id)")
        guard let row = rows.first else { throw ContactError.unknown }
        return try Self.record(row)
    }

    /// Holds a contact as it is until the transaction ends.
    ///
    /// - Throws: `ContactError.unknown`.
    package func lock(
        _ scope: Scope, _ id: ContactID, on connection: isolated TenantConnection
    ) throws -> ContactRecord {
        try scope.require(.postReceivables)
        let find: Query = "\(fragment: Self.select) WHERE id = \(id) FOR UPDATE"
        guard let row = try connection.query(find).first else { throw ContactError.unknown }
        return try Self.record(row)
    }

    /// - Throws: `PostingError.unknownCustomer`.
    package func add(
        _ scope: Scope, _ contact: ContactDraft, to customer: CustomerID,
        on connection: isolated TenantConnection
    ) throws -> ContactRecord {
        try scope.require(.postReceivables)
        let insert: Query = """
            INSERT INTO ar_contact (customer_id, name, email, phone, role)
            SELECT id, \(contact.name), \(optional: contact.email), \(optional: contact.phone),
                \(optional: contact.role)
            FROM ar_customer WHERE id = \(customer)
            RETURNING id, customer_id, name, email, phone, role
            """
        let event = AuditEvent(
            .contactAdded, AuditObject(.contact), after: ["customer": .number(customer.rawValue)])
        let rows = try connection.query(event.record(scope, with: insert, id: "result.id"))
        guard let row = rows.first else { throw PostingError.unknownCustomer }
        return try Self.record(row)
    }

    /// - Throws: `ContactError.unknown`.
    package func change(
        _ scope: Scope, _ id: ContactID, _ change: ContactChange,
        on connection: isolated TenantConnection
    ) throws -> ContactRecord {
        try scope.require(.postReceivables)
        guard !change.isEmpty else { return try lock(scope, id, on: connection) }
        let update: Query = """
            UPDATE ar_contact SET name = coalesce(\(optional: change.name), name),
                email = CASE WHEN \(change.email.isSet)
                    THEN \(optional: change.email.value) ELSE email END,
                phone = CASE WHEN \(change.phone.isSet)
                    THEN \(optional: change.phone.value) ELSE phone END,
                role = CASE WHEN \(change.role.isSet)
                    THEN \(optional: change.role.value) ELSE role END
            WHERE id = \(id) RETURNING id, customer_id, name, email, phone, role
            """
        let event = AuditEvent(.contactChanged, AuditObject(.contact, id))
        guard let row = try connection.query(event.record(scope, with: update)).first else {
            throw ContactError.unknown
        }
        return try Self.record(row)
    }

    /// - Throws: `ContactError.unknown`.
    package func remove(
        _ scope: Scope, _ id: ContactID, on connection: isolated TenantConnection
    ) throws {
        try scope.require(.postReceivables)
        let delete: Query = "DELETE FROM ar_contact WHERE id = \(id) RETURNING id"
        let event = AuditEvent(.contactRemoved, AuditObject(.contact, id))
        if try connection.query(event.record(scope, with: delete)).isEmpty {
            throw ContactError.unknown
        }
    }

    private static let select: Query =
        "SELECT id, customer_id, name, email, phone, role FROM ar_contact"

    private static func record(_ row: Row) throws -> ContactRecord {
        ContactRecord(
            id: ID(try row.int64(0)), customer: ID(try row.int64(1)),
            contact: ContactDraft(
                name: try row.string(2), email: try row.decode(3), phone: try row.decode(4),
                role: try row.decode(5)))
    }
}
