import Kernel
import PostgresClient

/// The SQL of the comparison with an earlier day.
///
/// It adds up what is open on the earlier day, twice: in the buckets of that day and in those of
/// the later day, whose difference is what time alone has moved; and the movements in between, in
/// the buckets of the later day. That the result is the later day's aging report is what the
/// ledger guarantees and what tests prove, not what this is computed from.
///
/// An allocation moves an amount from a receipt's item to an invoice's. It counts as collected
/// (as credited for a credit note), where it adds up to nothing but shows in which bucket the
/// money arrived; what its two sides differ by in base currency is a realised exchange difference
/// and counts as that, in the bucket of what was settled.
enum RollForwardStorage {
    /// The category of what was open; the others are those of `RollForward.Change`.
    static let opening: Int64 = 0

    /// A row a category that has any, as `AgingStorage.byCustomer` has it: category, total,
    /// unapplied, what is more than so many days past due, an empty text.
    static func movements(
        _ request: AgingRequest, since from: LocalDate,
        laterMovementsMax: Int64 = AgingStorage.laterMovementsMax
    ) -> Query {
        var then = request
        then.asOf = from
        let parts =
            request.unapplied == .netted
            ? netted(request, then, laterMovementsMax)
            : separate(request, then, laterMovementsMax)
        return """
            SELECT category::bigint, \(fragment: AgingStorage.sums(request)), ''::text
            FROM (\(fragment: parts)) AS part
            GROUP BY category
            """
    }

    /// Columns: category, aged_on, open, amount. What was open comes as it stood then, its dates
    /// moved by the days in between; and as what took it from there to where it stands at the end.
    private static func netted(
        _ request: AgingRequest, _ then: AgingRequest, _ laterMovementsMax: Int64
    ) -> Query {
        let days = Int32(then.asOf.days(until: request.asOf))
        var opening: Query = """
            SELECT aged_on, ar_sum(open) AS open
            FROM (\(fragment: AgingStorage.items(then, laterMovementsMax: laterMovementsMax)))
                AS item
            GROUP BY aged_on
            """
        if then.hasDueTotals {
            opening = """
                SELECT due_on AS aged_on, ar_sum(base_amount) AS open
                FROM (\(fragment: SummaryStorage.byDueDate(then.asOf))) AS item GROUP BY due_on
                """
        }
        return """
            SELECT o.category, o.aged_on, o.open, 0::bigint AS amount
            FROM (\(fragment: opening)) AS before
            CROSS JOIN LATERAL (VALUES (0, before.aged_on + \(days), before.open),
                (1, before.aged_on, before.open), (1, before.aged_on + \(days), -before.open))
                AS o (category, aged_on, open)
            UNION ALL
            SELECT category, aged_on, open, 0
            FROM (\(fragment: entries(request, since: then.asOf))) AS entry
            """
    }

    /// The same with unapplied credit apart: amount is negative for it. Which column an item's
    /// movements belong to is told by what is left of it at the end; where nothing is left, by
    /// what there was, so that all of them stand in the same one.
    private static func separate(
        _ request: AgingRequest, _ then: AgingRequest, _ laterMovementsMax: Int64
    ) -> Query {
        let days = Int32(then.asOf.days(until: request.asOf))
        return """
            SELECT o.category, o.aged_on, o.open,
                CASE WHEN o.is_credit THEN -1 ELSE 1 END::bigint AS amount
            FROM (
                SELECT category, aged_on, open, amount < 0 AS was_credit, CASE
                    WHEN sum(amount) OVER item <> 0 THEN sum(amount) OVER item < 0
                    WHEN sum(open) OVER item <> 0 THEN false
                    WHEN sum(amount) FILTER (WHERE category = 0) OVER item <> 0
                        THEN sum(amount) FILTER (WHERE category = 0) OVER item < 0
                    ELSE bool_or(is_credit) OVER item END AS is_credit
                FROM (
                    SELECT 0 AS category, aged_on, open, amount, false AS is_credit, document_id,
                        instalment, due_on, document_on
                    FROM (\(fragment: AgingStorage.items(
                        then, laterMovementsMax: laterMovementsMax))) AS item
                    UNION ALL
                    SELECT category, aged_on, open, amount, is_credit, document_id, instalment,
                        due_on, document_on
                    FROM (\(fragment: entries(request, since: then.asOf))) AS entry
                ) AS part
                WINDOW item AS (PARTITION BY document_id, instalment, due_on, document_on)
            ) AS item
            CROSS JOIN LATERAL (
                SELECT item.category, item.aged_on, item.open, item.is_credit
                WHERE item.category <> 0
                UNION ALL SELECT 0, item.aged_on + \(days), item.open, item.was_credit
                WHERE item.category = 0
                UNION ALL SELECT 1, item.aged_on, item.open, item.is_credit
                WHERE item.category = 0
                UNION ALL SELECT 1, item.aged_on + \(days), -item.open, item.was_credit
                WHERE item.category = 0
            ) AS o
            """
    }

