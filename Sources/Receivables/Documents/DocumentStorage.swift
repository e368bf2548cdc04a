import Kernel
import PostgresClient

/// The SQL of a document's page.
enum DocumentStorage {
    static let journalLinesMax: Int64 = 200

    /// Columns: kind, number, reference, customer's id, code and name, terms, document_on, date
    /// assumed, due_on, currency, amount, base amount, status, disputed, recorded_at, import's id
    /// and file.
    static func head(_ id: DocumentID) -> Query {
        """
        SELECT d.kind, d.number, d.reference, c.id, c.code, c.name, t.name, d.document_on,
            d.date_assumed, d.due_on, d.currency, d.amount, d.base_amount, d.status, d.disputed,
            d.recorded_at, i.id, i.file_name
        FROM ar_document AS d
        JOIN ar_customer AS c ON c.id = d.customer_id
        LEFT JOIN ar_payment_terms AS t ON t.id = c.terms_id
        LEFT JOIN ar_import AS i ON i.id = d.import_id
        WHERE d.id = \(id)
        """
    }

    /// Columns: instalment, due_on, open, open in base: what is open on a day.
    static func open(_ id: DocumentID, _ day: LocalDate) -> Query {
        """
        SELECT instalment, due_on, amount, base_amount FROM ar_open_item
        WHERE document_id = \(id) AND from_on <= \(day)
        UNION ALL
        SELECT instalment, due_on, amount, base_amount FROM ar_past_item
        WHERE document_id = \(id) AND from_on <= \(day) AND to_on > \(day)
        ORDER BY due_on, instalment
        """
    }

    static func instalments(_ id: DocumentID) -> Query {
        "SELECT no, due_on, amount FROM ar_instalment WHERE document_id = \(id) ORDER BY no"
    }

    /// Columns: effective_on, recorded_at, kind, cause, instalment, amount, base, the balance
    /// after it and the same in base, the other document with its number and kind, how many
    /// there are. The balances run over all of them, whatever the page; nil is all pages.
    static func movements(
        _ id: DocumentID, _ order: DocumentMovement.Order, page: Int?
    ) -> Query {
        let size = Int64(AccountView.pageSize)
        let window: Query =
            page.map { " LIMIT \(size) OFFSET \(Int64($0 - 1) * size)" } ?? ""
        let by: Query = order == .effective ? "effective_on, id" : "recorded_at, id"
        return """
            SELECT m.effective_on, m.recorded_at, m.kind, m.cause, m.instalment, m.amount,
                m.base_amount, m.balance, m.base_balance, m.other_id, o.number, o.kind, m.total
            FROM (
                SELECT *, (sum(amount) OVER w)::bigint AS balance,
                    (sum(base_amount) OVER w)::bigint AS base_balance,
                    count(*) OVER () AS total
                FROM ar_entry WHERE document_id = \(id)
                WINDOW w AS (ORDER BY \(fragment: by))
                ORDER BY \(fragment: by)\(fragment: window)
            ) AS m
            LEFT JOIN ar_document AS o ON o.id = m.other_id
            ORDER BY \(fragment: order == .effective ? "m.effective_on, m.id"
                : "m.recorded_at, m.id")
            """
    }

    /// Columns: entry, entry_on, recorded_at, source kind, account's code and name, currency,
    /// amount, base amount. An allocation's exchange difference stands under one of its two
    /// documents; the other finds it by the day and the time of the allocation.
    static func journal(_ id: DocumentID, isWhole: Bool = false) -> Query {
        """
        SELECT j.id, j.entry_on, j.recorded_at, j.source_kind, a.code, a.name, l.currency,
            l.amount, l.base_amount
        FROM (
            SELECT * FROM journal_entry WHERE source_id = \(id)
                AND (source_kind BETWEEN 1 AND 5 OR source_kind IN (10, 12, 15))
            UNION
            SELECT j.* FROM (
                SELECT DISTINCT other_id, effective_on, recorded_at FROM ar_entry
                WHERE document_id = \(id) AND kind = 10
            ) AS e
            JOIN journal_entry AS j ON j.source_id = e.other_id AND j.source_kind = 10
                AND j.entry_on = e.effective_on AND j.recorded_at = e.recorded_at
        ) AS j
        JOIN journal_line AS l ON l.entry_id = j.id
        JOIN ledger_account AS a ON a.id = l.account_id
        ORDER BY j.id, l.line_no\(fragment: isWhole ? "" : " LIMIT \(journalLinesMax + 1)")
        """
    }
}
