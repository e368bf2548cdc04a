import Kernel
import PostgresClient

/// The SQL of a customer's page.
///
/// What belongs to the customer is looked up document by document (`OFFSET 0` keeps a subselect
/// as it is written): just after a large import PostgreSQL knows nothing of its tables yet, and
/// would rather look at every movement of the year than at those of a hundred documents.
enum AccountStorage {
    static let notesMax: Int64 = 50
    static let contactsMax: Int64 = 100
    /// More payments in fifteen months than this tell nothing new about a habit.
    static let paymentsMax: Int64 = 50_000

    /// Columns: document_id, instalment, document_on, due_on, currency, amount, base_amount: the
    /// customer's open items on a day.
    static func items(_ customer: CustomerID, _ day: LocalDate) -> Query {
        """
        SELECT document_id, instalment, document_on, due_on, currency, amount, base_amount
        FROM ar_open_item WHERE customer_id = \(customer) AND from_on <= \(day)
        UNION ALL
        SELECT p.document_id, p.instalment, p.document_on, p.due_on, p.currency, p.amount,
            p.base_amount
        FROM (SELECT id FROM ar_document WHERE customer_id = \(customer) OFFSET 0) AS d
        CROSS JOIN LATERAL
            (SELECT * FROM ar_past_item WHERE document_id = d.id OFFSET 0) AS p
        WHERE p.from_on <= \(day) AND p.to_on > \(day)
        """
    }

    /// Columns: code, name, group, currency, then the terms': name, days, from month's end, parts
    /// and days of instalments.
    static func head(_ customer: CustomerID) -> Query {
        """
        SELECT c.code, c.name, g.name, c.currency, t.name, t.due_days, t.from_month_end,
            t.instalment_parts, t.instalment_days
        FROM ar_customer AS c
        LEFT JOIN ar_customer_group AS g ON g.id = c.group_id
        LEFT JOIN ar_payment_terms AS t ON t.id = c.terms_id
        WHERE c.id = \(customer)
        """
    }

    /// One row a currency: its code, the amount in it, how many items, the oldest due date of
    /// what is owed, the base amount, then for 0 and each limit the base amount that is more than
    /// so many days past due.
    static func totals(
        _ customer: CustomerID, _ day: LocalDate, limits: AgingLimits
    ) -> Query {
        var late: Query = ""
        for days in [0] + limits.days {
            late += ", ar_sum(base_amount) FILTER (WHERE due_on < \(day) - \(Int32(days)))"
        }
        return """
            SELECT currency, ar_sum(amount), count(*), min(due_on) FILTER (WHERE amount > 0),
                ar_sum(base_amount)\(fragment: late)
            FROM (\(fragment: items(customer, day))) AS item
            GROUP BY currency ORDER BY currency
            """
    }

    static func contacts(_ customer: CustomerID) -> Query {
        """
        SELECT name, email, phone, role FROM ar_contact WHERE customer_id = \(customer)
        ORDER BY name, id LIMIT \(contactsMax)
        """
    }

    /// Columns: actor, recorded_at, text, how many there are; the newest first.
    static func notes(_ customer: CustomerID) -> Query {
        "\(fragment: allNotes(customer)) LIMIT \(notesMax)"
    }

    static func allNotes(_ customer: CustomerID) -> Query {
        """
        SELECT actor, recorded_at, text, count(*) OVER () FROM ar_note
        WHERE customer_id = \(customer) ORDER BY id DESC
        """
    }

    /// Columns: document_id, document_on, due_on, effective_on, base amount paid: what receipts
    /// paid of invoices in a time, less what was taken back. A receipt whose date the file did
    /// not say tells nothing about when it came.
    static func payments(
        _ customer: CustomerID, from start: LocalDate, to end: LocalDate
    ) -> Query {
        """
        SELECT e.document_id, e.document_on, e.due_on, e.effective_on,
            -sum(e.base_amount)::bigint
        FROM (SELECT id FROM ar_document WHERE customer_id = \(customer) AND kind = 1 OFFSET 0)
            AS d
        CROSS JOIN LATERAL (SELECT * FROM ar_entry WHERE document_id = d.id OFFSET 0) AS e
        CROSS JOIN LATERAL
            (SELECT kind, date_assumed FROM ar_document WHERE id = e.other_id OFFSET 0) AS r
        WHERE e.kind = 10 AND r.kind = 3 AND NOT r.date_assumed
            AND e.effective_on BETWEEN \(start) AND \(end)
        GROUP BY e.document_id, e.document_on, e.due_on, e.effective_on
        HAVING sum(e.base_amount) < 0
        ORDER BY e.effective_on DESC LIMIT \(paymentsMax)
        """
    }

