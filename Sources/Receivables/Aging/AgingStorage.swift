import Kernel
package import PostgresClient

/// The SQL of the aging reports.
///
/// An item's open balance is a step function of the effective date, kept in `ar_open_item` and
/// `ar_past_item`; the balances at a day are the steps that cover it. As known at an earlier time
/// they are that, less what was recorded since; or, when most was recorded since, the sum of what
/// had been recorded.
package enum AgingStorage {
    /// Above this many movements recorded since, summing those before is the shorter way.
    static let laterMovementsMax: Int64 = 300_000

    /// Columns: customer_id, document_id, instalment, aged_on, due_on, document_on, amount
    /// (document currency), open (the currency asked for).
    static func items(
        _ request: AgingRequest, laterMovementsMax: Int64 = laterMovementsMax
    ) -> Query {
        // What is settled but still has a difference in base currency shows only there.
        let present = filter(request) + (request.isInBase ? "" : " AND amount <> 0")
        let now: Query = """
            SELECT customer_id, document_id, instalment, \(fragment: agedOn(request)) AS aged_on,
                due_on, document_on, amount, \(fragment: value(request)) AS open
            FROM ar_open_item
            WHERE from_on <= \(request.asOf)\(fragment: present)
            UNION ALL
            SELECT customer_id, document_id, instalment, \(fragment: agedOn(request)),
                due_on, document_on, amount, \(fragment: value(request))
            FROM ar_past_item
            WHERE from_on <= \(request.asOf) AND to_on > \(request.asOf)\(fragment: present)
            """
        guard let knownAt = request.knownAt else { return now }
        // Counted once and no further than it takes to decide; the branch that is not taken is
        // not run at all.
        return """
            WITH later AS MATERIALIZED (
                SELECT count(*) < \(laterMovementsMax) AS are_few FROM (
                    SELECT FROM ar_entry WHERE recorded_at > \(knownAt)
                    LIMIT \(laterMovementsMax)) AS entry
            )
            SELECT customer_id, document_id, instalment, aged_on, due_on, document_on,
                ar_sum(amount) AS amount, ar_sum(open) AS open
            FROM (
                SELECT * FROM (\(fragment: now)) AS now WHERE (SELECT are_few FROM later)
                UNION ALL
                SELECT customer_id, document_id, instalment, \(fragment: agedOn(request)), due_on,
                    document_on, -amount, -\(fragment: value(request))
                FROM ar_entry
                WHERE recorded_at > \(knownAt) AND effective_on <= \(request.asOf)
                    AND (SELECT are_few FROM later)\(fragment: filter(request))
                UNION ALL
                SELECT customer_id, document_id, instalment, \(fragment: agedOn(request)), due_on,
                    document_on, amount, \(fragment: value(request))
                FROM ar_entry
                WHERE recorded_at <= \(knownAt) AND effective_on <= \(request.asOf)
                    AND NOT (SELECT are_few FROM later)\(fragment: filter(request))
            ) AS movement
            GROUP BY 1, 2, 3, 4, 5, 6
            HAVING ar_sum(amount) <> 0 OR ar_sum(open) <> 0
            """
    }

    /// One row a customer, the largest balance first: id, name, total, unapplied, then for
    /// 0 and each limit the sum of what is more than so many days past due.
    package static func byCustomer(
        _ request: AgingRequest, laterMovementsMax: Int64 = laterMovementsMax
    ) -> Query {
        """
        SELECT g.*, c.name FROM (
            SELECT customer_id, \(fragment: sums(request))
            FROM (\(fragment: items(request, laterMovementsMax: laterMovementsMax))) AS item
            GROUP BY customer_id
        ) AS g
        JOIN ar_customer AS c ON c.id = g.customer_id
        ORDER BY g.total DESC, g.customer_id
        """
    }

    /// One row: the credit that is not applied.
    static func unappliedCredit(_ request: AgingRequest) -> Query {
        "SELECT ar_sum(open) FROM (\(fragment: items(request))) AS item WHERE amount < 0"
    }

    /// The control account's balance, from the journal alone.
    ///
    /// - Parameter isWhole: whether all customers are seen; null otherwise, for the journal has no
    ///   balance of some of them.
    package static func controlBalance(_ request: AgingRequest, isWhole: Bool = true) -> Query {
        guard isWhole else { return "SELECT NULL::bigint" }
        let amount: Query = request.isInBase ? "base_amount" : "amount"
        var only: Query = ""
        if case .only(let currency) = request.currency {
            only = " AND currency = \(currency.code)"
        }
        if let knownAt = request.knownAt {
            return """
                SELECT coalesce(sum(\(fragment: amount)), 0)::bigint FROM journal_line
                WHERE account_id = 1 AND entry_on <= \(request.asOf)
                    AND recorded_at <= \(knownAt)\(fragment: only)
                """
        }
        return """
            SELECT coalesce(sum(\(fragment: amount)), 0)::bigint FROM (
                SELECT * FROM ledger_balance UNION ALL
                SELECT account_id, currency, entry_on, amount, base_amount FROM ledger_delta
            ) AS b
            WHERE account_id = 1 AND entry_on <= \(request.asOf)\(fragment: only)
            """
    }

    /// The currencies that the control account has known, by code.
    static let currencies: Query = """
        SELECT DISTINCT currency FROM (SELECT currency FROM ledger_balance WHERE account_id = 1
            UNION ALL SELECT currency FROM ledger_delta WHERE account_id = 1) AS b
        ORDER BY currency
        """

    /// How many documents count from a day after the one asked for only because their file did
    /// not say when they happened.
    package static func assumedLater(_ request: AgingRequest) -> Query {
        """
        SELECT count(*), count(*) FILTER (WHERE kind = 5) FROM ar_document
        WHERE date_assumed AND status <> 2 AND document_on > \(request.asOf)
        """
    }

    /// Of the sums of what is more than 0 and more than each limit past due.
    static let sumNames = (0...AgingLimits.countMax).compactMap { try? Identifier("over_\($0)") }

    /// Those of a request.
    static func names(_ request: AgingRequest) -> ArraySlice<Identifier> {
        sumNames.prefix(request.limits.bucketCount - 1)
    }

    /// The total, what is unapplied, then for 0 and each limit the sum of what is more than so
    /// many days past due.
    static func sums(_ request: AgingRequest) -> Query {
        var sums: Query = "ar_sum(open) AS total, \(fragment: unapplied(request)) AS unapplied"
        for (days, name) in zip([0] + request.limits.days, names(request)) {
            sums +=
                """
                , ar_sum(\(fragment: debit(request))) FILTER (
                    WHERE aged_on < \(request.asOf) - \(Int32(days))) AS \(identifier: name)
                """
        }
        return sums
    }

    /// The rows of a request's window.
    static func window(_ request: AgingRequest) -> Query {
        guard let rows = request.window else { return "" }
        return " LIMIT \(Int64(rows.count)) OFFSET \(Int64(rows.lowerBound))"
    }

    static func agedOn(_ request: AgingRequest) -> Query {
        request.basis == .due ? "due_on" : "document_on"
    }

    static func value(_ request: AgingRequest) -> Query {
        request.isInBase ? "base_amount" : "amount"
    }

    static func filter(_ request: AgingRequest) -> Query {
        var filter: Query = ""
        if case .only(let currency) = request.currency {
            filter += " AND currency = \(currency.code)"
        }
        if let customer = request.customer {
            filter += " AND customer_id = \(customer)"
        }
        return filter
    }

    static func debit(_ request: AgingRequest) -> Query {
        request.unapplied == .netted ? "open" : "CASE WHEN amount < 0 THEN 0 ELSE open END"
    }

    private static func unapplied(_ request: AgingRequest) -> Query {
        request.unapplied == .netted
            ? "0::bigint" : "ar_sum(open) FILTER (WHERE amount < 0)"
    }
}

extension AgingRequest {
    var isInBase: Bool { currency == .base }
}
