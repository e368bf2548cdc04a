import Kernel
import PostgresClient

/// The SQL of what settled documents.
enum SettlingStorage {
    /// The allocations of an array of ids, by id. Columns: id, credit, document, instalment,
    /// amount, currency, effective_on, recorded_at, reversed.
    ///
    /// A correction of a document moves its allocations to other days: the day is that on which
    /// something is left of it.
    static func allocations(_ ids: Query) -> Query {
        """
        SELECT allocation_id, min(document_id) FILTER (WHERE original > 0),
            min(document_id) FILTER (WHERE original < 0),
            (min(instalment) FILTER (WHERE original < 0))::bigint, max(original), min(currency),
            coalesce(max(effective_on) FILTER (WHERE net <> 0),
                max(effective_on) FILTER (WHERE original <> 0)),
            min(recorded_at), bool_and(net = 0)
        FROM (
            SELECT allocation_id, document_id, effective_on, min(instalment) AS instalment,
                min(currency) AS currency, min(recorded_at) AS recorded_at, sum(amount) AS net,
                coalesce(sum(amount) FILTER (WHERE cause = 0), 0)::bigint AS original
            FROM ar_entry WHERE allocation_id = ANY (\(fragment: ids))
            GROUP BY allocation_id, document_id, effective_on
        ) AS side
        GROUP BY allocation_id HAVING max(original) > 0 AND min(original) < 0
        ORDER BY allocation_id
        """
    }

    /// One row more than the page holds, so that it is known whether there is another page.
    static func list(_ question: AllocationQuestion) -> Query {
        var filter: Query = """
            kind = 10 AND cause = 0 AND allocation_id > \(question.after?.id ?? 0)
            """
        if let credit = question.credit {
            filter += " AND document_id = \(credit) AND amount > 0"
            if let document = question.document { filter += " AND other_id = \(document)" }
        } else if let document = question.document {
            filter += " AND document_id = \(document) AND amount < 0"
        }
        // What belongs to one document is looked up by it, whatever PostgreSQL knows of the sizes.
        let isOfOne = question.credit != nil || question.document != nil
        return allocations(
            """
            ARRAY(SELECT DISTINCT allocation_id FROM (
                    SELECT allocation_id FROM ar_entry WHERE \(fragment: filter)
                    \(fragment: isOfOne ? "OFFSET 0" : "")
                ) AS e ORDER BY allocation_id LIMIT \(Int64(question.limit + 1)))
            """)
    }

    static func allocations(_ ids: [AllocationID]) -> Query {
        allocations("\(ids.map(\.rawValue))")
    }

    /// Columns: id, document, customer, instalment, amount, currency, effective_on, recorded_at,
    /// reversed. The filter calls the movement `e`.
    static func writeOffs(_ filter: Query, limit: Int) -> Query {
        """
        SELECT e.id, e.document_id, e.customer_id, e.instalment::bigint, abs(e.amount), e.currency,
            e.effective_on, e.recorded_at, r.write_off_id IS NOT NULL OR d.status = 2
        FROM ar_entry AS e JOIN ar_document AS d ON d.id = e.document_id
        LEFT JOIN ar_write_off_reversal AS r ON r.write_off_id = e.id
        WHERE e.kind = 12 AND e.cause = 0 AND \(fragment: filter)
        ORDER BY e.id LIMIT \(Int64(limit))
        """
    }

    /// Columns: id, currency, status, kind, customer, day.
    static func documents(_ ids: [DocumentID]) -> Query {
        """
        SELECT id, currency, status, kind, customer_id, document_on FROM ar_document
        WHERE id = ANY (\(ids.map(\.rawValue)))
        """
    }
}
