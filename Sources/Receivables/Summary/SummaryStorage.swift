package import Kernel
package import PostgresClient

/// The SQL of the dashboard figures: rollups, plus what is not folded into them yet, plus what
/// the day asked for differs by. Exact for any day and after any write; fast when the day is the
/// one the rollups were moved to.
///
/// What is folded holds for `rolled_to`. Unfolded changes are therefore taken as of `rolled_to`
/// too, and the items that become due between `rolled_to` and the day are added from the items
/// themselves, which hold both. The comparison with `rolled_to` stands in a subselect so that
/// PostgreSQL tests it once and skips the scan when the days are the same.
package enum SummaryStorage {
    /// Columns: due_on, base_amount, documents; several rows a due date.
    static func byDueDate(_ day: LocalDate) -> Query {
        """
        SELECT due_on, base_amount, documents FROM ar_due_total
        UNION ALL SELECT due_on, base_amount, documents FROM ar_delta
        UNION ALL SELECT due_on, -base_amount, -documents FROM ar_open_item WHERE from_on > \(day)
        UNION ALL SELECT due_on, base_amount, documents FROM ar_past_item
            WHERE to_on > \(day) AND from_on <= \(day)
        """
    }

    /// Columns: customer_id, outstanding, overdue, items, documents, at_risk: what to add to a
    /// customer's row of ar_summary.
    static func changes(_ day: LocalDate) -> Query {
        """
        SELECT customer_id, sum(outstanding)::bigint AS outstanding,
            sum(overdue)::bigint AS overdue, sum(items) AS items, sum(documents) AS documents,
            sum(at_risk) AS at_risk
        FROM (
            SELECT customer_id, base_amount AS outstanding,
                CASE WHEN due_on < rolled_to THEN base_amount ELSE 0 END AS overdue, items,
                documents, CASE WHEN due_on < rolled_to - 90 THEN documents ELSE 0 END AS at_risk
            FROM ar_delta, ar_setting
            UNION ALL
            SELECT customer_id, 0, base_amount, 0, 0, 0 FROM ar_open_item
            WHERE (SELECT rolled_to FROM ar_setting) < \(day) AND due_on < \(day)
                AND due_on >= (SELECT rolled_to FROM ar_setting)
            UNION ALL
            SELECT customer_id, 0, -base_amount, 0, 0, 0 FROM ar_open_item
            WHERE (SELECT rolled_to FROM ar_setting) > \(day) AND due_on >= \(day)
                AND due_on < (SELECT rolled_to FROM ar_setting)
            UNION ALL
            SELECT customer_id, 0, 0, 0, 0, documents FROM ar_open_item
            WHERE (SELECT rolled_to FROM ar_setting) < \(day) AND due_on < \(day) - 90
                AND due_on >= (SELECT rolled_to FROM ar_setting) - 90
            UNION ALL
            SELECT customer_id, 0, 0, 0, 0, -documents FROM ar_open_item
            WHERE (SELECT rolled_to FROM ar_setting) > \(day) AND due_on >= \(day) - 90
                AND due_on < (SELECT rolled_to FROM ar_setting) - 90
            UNION ALL
            SELECT customer_id, -base_amount,
                CASE WHEN due_on < \(day) THEN -base_amount ELSE 0 END, -1, -documents,
                CASE WHEN due_on < \(day) - 90 THEN -documents ELSE 0 END
            FROM ar_open_item WHERE from_on > \(day)
            UNION ALL
            SELECT customer_id, base_amount,
                CASE WHEN due_on < \(day) THEN base_amount ELSE 0 END, 1, documents,
                CASE WHEN due_on < \(day) - 90 THEN documents ELSE 0 END
            FROM ar_past_item WHERE to_on > \(day) AND from_on <= \(day)
        ) AS part
        GROUP BY customer_id
        """
    }

    /// One row: the open amount, then what is more than so many days past due, for each number.
    package static func distribution(
        _ day: LocalDate, late days: [Int] = [0, 30, 60, 90, 120]
    ) -> Query {
        var late: Query = ""
        for days in days {
            late += ", ar_sum(base_amount) FILTER (WHERE due_on < \(day) - \(Int32(days)))"
        }
        return """
            SELECT ar_sum(base_amount)\(fragment: late)
            FROM (\(fragment: byDueDate(day))) AS item
            """
    }

    /// One row: open, overdue, open invoices, overdue invoices, their days overdue added up,
    /// customers with an open item, customers with an invoice more than 90 days past due.
    package static func stats(_ day: LocalDate) -> Query {
        """
        WITH change AS MATERIALIZED (\(fragment: changes(day)))
        SELECT due.*, customer.total + adjusted.total, customer.at_risk + adjusted.at_risk
        FROM (
            SELECT coalesce(sum(base_amount), 0)::bigint,
                coalesce(sum(base_amount) FILTER (WHERE due_on < \(day)), 0)::bigint,
                coalesce(sum(documents), 0)::bigint,
                coalesce(sum(documents) FILTER (WHERE due_on < \(day)), 0)::bigint,
                coalesce(sum(documents * (\(day) - due_on)) FILTER (WHERE due_on < \(day)), 0)
                    ::bigint
            FROM (\(fragment: byDueDate(day))) AS item
        ) AS due, (
            SELECT count(*) FILTER (WHERE items > 0) AS total,
                count(*) FILTER (WHERE at_risk > 0) AS at_risk
            FROM ar_summary
        ) AS customer, (
            SELECT coalesce(sum((coalesce(s.items, 0) + c.items > 0)::int
                    - (coalesce(s.items, 0) > 0)::int), 0) AS total,
                coalesce(sum((coalesce(s.at_risk, 0) + c.at_risk > 0)::int
                    - (coalesce(s.at_risk, 0) > 0)::int), 0) AS at_risk
            FROM change AS c LEFT JOIN ar_summary AS s USING (customer_id)
        ) AS adjusted
        """
    }

    /// A page of customers by what they owe, the largest first: id, name, outstanding, overdue,
    /// open invoices. Customers without changes come in order from the index; those with changes
    /// are few and sorted in among them.
    package static func breakdown(_ day: LocalDate, offset: Int64, limit: Int64) -> Query {
        """
        WITH change AS MATERIALIZED (\(fragment: changes(day))),
        page AS (
            SELECT * FROM (
                (SELECT customer_id, outstanding, overdue, documents::bigint FROM ar_summary
                WHERE items > 0 AND customer_id NOT IN (SELECT customer_id FROM change)
                ORDER BY outstanding DESC, customer_id LIMIT \(offset) + \(limit))
                UNION ALL
                SELECT c.customer_id, coalesce(s.outstanding, 0) + c.outstanding,
                    coalesce(s.overdue, 0) + c.overdue,
                    (coalesce(s.documents, 0) + c.documents)::bigint
                FROM change AS c LEFT JOIN ar_summary AS s USING (customer_id)
                WHERE coalesce(s.items, 0) + c.items > 0
            ) AS candidate
            ORDER BY outstanding DESC, customer_id LIMIT \(limit) OFFSET \(offset)
        )
        SELECT page.customer_id, c.name, page.outstanding, page.overdue, page.documents
        FROM page JOIN ar_customer AS c ON c.id = page.customer_id
        ORDER BY page.outstanding DESC, page.customer_id
        """
    }

    /// A customer's open items on a day, the oldest first: number, kind, document_on, due_on,
    /// base_amount, disputed. No row at all when there is no such customer; one row of nulls when
    /// it owes nothing.
    package static func invoices(_ customer: CustomerID, _ day: LocalDate) -> Query {
        """
        SELECT d.number, d.kind, item.document_on, item.due_on, item.base_amount, d.disputed
        FROM ar_customer AS c
        LEFT JOIN (
            SELECT document_id, customer_id, document_on, due_on, base_amount
            FROM ar_open_item WHERE customer_id = \(customer) AND from_on <= \(day)
            UNION ALL
            SELECT p.document_id, p.customer_id, p.document_on, p.due_on, p.base_amount
            FROM ar_document AS of_customer
            JOIN ar_past_item AS p ON p.document_id = of_customer.id
            WHERE of_customer.customer_id = \(customer)
                AND p.from_on <= \(day) AND p.to_on > \(day)
        ) AS item ON item.customer_id = c.id
        LEFT JOIN ar_document AS d ON d.id = item.document_id
        WHERE c.id = \(customer)
        ORDER BY item.due_on, d.number, item.base_amount
        """
    }
}
