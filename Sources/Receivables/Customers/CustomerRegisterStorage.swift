import Kernel
import PostgresClient

/// The SQL of customers as programs see them.
///
/// Columns: id, code, name, group's id, name of the terms, currency, outstanding, overdue, what
/// the name is sorted by.
enum CustomerRegisterStorage {
    /// The beginning is enough to sort by, and no index takes longer texts.
    private static let nameKey: Query = #"left(ar_folded(k.name), 100) COLLATE "C""#

    /// One row more than the page holds, so that it is known whether there is another page.
    static func list(_ question: CustomerQuestion) -> Query {
        let isDescending = question.order == .descending
        let direction: Query = isDescending ? " DESC" : ""
        var filter: Query = "true"
        if let code = question.code { filter += " AND k.code = \(code)" }
        if let group = question.group { filter += " AND k.group_id = \(group)" }
        let terms = SearchTerms(question.search ?? "")
        if !terms.isEmpty {
            filter +=
                " AND \(fragment: SearchStorage.matches(terms, "k.name || ' ' || k.code"))"
        }
        if let after = question.after {
            let than: Query = isDescending ? "<" : ">"
            filter +=
                question.sort == .id
                ? " AND k.id \(fragment: than) \(after.id)"
                : " AND (\(fragment: nameKey), k.id) \(fragment: than) (\(after.name), \(after.id))"
        }
        let order: Query =
            question.sort == .id
            ? "id\(fragment: direction)"
            : "place\(fragment: direction), id\(fragment: direction)"
        return described(
            """
            SELECT k.*, \(fragment: nameKey) AS place FROM ar_customer AS k
            WHERE \(fragment: filter) ORDER BY \(fragment: order)
            LIMIT \(Int64(question.limit + 1))
            """, question.today, order)
    }

    static func one(_ id: CustomerID, _ day: LocalDate) -> Query {
        described("SELECT k.*, '' AS place FROM ar_customer AS k WHERE k.id = \(id)", day, "id")
    }

    /// What these customers owe is asked for them alone, however many there are.
    private static func described(
        _ customers: Query, _ day: LocalDate, _ order: Query
    ) -> Query {
        """
        WITH page AS MATERIALIZED (\(fragment: customers))
        SELECT p.id, p.code, p.name, p.group_id, t.name, p.currency,
            coalesce(s.outstanding, 0) + coalesce(x.outstanding, 0),
            coalesce(s.overdue, 0) + coalesce(x.overdue, 0), p.place
        FROM page AS p
        LEFT JOIN ar_payment_terms AS t ON t.id = p.terms_id
        LEFT JOIN ar_summary AS s ON s.customer_id = p.id
        LEFT JOIN (
            SELECT * FROM (\(fragment: SummaryStorage.changes(day))) AS change
            WHERE customer_id = ANY (ARRAY(SELECT id FROM page))
        ) AS x ON x.customer_id = p.id
        ORDER BY \(fragment: order)
        """
    }
}
