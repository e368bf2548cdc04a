import Kernel
import PostgresClient

/// The SQL of the list of customers.
enum CustomerListStorage {
    /// Columns: id, code, name, balance, overdue, open invoices; then, the same in every row, how
    /// many there are in all and what they owe.
    static func page(_ request: CustomerListRequest) -> Query {
        let size = Int64(CustomerListRequest.pageSize)
        return "\(fragment: all(request)) LIMIT \(size) OFFSET \(Int64(request.page - 1) * size)"
    }

    /// The same of all pages.
    static func all(_ request: CustomerListRequest) -> Query {
        """
        SELECT id, code, name, balance, overdue, documents, count(*) OVER (),
            (sum(balance) OVER ())::bigint, (sum(overdue) OVER ())::bigint
        FROM (\(fragment: customers(request))) AS c
        \(fragment: filter(request))
        ORDER BY \(fragment: order(request)), id
        """
    }

    /// How many customers there are, found or not: none or some.
    static var exists: Query { "SELECT EXISTS (SELECT FROM ar_customer)" }

    private static func customers(_ request: CustomerListRequest) -> Query {
        """
        SELECT k.id, k.code, k.name,
            coalesce(s.outstanding, 0) + coalesce(x.outstanding, 0) AS balance,
            coalesce(s.overdue, 0) + coalesce(x.overdue, 0) AS overdue,
            (coalesce(s.documents, 0) + coalesce(x.documents, 0))::bigint AS documents,
            coalesce(s.items, 0) + coalesce(x.items, 0) AS items
        FROM ar_customer AS k
        LEFT JOIN ar_summary AS s ON s.customer_id = k.id
        LEFT JOIN (\(fragment: SummaryStorage.changes(request.asOf))) AS x ON x.customer_id = k.id
        """
    }

    private static func filter(_ request: CustomerListRequest) -> Query {
        var filter: Query = "WHERE true"
        let terms = SearchTerms(request.search)
        if !terms.isEmpty {
            filter += " AND \(fragment: SearchStorage.matches(terms, "name || ' ' || code"))"
        }
        switch request.choice {
        case .all: break
        case .open: filter += " AND items > 0"
        case .overdue: filter += " AND overdue > 0"
        }
        return filter
    }

    private static func order(_ request: CustomerListRequest) -> Query {
        switch (request.sort, request.order) {
        case (.name, .ascending): "lower(name), name"
        case (.name, .descending): "lower(name) DESC, name DESC"
        case (.balance, .ascending): "balance"
        case (.balance, .descending): "balance DESC"
        case (.overdue, .ascending): "overdue"
        case (.overdue, .descending): "overdue DESC"
        }
    }
}
