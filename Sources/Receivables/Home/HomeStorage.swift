import Kernel
import PostgresClient

/// The SQL of the home page besides the dashboard's figures.
enum HomeStorage {
    static let moversMax: Int64 = 5
    static let importsMax: Int64 = 3

    /// Columns: first, overdue_from, end, amount: what is open in which weeks, added up. What the
    /// items say today is corrected by the steps that began or ended since the first of the days.
    /// Points may lie before the first one or after the last.
    static func trend(start: LocalDate, today: LocalDate) -> Query {
        let due = point("due_on + 1", start)
        let from = point("from_on", start)
        return """
            SELECT 0, \(fragment: due), \(Int32(BalanceTrend.pointCount)), ar_sum(base_amount)
            FROM (
                SELECT due_on, base_amount FROM ar_due_total
                UNION ALL SELECT due_on, base_amount FROM ar_delta
            ) AS item
            GROUP BY 2
            UNION ALL
            SELECT 0, \(fragment: due), \(fragment: from), -ar_sum(base_amount)
            FROM ar_open_item WHERE from_on > \(start)
            GROUP BY 2, 3
            UNION ALL
            SELECT \(fragment: from), \(fragment: due), \(fragment: point("to_on", start)),
                ar_sum(base_amount)
            FROM ar_past_item WHERE to_on > \(start) AND from_on <= \(today)
            GROUP BY 1, 2, 3
            """
    }

    /// The first of the days shown that is not before a day; 0 or less for a day before them all.
    private static func point(_ day: Query, _ start: LocalDate) -> Query {
        let apart = Int32(BalanceTrend.daysApart)
        return "(\(fragment: day) - \(start) + \(apart - 1)) / \(apart)"
    }

    /// Columns: id, name, overdue, change since `before`: those whose overdue amount grew most
    /// and those for whom it shrank most. Only steps count that are overdue on one of the days.
    static func movers(before: LocalDate, today: LocalDate) -> Query {
        """
        WITH mover AS MATERIALIZED (
            SELECT customer_id, ar_sum(change) AS change FROM (
                SELECT customer_id, base_amount AS change FROM ar_open_item
                WHERE due_on < \(today) AND from_on <= \(today)
                    AND (due_on >= \(before) OR from_on > \(before))
                UNION ALL
                SELECT customer_id, base_amount
                    * ((to_on > \(today))::int - (due_on < \(before) AND from_on <= \(before))::int)
                FROM ar_past_item
                WHERE to_on > \(before) AND from_on <= \(today) AND due_on < \(today)
            ) AS step
            GROUP BY customer_id
        ), extreme AS (
            (SELECT * FROM mover WHERE change > 0 ORDER BY change DESC, customer_id
            LIMIT \(moversMax))
            UNION ALL
            (SELECT * FROM mover WHERE change < 0 ORDER BY change, customer_id
            LIMIT \(moversMax))
        )
        SELECT c.id, c.name, now.overdue, e.change
        FROM extreme AS e
        JOIN ar_customer AS c ON c.id = e.customer_id
        CROSS JOIN LATERAL (
            SELECT ar_sum(base_amount) AS overdue FROM (
                SELECT base_amount FROM ar_open_item
                WHERE customer_id = c.id AND due_on < \(today) AND from_on <= \(today)
                UNION ALL
                SELECT p.base_amount FROM ar_past_item AS p
                WHERE p.customer_id = c.id AND p.to_on > \(today) AND p.from_on <= \(today)
                    AND p.due_on < \(today)
            ) AS item
        ) AS now
        ORDER BY abs(e.change) DESC, c.id
        """
    }

    /// One row, from the journal alone: the control account's balance; what was invoiced in the
    /// period that ends today; whether there are invoices, receipts and contacts at all.
    static func journal(today: LocalDate, from start: LocalDate) -> Query {
        """
        SELECT coalesce(sum(base_amount) FILTER (WHERE account_id = 1 AND entry_on <= \(today)),
                0)::bigint,
            coalesce(-sum(base_amount) FILTER (WHERE account_id = 3 AND entry_on <= \(today)
                AND entry_on > \(start)), 0)::bigint,
            coalesce(bool_or(account_id IN (3, 4, 8)), false),
            coalesce(bool_or(account_id = 2), false),
            EXISTS (SELECT FROM ar_contact)
        FROM (
            SELECT account_id, entry_on, base_amount FROM ledger_balance UNION ALL
            SELECT account_id, entry_on, base_amount FROM ledger_delta
        ) AS line
        WHERE account_id IN (1, 2, 3, 4, 8)
        """
    }

    /// The same of the customers of a portfolio, of whom the journal has no balance: null.
    static func movements(today: LocalDate, from start: LocalDate) -> Query {
        """
        SELECT NULL::bigint, (SELECT coalesce(sum(base_amount), 0)::bigint FROM ar_entry
                WHERE kind = 1 AND effective_on > \(start) AND effective_on <= \(today)),
            EXISTS (SELECT FROM ar_document WHERE kind IN (1, 2, 5)),
            EXISTS (SELECT FROM ar_document WHERE kind IN (3, 4)),
            EXISTS (SELECT FROM ar_contact)
        """
    }

    static var imports: Query {
        """
        SELECT id, file_name, recorded_at, actor, new_count, changed_count, unchanged_count,
            rejected_count
        FROM ar_import ORDER BY id DESC LIMIT \(importsMax)
        """
    }
}
