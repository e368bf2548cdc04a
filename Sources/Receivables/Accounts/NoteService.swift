import PostgresClient
package import Tenancy

/// Writes notes about customers; nobody changes or deletes one.
package struct NoteService: Sendable {
    let database: TenantDatabase

    package init(database: TenantDatabase) {
        self.database = database
    }

    /// - Throws: `AccountError.unknownCustomer`.
    package func add(_ scope: Scope, to customer: CustomerID, _ note: NoteText) async throws {
        try scope.require(.writeNotes)
        let add: Query = """
            INSERT INTO ar_note (customer_id, recorded_at, actor, text)
            SELECT id, ar_recorded_at(), \(scope.actor.description), \(note.text)
            FROM ar_customer WHERE id = \(customer)
            RETURNING customer_id
            """
        let recorded = AuditEvent(.noteAdded, AuditObject(.customer, customer))
            .record(scope, with: add)
        guard try await !database.write(scope, [recorded])[0].isEmpty else {
            throw AccountError.unknownCustomer
        }
    }
}
