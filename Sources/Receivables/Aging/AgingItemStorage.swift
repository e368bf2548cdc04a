import Kernel
import PostgresClient

/// The SQL of reports by invoice: a row an open item.
enum AgingItemStorage {
    /// Columns: document_id, name, number, kind, instalment, document_on, due_on, aged_on, amount,
    /// open, customer_id; those of the window, in order.
    static func byInvoice(
        _ request: AgingRequest, laterMovementsMax: Int64 = AgingStorage.laterMovementsMax
    ) -> Query {
        // Names and documents are looked up for the rows that are left, where they do not decide
        // which those are.
        let sort = request.effectiveSort
        let order = key(request)
        let needsNames = sort.column == .customer || request.search != nil
        let names: Query =
            needsNames ? " JOIN ar_customer AS c ON c.id = item.customer_id" : ""
        let numbers: Query =
            sort.column == .document ? " JOIN ar_document AS d ON d.id = item.document_id" : ""
        let matching = request.search.map { Query(" WHERE ") + AgingPageStorage.matches($0) } ?? ""
        return """
            SELECT item.document_id, c.name, d.number, d.kind, item.instalment,
                item.document_on, item.due_on, item.aged_on, item.amount, item.open,
                item.customer_id
            FROM (
                SELECT item.*
                FROM (\(fragment: AgingStorage.items(
                    request, laterMovementsMax: laterMovementsMax))) AS item\(
                    fragment: names)\(fragment: numbers)\(fragment: matching)
                ORDER BY \(fragment: order)\(fragment: AgingStorage.window(request))
            ) AS item
            JOIN ar_customer AS c ON c.id = item.customer_id
            JOIN ar_document AS d ON d.id = item.document_id
            ORDER BY \(fragment: order)
            """
    }

    /// One row, as of a customer that has all items; then how many items there are. Of a search
    /// only those that it finds.
    static func totals(
        _ request: AgingRequest, matching search: String? = nil,
        laterMovementsMax: Int64 = AgingStorage.laterMovementsMax
    ) -> Query {
        let found: Query =
            search.map {
                " JOIN ar_customer AS c ON c.id = item.customer_id WHERE "
                    + AgingPageStorage.matches($0)
            } ?? ""
        return """
            SELECT 0::bigint, \(fragment: AgingStorage.sums(request)), ''::text, count(*)
            FROM (\(fragment: AgingStorage.items(
                request, laterMovementsMax: laterMovementsMax))) AS item\(fragment: found)
            """
    }

    /// Where the last row of a document stands among the rows in their usual order, from 1; null
    /// when it is not there.
    static func place(
        of document: Int64, _ request: AgingRequest,
        laterMovementsMax: Int64 = AgingStorage.laterMovementsMax
    ) -> Query {
        """
        SELECT max(place) FROM (
            SELECT item.document_id,
                row_number() OVER (ORDER BY \(fragment: key(request))) AS place
            FROM (\(fragment: AgingStorage.items(
                request, laterMovementsMax: laterMovementsMax))) AS item
            JOIN ar_customer AS c ON c.id = item.customer_id
            JOIN ar_document AS d ON d.id = item.document_id
        ) AS row
        WHERE document_id = \(document)
        """
    }

    /// The order of the rows. What is equal stands by due date, document and instalment; an item
    /// that a correction has given other dates is another one.
    private static func key(_ request: AgingRequest) -> Query {
        let sort = request.effectiveSort
        let direction: Query = sort.isDescending ? " DESC" : ""
        let last: Query =
            "item.due_on, item.document_id, item.instalment, item.document_on"
        let debit: Query =
            request.unapplied == .netted
            ? "item.open" : "CASE WHEN item.amount < 0 THEN 0 ELSE item.open END"
        let value: Query =
            switch sort.column {
            case .document: "d.number"
            case .documentDate: "item.document_on"
            case .dueDate: "item.due_on"
            case .daysPastDue: "\(request.asOf) - item.aged_on"
            case .bucket(let bucket):
                """
                CASE WHEN \(fragment: lies(in: bucket, request)) THEN \(fragment: debit) ELSE 0 END
                """
            case .unapplied: "CASE WHEN item.amount < 0 THEN item.open ELSE 0 END"
            case .total: "item.open"
            case .customer, .before, .change:
                "lower(c.name)\(fragment: direction), c.name\(fragment: direction), c.id"
            }
        if sort.column == .customer { return "\(fragment: value), \(fragment: last)" }
        return "\(fragment: value)\(fragment: direction), \(fragment: last)"
    }

    /// Whether an item's age is that of a bucket.
    private static func lies(in bucket: Int, _ request: AgingRequest) -> Query {
        let days = [0] + request.limits.days
        let isOver: Query =
            bucket == 0 ? "true" : "item.aged_on < \(request.asOf) - \(Int32(days[bucket - 1]))"
        guard bucket < days.count else { return isOver }
        return "\(fragment: isOver) AND item.aged_on >= \(request.asOf) - \(Int32(days[bucket]))"
    }
}
