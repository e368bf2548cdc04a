import BooksTestSupport
import Kernel
import PostgresClient
import Receivables

/// What books say, without what undone imports have left behind.
extension Books {
    var undoing: ImportUndoService { ImportUndoService(database: database) }

    /// The id of the import that was stored last.
    func lastImport() async throws -> Int64 {
        try await number("SELECT max(id) FROM ar_import")
    }

    /// Documents, what is open of them on every day, journal, totals and all that later imports
    /// decide by.
    func state() async throws -> [String] {
        let queries = [Self.documents, Self.everyDay, Self.totals, Self.remembered]
        let results = try await database.readTogether(scope, isCurrent: true, queries)
        return try results.flatMap { rows in try rows.map { try $0.string(0) } }
    }

    private static let documents: Query = """
        SELECT concat_ws('|', 'document', c.code, d.kind, d.number, d.document_on, d.due_on,
            d.currency, d.amount, d.base_amount, d.rate, d.status, d.disputed, d.date_assumed)
        FROM ar_document AS d JOIN ar_customer AS c ON c.id = d.customer_id
        WHERE d.undone_import IS NULL
        ORDER BY 1
        """

    /// By the days on which anything moved, in each column that an item can stand in.
    private static let everyDay: Query = """
        SELECT concat_ws('|', 'open', t.day, c.code, d.kind, d.number, i.due_on, i.document_on,
            sum(i.amount), sum(i.base_amount), sum(i.documents))
        FROM (SELECT generate_series('2025-12-31'::date, '2026-12-31', '1 day')::date AS day) AS t
        JOIN (
            SELECT *, from_on AS since, 'infinity'::date AS until FROM (
                SELECT document_id, customer_id, amount, base_amount, due_on, document_on,
                    from_on, documents FROM ar_open_item) AS o
            UNION ALL
            SELECT document_id, customer_id, amount, base_amount, due_on, document_on, from_on,
                documents, from_on, to_on FROM ar_past_item
        ) AS i ON i.since <= t.day AND i.until > t.day
        JOIN ar_document AS d ON d.id = i.document_id
        JOIN ar_customer AS c ON c.id = i.customer_id
        GROUP BY t.day, c.code, d.kind, d.number, i.due_on, i.document_on
        ORDER BY 1
        """

    private static let totals: Query = """
        SELECT concat_ws('|', 'journal', account_id, currency, entry_on, sum(amount),
            sum(base_amount)) AS line
        FROM journal_line GROUP BY account_id, currency, entry_on
        HAVING sum(amount) <> 0 OR sum(base_amount) <> 0
        UNION ALL
        SELECT concat_ws('|', 'customer', c.code, sum(t.base), sum(t.items), sum(t.documents))
        FROM (
            SELECT customer_id, outstanding AS base, items, documents FROM ar_summary
            UNION ALL SELECT customer_id, base_amount, items, documents FROM ar_delta
        ) AS t JOIN ar_customer AS c ON c.id = t.customer_id
        GROUP BY c.code HAVING sum(t.items) <> 0 OR sum(t.base) <> 0
        ORDER BY 1
        """

    private static let remembered: Query = """
        SELECT concat_ws('|', 'stated', c.code, d.kind, d.number, b.as_of, b.open, b.dated) AS line
        FROM ar_stated_balance AS b JOIN ar_document AS d ON d.id = b.document_id
        JOIN ar_customer AS c ON c.id = d.customer_id
        UNION ALL
        SELECT concat_ws('|', 'assumed', d.number, a.as_of, p.number, p.amount)
        FROM ar_assumed_payment AS a JOIN ar_document AS d ON d.id = a.document_id
        JOIN ar_document AS p ON p.id = a.payment_id
        UNION ALL
        SELECT concat_ws('|', 'waiting', c.code, d.number, p.number, p.amount, p.applied_on)
        FROM ar_pending_application AS p JOIN ar_document AS d ON d.id = p.receipt_id
        JOIN ar_customer AS c ON c.id = p.customer_id
        UNION ALL
        SELECT concat_ws('|', 'applied', d.number, o.number, e.effective_on, sum(e.amount))
        FROM ar_entry AS e JOIN ar_document AS d ON d.id = e.document_id
        JOIN ar_document AS o ON o.id = e.other_id
        WHERE e.allocation_id IS NOT NULL
        GROUP BY e.allocation_id, d.number, o.number, e.effective_on HAVING sum(e.amount) <> 0
        ORDER BY 1
        """
}
