import Kernel
import PostgresClient
import Receivables
import Tenancy

/// What the loader asks a tenant's books: which parts of the story they hold already.
enum DemoStorage {
    /// Columns: the day of the story's first rates, whether there is any customer, whether there
    /// is any document.
    static func marker(_ first: [DemoRate]) -> Query {
        """
        SELECT (
            SELECT min(valid_on) FROM (
                SELECT r.valid_on FROM ar_rate AS r
                JOIN unnest(\(first.map(\.currency.code)), \(first.map(\.rate.description)))
                    AS f (currency, rate) ON f.currency = r.currency AND f.rate::numeric = r.rate
                GROUP BY r.valid_on HAVING count(*) = \(first.count)
            ) AS day),
            EXISTS (SELECT FROM ar_customer), EXISTS (SELECT FROM ar_document)
        """
    }

    /// Columns: currency, first day of validity.
    static let rates: Query = "SELECT currency, valid_on FROM ar_rate"

    static let terms: Query = "SELECT name FROM ar_payment_terms"

    /// Columns: code, id.
    static func customers(_ codes: [String]) -> Query {
        "SELECT code, id FROM ar_customer WHERE code = ANY (\(codes))"
    }

    /// Columns: position in the arrays from 1, id, whether it is void.
    static func documents(
        customers: [CustomerID], kinds: [DocumentKind], numbers: [String]
    ) -> Query {
        """
        SELECT w.no, d.id, d.status = 2
        FROM unnest(\(customers.map(\.rawValue)), \(kinds.map(\.rawValue)), \(numbers))
            WITH ORDINALITY AS w (customer_id, kind, number, no)
        JOIN ar_document AS d USING (customer_id, kind, number)
        """
    }

    /// Every movement of a kind on the documents, taken back or not: what somebody undid in the
    /// meantime is not done again. Columns: document, other document or 0, day.
    static func movements(_ kind: MovementKind, of documents: [DocumentID]) -> Query {
        """
        SELECT DISTINCT document_id, coalesce(other_id, 0), effective_on FROM ar_entry
        WHERE document_id = ANY (\(documents.map(\.rawValue))) AND kind = \(kind.rawValue)
        """
    }

    /// Columns: document, what is open on it, whatever the sign.
    static func open(_ documents: [DocumentID]) -> Query {
        """
        SELECT document_id, abs(sum(amount))::bigint FROM ar_open_item
        WHERE document_id = ANY (\(documents.map(\.rawValue))) GROUP BY document_id
        """
    }

    /// The days at whose rates foreign items were valued.
    static let revaluations: Query = """
        SELECT DISTINCT effective_on FROM ar_entry
        WHERE kind = \(MovementKind.revaluation.rawValue)
        """
}
