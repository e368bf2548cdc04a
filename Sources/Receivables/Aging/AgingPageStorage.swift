import Kernel
package import PostgresClient

/// The SQL of reports by customer that are sorted, searched, compared or shown in pages.
///
/// Columns of a result: id, the sums of `AgingStorage.byCustomer`, before, name, part. The row of
/// part 0 adds up the whole report, its id is how many customers have a row; that of part 1 does
/// the same for those that a search has found; those of part 2 are the rows themselves, in order.
package enum AgingPageStorage {
    static let wholePart: Int32 = 0
    static let foundPart: Int32 = 1
    static let rowPart: Int32 = 2

    /// One aggregation of the open items, from which rows and totals are taken.
    package static func byCustomer(
        _ request: AgingRequest, laterMovementsMax: Int64 = AgingStorage.laterMovementsMax
    ) -> Query {
        let before: Query = request.comparedTo == nil ? "0::bigint" : "ar_sum(before)"
        var listed: Query = ""
        var found: Query = ""
        if let search = request.search {
            listed = """
                , listed AS MATERIALIZED (
                    SELECT whole.*, c.name FROM whole JOIN ar_customer AS c USING (id)
                    WHERE \(fragment: matches(search))
                )
                """
            found = """
                UNION ALL SELECT \(fragment: sums(request)), ''::text, \(foundPart) FROM listed
                """
        }
        return """
            WITH whole AS MATERIALIZED (
                SELECT customer_id AS id, \(fragment: AgingStorage.sums(request)),
                    \(fragment: before) AS before
                FROM (\(fragment: items(request, laterMovementsMax))) AS item
                GROUP BY customer_id
            )\(fragment: listed)
            SELECT * FROM (
                SELECT \(fragment: sums(request)), ''::text AS name, \(wholePart) AS part
                FROM whole
                \(fragment: found)
                UNION ALL SELECT page.*, \(rowPart) FROM (\(fragment: page(request))) AS page
            ) AS row
            ORDER BY part, \(fragment: key(request))
            """
    }

    /// Names are looked up for the rows that are left, where they do not decide which those are.
    private static func page(_ request: AgingRequest) -> Query {
        let order = key(request)
        let window = AgingStorage.window(request)
        if request.search != nil {
            return "SELECT * FROM listed ORDER BY \(fragment: order)\(fragment: window)"
        }
        if request.effectiveSort.column == .customer {
            return """
                SELECT whole.*, c.name FROM whole JOIN ar_customer AS c USING (id)
                ORDER BY \(fragment: order)\(fragment: window)
                """
        }
        return """
            SELECT first.*, c.name
            FROM (SELECT * FROM whole ORDER BY \(fragment: order)\(fragment: window)) AS first
            JOIN ar_customer AS c USING (id)
            """
    }

    /// The items of the report, and those of the day compared with as what was open before.
    private static func items(_ request: AgingRequest, _ laterMovementsMax: Int64) -> Query {
        let now = AgingStorage.items(request, laterMovementsMax: laterMovementsMax)
        guard let comparedTo = request.comparedTo else { return now }
        var then = request
        then.asOf = comparedTo
        return """
            SELECT customer_id, aged_on, amount, open, 0::bigint AS before
            FROM (\(fragment: now)) AS now
            UNION ALL
            SELECT customer_id, NULL, 0, 0, open
            FROM (\(fragment: AgingStorage.items(then, laterMovementsMax: laterMovementsMax)))
                AS earlier
            """
    }

    /// All rows of a report added up, in the columns of a row.
    private static func sums(_ request: AgingRequest) -> Query {
        var sums: Query = "count(*) AS id, ar_sum(total) AS total, ar_sum(unapplied) AS unapplied"
        for name in AgingStorage.names(request) {
            sums += ", ar_sum(\(identifier: name)) AS \(identifier: name)"
        }
        return sums + ", ar_sum(before) AS before"
    }

    /// What a search looks for, whatever its case.
    static func matches(_ search: String) -> Query {
        """
        (strpos(ar_folded(c.name), ar_folded(\(search))) > 0
            OR strpos(ar_folded(c.code), ar_folded(\(search))) > 0)
        """
    }

    /// The order of the rows; equal ones stand in the order of their ids.
    private static func key(_ request: AgingRequest) -> Query {
        let sort = request.effectiveSort
        let value: Query =
            switch sort.column {
            case .customer:
                sort.isDescending ? "lower(name) DESC, name" : "lower(name), name"
            case .bucket(let bucket): amount(inBucket: bucket, of: request)
            case .unapplied: "unapplied"
            case .before: "before"
            case .change: "total - before"
            default: "total"
            }
        return value + (sort.isDescending ? " DESC, id" : ", id")
    }

    /// A bucket is the difference of two sums that stand next to each other.
    private static func amount(inBucket bucket: Int, of request: AgingRequest) -> Query {
        let names = Array(AgingStorage.names(request))
        let reached: Query =
            bucket == 0 ? "total - unapplied" : "\(identifier: names[bucket - 1])"
        guard bucket < names.count else { return reached }
        return "\(fragment: reached) - \(identifier: names[bucket])"
    }
}
