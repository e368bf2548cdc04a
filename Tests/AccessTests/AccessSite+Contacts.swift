import App
import Foundation
import Identity
import PostgresClient
import Receivables
import Testing

/// Contacts of a customer of their own, whose cells hold what lists from elsewhere have there. They
/// are written past the services, which would refuse some of them.
extension AccessSite {
    /// Adds the customer with a contact for each cell, with what is neither in a cell nor a
    /// person's.
    func addContacts(_ cells: [String], named name: String = "Accounts") async throws {
        _ = try await services.customers.create(
            scope, [CustomerDraft(code: "Q", name: "Quarry")])
        let table = scope.tenant.schema
        for cell in cells {
            try await owner.execute(
                """
                INSERT INTO \(identifier: table).ar_contact (customer_id, name, email, phone)
                SELECT id, \(name), \(cell), '555-1212'
                FROM \(identifier: table).ar_customer WHERE code = 'Q'
                """)
        }
    }

    /// The names, addresses and telephones of those contacts.
    func contacts() async throws -> [[String?]] {
        let table = scope.tenant.schema
        return try await owner.query(
            """
            SELECT name, email, phone FROM \(identifier: table).ar_contact
            WHERE customer_id IN (SELECT id FROM \(identifier: table).ar_customer
                WHERE code = 'Q') ORDER BY id
            """
        ).map { row in try (0..<3).map { try row.decode($0, as: String?.self) } }
    }

    /// The cells that somebody is shown as theirs, byte by byte: texts that are equal may differ.
    func contactsShown(to email: String) async throws -> [[UInt8]] {
        let json = try await services.people.export(EmailAddress(email))
        let object = try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any]
        let tenant = try #require((object?["tenants"] as? [[String: Any]])?.first)
        return (tenant["contacts"] as? [[String: Any]] ?? []).compactMap {
            ($0["email"] as? String).map { Array($0.utf8) }
        }
    }
}
