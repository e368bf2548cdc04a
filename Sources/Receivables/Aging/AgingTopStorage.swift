import Kernel
import PostgresClient

/// The SQL of the ordinary page: customers by what they owe today, the largest first.
///
/// The rollups know who they are and what everybody owes together, so that only the items of the
/// customers on the page are read. Exact for any day; worth it for days near today, as what is
/// effective since then is added from the items themselves.
enum AgingTopStorage {
    /// How many days before today it is the shorter way.
    static let daysMax = 62

    /// Whether the rollups can answer a request.
    static func answers(_ request: AgingRequest) -> Bool {
        request.rows == .customer && request.window != nil && request.hasDueTotals
            && request.search == nil && request.comparedTo == nil
            && request.effectiveSort == AgingRequest.standardSort(.customer)
    }

    /// The columns of `AgingPageStorage.byCustomer`.
    static func byCustomer(_ request: AgingRequest) -> Query {
        let sums = AgingStorage.sums(request)
        return """
            WITH past AS MATERIALIZED (
                SELECT customer_id, due_on, base_amount FROM ar_past_item
                WHERE to_on > \(request.asOf) AND from_on <= \(request.asOf)
            ), later AS MATERIALIZED (
                SELECT customer_id, due_on, base_amount FROM ar_open_item
                WHERE from_on > \(request.asOf)
            ), change AS MATERIALIZED (
                SELECT customer_id, ar_sum(base_amount) AS outstanding, sum(items) AS items
                FROM (
                    SELECT customer_id, base_amount, items FROM ar_delta
                    UNION ALL SELECT customer_id, -base_amount, -1 FROM later
                    UNION ALL SELECT customer_id, base_amount, 1 FROM past
                ) AS part
                GROUP BY customer_id
            ), page AS MATERIALIZED (\(fragment: page(request)))
            SELECT * FROM (
                SELECT (\(fragment: count)) AS id, \(fragment: sums), 0::bigint AS before,
                    ''::text AS name, \(AgingPageStorage.wholePart) AS part
                FROM (
                    SELECT due_on AS aged_on, base_amount AS open FROM ar_due_total
                    UNION ALL SELECT due_on, base_amount FROM ar_delta
                    UNION ALL SELECT due_on, -base_amount FROM later
                    UNION ALL SELECT due_on, base_amount FROM past
                ) AS item
                UNION ALL
                SELECT first.*, 0, c.name, \(AgingPageStorage.rowPart)
                FROM (
                    SELECT customer_id AS id, \(fragment: sums) FROM (
                        SELECT customer_id, due_on AS aged_on, base_amount AS open
                        FROM page JOIN ar_open_item USING (customer_id)
                        WHERE from_on <= \(request.asOf)
                        UNION ALL
                        SELECT customer_id, due_on, base_amount
                        FROM page JOIN past USING (customer_id)
                    ) AS item
                    GROUP BY customer_id
                ) AS first
                JOIN ar_customer AS c USING (id)
            ) AS row
            ORDER BY part, total DESC, id
            """
    }

    /// Customers without changes come in order from the index; those with changes are sorted in
    /// among them.
    private static func page(_ request: AgingRequest) -> Query {
        let rows = request.window ?? 0..<0
        return """
            SELECT customer_id FROM (
                (SELECT customer_id, outstanding FROM ar_summary
                WHERE items > 0 AND customer_id NOT IN (SELECT customer_id FROM change)
                ORDER BY outstanding DESC, customer_id LIMIT \(Int64(rows.upperBound)))
                UNION ALL
                SELECT c.customer_id, coalesce(s.outstanding, 0) + c.outstanding
                FROM change AS c LEFT JOIN ar_summary AS s USING (customer_id)
                WHERE coalesce(s.items, 0) + c.items > 0
            ) AS candidate
            ORDER BY outstanding DESC, customer_id\(fragment: AgingStorage.window(request))
            """
    }

    /// How many customers have an open item.
    private static let count: Query = """
        (SELECT count(*) FROM ar_summary WHERE items > 0) + (
            SELECT coalesce(sum((coalesce(s.items, 0) + c.items > 0)::int
                - (coalesce(s.items, 0) > 0)::int), 0)::bigint
            FROM change AS c LEFT JOIN ar_summary AS s USING (customer_id))
        """
}
