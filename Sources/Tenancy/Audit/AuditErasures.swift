import FoundationEssentials
import PostgresClient

/// Whose names may be gone from the records: of the people whose erasure is on record, and of the
/// keys that it names.
///
/// Read by this process and not by the database: what somebody wrote into the facts of an event
/// stops no statement, and only events whose seal fits, or that still wait for theirs, count.
struct AuditErasures: Sendable {
    private struct Facts: Decodable {
        let keys: [String]?
    }

    /// The columns that `add` decodes, of `audit_events AS e`; null for every other event.
    static let columns: Query = """
        CASE WHEN \(fragment: condition) THEN e.object_id END,
            CASE WHEN \(fragment: condition) THEN e.before::text END
        """
    static let condition: Query = "e.action = 'person.erased' AND e.object_kind = 'user'"

    private(set) var users: Set<String> = []
    private(set) var keys: Set<String> = []

    /// - Parameter first: the place of the first of `columns`.
    mutating func add(_ row: Row, from first: Int = 0) throws {
        guard let user = try row.decode(first, as: String?.self) else { return }
        users.insert(user)
        guard let text = try row.decode(first + 1, as: String?.self) else { return }
        let facts = try? JSONDecoder().decode(Facts.self, from: Data(text.utf8))
        keys.formUnion(facts?.keys ?? [])
    }
}