    // The lists: a page, or for files the whole, in which a currency's rows stand together.

    /// Columns: document, kind, number, instalment, document_on, due_on, currency, the document's
    /// amount, open, open in base, disputed, how many there are; the oldest due date first.
    static func itemPage(
        _ customer: CustomerID, _ day: LocalDate, page: Int?
    ) -> Query {
        """
        SELECT d.id, d.kind, d.number, i.instalment, i.document_on, i.due_on, i.currency,
            d.amount, i.amount, i.base_amount, d.disputed, i.total
        FROM (
            SELECT item.*, count(*) OVER () AS total
            FROM (\(fragment: items(customer, day))) AS item
            ORDER BY due_on, document_id, instalment\(fragment: window(page))
        ) AS i
        JOIN ar_document AS d ON d.id = i.document_id
        ORDER BY \(fragment: page == nil ? "i.currency, " : "")i.due_on, i.document_id, i.instalment
        """
    }

    /// Columns: id, kind, number, document_on, due_on, currency, amount, open on the day, status,
    /// disputed, how many there are; the newest first.
    static func documentPage(
        _ customer: CustomerID, _ day: LocalDate, page: Int?
    ) -> Query {
        """
        SELECT d.id, d.kind, d.number, d.document_on, d.due_on, d.currency, d.amount, item.open,
            d.status, d.disputed, d.total
        FROM (
            SELECT *, count(*) OVER () AS total FROM ar_document
            WHERE customer_id = \(customer) AND status > 0
            ORDER BY document_on DESC, id DESC\(fragment: window(page))
        ) AS d
        CROSS JOIN LATERAL (
            SELECT ar_sum(amount) AS open FROM (
                SELECT amount FROM ar_open_item WHERE document_id = d.id AND from_on <= \(day)
                UNION ALL
                SELECT amount FROM ar_past_item
                WHERE document_id = d.id AND from_on <= \(day) AND to_on > \(day)
            ) AS step
        ) AS item
        ORDER BY \(fragment: page == nil ? "d.currency, " : "")d.document_on DESC, d.id DESC
        """
    }

    /// Columns: effective_on, recorded_at, kind, cause, document, number, the other document and
    /// its number, currency, amount, how many there are; the newest first. Of an allocation the
    /// side of what is owed.
    static func movementPage(_ customer: CustomerID, page: Int?) -> Query {
        """
        SELECT m.effective_on, m.recorded_at, m.kind, m.cause, m.document_id, m.number,
            m.other_id, o.number, m.currency, m.amount, m.total
        FROM (
            SELECT e.*, d.number, count(*) OVER () AS total
            FROM (SELECT * FROM ar_document WHERE customer_id = \(customer) OFFSET 0) AS d
            CROSS JOIN LATERAL (SELECT * FROM ar_entry WHERE document_id = d.id OFFSET 0) AS e
            WHERE e.kind <> 10 OR d.kind IN (1, 4) OR (d.kind = 5 AND d.amount > 0)
            ORDER BY e.effective_on DESC, e.id DESC\(fragment: window(page))
        ) AS m
        LEFT JOIN ar_document AS o ON o.id = m.other_id
        ORDER BY \(fragment: page == nil ? "m.currency, " : "")m.effective_on DESC, m.id DESC
        """
    }

    private static func window(_ page: Int?) -> Query {
        guard let page else { return "" }
        let size = Int64(AccountView.pageSize)
        return " LIMIT \(size) OFFSET \(Int64(page - 1) * size)"
    }
}