    /// Columns: category, aged_on, open, amount, is_credit, document_id, instalment, due_on,
    /// document_on.
    private static func entries(_ request: AgingRequest, since from: LocalDate) -> Query {
        let columns: Query =
            "aged_on, open, amount, is_credit, document_id, instalment, due_on, document_on"
        let moved: Query = """
            SELECT category, \(fragment: columns)
            FROM (\(fragment: categorised(request, since: from))) AS entry
            """
        guard request.isInBase else { return moved }
        return """
            \(fragment: moved)
            UNION ALL
            SELECT x.category, aged_on, x.open, 0, false, document_id, instalment, due_on,
                document_on
            FROM (
                SELECT *, ar_sum(open) OVER pair AS exchange, row_number() OVER (pair
                    ORDER BY ((amount < 0) = (cause = 0)) DESC, id DESC) AS place
                FROM (\(fragment: categorised(request, since: from))) AS entry
                WHERE kind = 10 AND currency <> (SELECT base_currency FROM ar_setting)
                    AND (SELECT \(fragment: mayDiffer(request, since: from)))
                WINDOW pair AS (PARTITION BY allocation_id, effective_on)
            ) AS settled
            CROSS JOIN LATERAL (VALUES (6, exchange), (category, -exchange)) AS x (category, open)
            WHERE place = 1 AND exchange <> 0
            """
    }

    /// Whether any allocation of these days differs in base currency, which the journal tells at
    /// once where it is not asked what was known earlier.
    private static func mayDiffer(_ request: AgingRequest, since from: LocalDate) -> Query {
        guard request.knownAt == nil else { return "true" }
        return """
            EXISTS (SELECT FROM ledger_balance WHERE account_id = 6
                    AND entry_on > \(from) AND entry_on <= \(request.asOf))
                OR EXISTS (SELECT FROM ledger_delta WHERE account_id = 6
                    AND entry_on > \(from) AND entry_on <= \(request.asOf))
            """
    }

    /// The movements after the one day until the other, with what they count as.
    private static func categorised(_ request: AgingRequest, since from: LocalDate) -> Query {
        var known: Query = ""
        if let knownAt = request.knownAt { known = " AND recorded_at <= \(knownAt)" }
        return """
            SELECT CASE e.kind WHEN 1 THEN 2 WHEN 3 THEN 3 WHEN 2 THEN 4 WHEN 12 THEN 5
                    WHEN 15 THEN 6 WHEN 4 THEN 7 WHEN 5 THEN 8 ELSE CASE
                        WHEN 2 IN (own.kind, other.kind) THEN 4
                        WHEN (own.kind = 5 AND own.amount < 0)
                            OR (other.kind = 5 AND other.amount < 0) THEN 8
                        ELSE 3 END END AS category,
                e.*, e.kind IN (2, 3) OR e.kind = 5 AND e.amount < 0 AS is_credit
            FROM (
                SELECT kind, cause, amount, \(fragment: AgingStorage.value(request)) AS open,
                    \(fragment: AgingStorage.agedOn(request)) AS aged_on, document_id, instalment,
                    due_on, document_on, id, allocation_id, other_id, effective_on, currency
                FROM ar_entry
                WHERE effective_on > \(from) AND effective_on <= \(request.asOf)\(fragment: known)\(
                    fragment: AgingStorage.filter(request))
            ) AS e
            LEFT JOIN (SELECT id, kind, amount FROM ar_document WHERE kind NOT IN (1, 3)) AS own
                ON e.kind = 10 AND own.id = e.document_id
            LEFT JOIN (SELECT id, kind, amount FROM ar_document WHERE kind NOT IN (1, 3)) AS other
                ON e.kind = 10 AND other.id = e.other_id
            """
    }
}

extension AgingRequest {
    /// Whether the rollup by due date answers it.
    var hasDueTotals: Bool {
        isInBase && basis == .due && unapplied == .netted && knownAt == nil && customer == nil
    }
}
