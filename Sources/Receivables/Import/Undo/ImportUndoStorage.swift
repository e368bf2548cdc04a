import PostgresClient

/// The SQL of undoing imports.
enum ImportUndoStorage {
    /// Whole files take as long as they take; other sessions' locks are waited for.
    static let settings: [Query] = [
        "SET LOCAL statement_timeout = 0",
        "SET LOCAL lock_timeout = 0",
    ]

    /// Documents it created and their amount in base currency, documents it changed, and
    /// applications.
    static func plan(_ id: Int64) -> Query {
        """
        SELECT count(*), coalesce(sum(base_amount), 0)::bigint,
            (SELECT count(*) FROM ar_import_before WHERE import_id = \(id)),
            (SELECT count(DISTINCT e.allocation_id) FROM ar_import AS m
                JOIN ar_entry AS e ON e.recorded_at = m.recorded_at
                WHERE m.id = \(id) AND e.allocation_id IS NOT NULL)
        FROM ar_document WHERE import_id = \(id)
        """
    }

    static func blockers(_ id: Int64) -> Query {
        """
        SELECT b.code, d.id, d.kind, d.number, c.name, m.id, m.file_name, count(*) OVER ()
        FROM ar_undo_blockers(\(id)) AS b
        LEFT JOIN ar_document AS d ON d.id = b.document_id
        LEFT JOIN ar_customer AS c ON c.id = d.customer_id
        LEFT JOIN ar_import AS m ON m.id = b.object
        ORDER BY m.id DESC, c.name, d.number LIMIT \(Int64(ImportUndoPlan.blockersMax))
        """
    }

    static func begin(_ id: Int64) -> Query { "SELECT ar_undo_begin(\(id))" }

    static func allocations(_ id: Int64, from first: Int64, _ count: Int64) -> Query {
        "SELECT ar_undo_allocations(\(id), \(first), \(count))"
    }

    static func documents(_ id: Int64, from first: Int64, _ count: Int64) -> Query {
        "SELECT ar_undo_documents(\(id), \(first), \(count))"
    }

    static func finish(_ id: Int64, by actor: String) -> Query {
        "SELECT ar_undo_finish(\(id), \(actor))"
    }
}
