import Kernel
import PostgresClient

/// The SQL of lists of documents.
///
/// Columns: id, kind, number, customer's id and name, document_on, due_on, oldest open due_on,
/// currency, amount, open, base amount, base currency, status, disputed, reference, import's id,
/// recorded_at; of a refund the credit's id and how much of it that paid.
enum DocumentRegisterStorage {
    static func list(_ question: RegisterQuestion) -> Query {
        if question.readsOpenItems { return openItems(question) }
        return question.status == .settled ? settled(question) : documents(question)
    }

    /// In the order of their ids.
    static func entries(_ ids: [DocumentID]) -> Query {
        described("SELECT * FROM ar_document WHERE id = ANY (\(ids.map(\.rawValue)))", "d.id")
    }

    /// The document that this session posted last. The database asks a sequence anew for each row
    /// unless it is asked in a question of its own, and then no index helps.
    static let posted: Query = "(SELECT currval('ar_document_id'))"

    /// - Parameter id: of the document, as an expression.
    static func one(_ id: Query, _ kind: DocumentKind) -> Query {
        described(
            "SELECT * FROM ar_document WHERE id = \(fragment: id) AND kind = \(kind.rawValue)",
            "d.id")
    }

    /// Columns: number, due_on, amount, open.
    static func instalments(_ id: Query) -> Query {
        """
        SELECT i.no::bigint, i.due_on, i.amount, coalesce((SELECT sum(o.amount)::bigint
            FROM ar_open_item AS o WHERE o.document_id = i.document_id AND o.instalment = i.no), 0)
        FROM ar_instalment AS i WHERE i.document_id = \(fragment: id) ORDER BY i.no
        """
    }

    /// The same of several documents, with each one's id behind.
    static func instalments(of ids: [DocumentID]) -> Query {
        """
        SELECT i.no::bigint, i.due_on, i.amount, coalesce((SELECT sum(o.amount)::bigint
            FROM ar_open_item AS o WHERE o.document_id = i.document_id AND o.instalment = i.no), 0),
            i.document_id
        FROM ar_instalment AS i WHERE i.document_id = ANY (\(ids.map(\.rawValue)))
        ORDER BY i.document_id, i.no
        """
    }

    /// Columns: description, quantity, unit price, amount.
    static func lines(_ id: DocumentID) -> Query {
        """
        SELECT description, quantity::text, unit_price::text, amount
        FROM ar_invoice_line WHERE document_id = \(id) ORDER BY line_no
        """
    }

    /// The documents of a statement with what is said of each.
    private static func described(_ documents: Query, _ order: Query) -> Query {
        """
        SELECT d.id, d.kind, d.number, d.customer_id, c.name, d.document_on, d.due_on,
            o.due_on, d.currency, d.amount, coalesce(o.open, 0), d.base_amount, s.base_currency,
            d.status, d.disputed, d.reference, d.import_id, d.recorded_at, r.credit_id, r.amount
        FROM (\(fragment: documents)) AS d
        JOIN ar_customer AS c ON c.id = d.customer_id
        CROSS JOIN ar_setting AS s
        LEFT JOIN LATERAL (
            SELECT sum(amount)::bigint AS open, min(due_on) AS due_on
            FROM ar_open_item WHERE document_id = d.id AND amount <> 0
        ) AS o ON true
        LEFT JOIN LATERAL (
            -- What was set against it when it was posted; others may have come later.
            SELECT other_id AS credit_id, -amount AS amount FROM ar_entry
            WHERE d.kind = 4 AND document_id = d.id AND kind = 10 AND cause = 0 AND amount < 0
                AND recorded_at = d.recorded_at
            ORDER BY id LIMIT 1
        ) AS r ON true
        ORDER BY \(fragment: order)
        """
    }

    private static func documents(_ question: RegisterQuestion) -> Query {
        var filter: Query = "kind = \(question.kind.rawValue)"
        if let customer = question.customer { filter += " AND customer_id = \(customer)" }
        if let number = question.number { filter += " AND number = \(number)" }
        if let importID = question.importID { filter += " AND import_id = \(importID)" }
        if let from = question.dateFrom { filter += " AND document_on >= \(from)" }
        if let to = question.dateTo { filter += " AND document_on <= \(to)" }
        if let from = question.dueFrom { filter += " AND due_on >= \(from)" }
        if let to = question.dueTo { filter += " AND due_on <= \(to)" }
        switch question.status {
        case nil: break
        case .void: filter += " AND status = 2"
        case .settled: break  // They have a table of their own.
        case .overdue:
            filter += """
                 AND status = 1 AND EXISTS (SELECT FROM ar_open_item AS i
                    WHERE i.document_id = ar_document.id AND i.amount > 0
                        AND i.due_on < \(question.today))
                """
        case .open:
            // Of credits few are open: they are found first, by the index on them. What else is
            // listed here is owed to us, as invoices are, and there is little of it.
            filter +=
                question.sign < 0
                ? " AND id IN (SELECT document_id FROM ar_open_item WHERE amount < 0)"
                : """
                 AND status = 1 AND EXISTS (SELECT FROM ar_open_item AS i
                    WHERE i.document_id = ar_document.id AND i.amount <> 0)
                """
        }
        let column: Query =
            switch question.effectiveSort {
            case .id: "id"
            case .date: "document_on"
            case .dueDate: "due_on"
            case .amount: "amount"
            }
        return page(question, "SELECT * FROM ar_document WHERE \(fragment: filter)", column, "id")
    }

    private static func settled(_ question: RegisterQuestion) -> Query {
        var filter: Query = "s.kind = \(question.kind.rawValue)"
        if let from = question.dateFrom { filter += " AND s.document_on >= \(from)" }
        if let to = question.dateTo { filter += " AND s.document_on <= \(to)" }
        if let from = question.dueFrom { filter += " AND s.due_on >= \(from)" }
        if let to = question.dueTo { filter += " AND s.due_on <= \(to)" }
        if let customer = question.customer { filter += " AND s.customer_id = \(customer)" }
        if let number = question.number { filter += " AND d.number = \(number)" }
        if let importID = question.importID { filter += " AND d.import_id = \(importID)" }
        let column: Query =
            switch question.effectiveSort {
            case .id: "s.document_id"
            case .date: "s.document_on"
            case .dueDate: "s.due_on"
            case .amount: "s.amount"
            }
        let found: Query = """
            SELECT d.* FROM ar_settled_document AS s
            JOIN ar_document AS d ON d.id = s.document_id AND d.kind = s.kind
            WHERE \(fragment: filter)
            """
        return page(question, found, column, "s.document_id")
    }

    private static func openItems(_ question: RegisterQuestion) -> Query {
        var filter: Query = "i.documents = 1"
        if question.status == .overdue { filter += " AND i.due_on < \(question.today)" }
        if let customer = question.customer { filter += " AND i.customer_id = \(customer)" }
        if let from = question.dateFrom { filter += " AND i.document_on >= \(from)" }
        if let to = question.dateTo { filter += " AND i.document_on <= \(to)" }
        if let from = question.dueFrom { filter += " AND i.due_on >= \(from)" }
        if let to = question.dueTo { filter += " AND i.due_on <= \(to)" }
        if let number = question.number { filter += " AND d.number = \(number)" }
        if let importID = question.importID { filter += " AND d.import_id = \(importID)" }
        let column: Query = question.effectiveSort == .date ? "i.document_on" : "i.due_on"
        let found: Query = """
            SELECT d.*, i.due_on AS item_due_on FROM ar_open_item AS i
            JOIN ar_document AS d ON d.id = i.document_id WHERE \(fragment: filter)
            """
        return page(question, found, column, "i.document_id", isOfItems: true)
    }

    /// One row more than the page holds, so that it is known whether there is another page.
    private static func page(
        _ question: RegisterQuestion, _ found: Query, _ column: Query, _ id: Query,
        isOfItems: Bool = false
    ) -> Query {
        let isDescending = question.isDescendingInTable
        let direction: Query = isDescending ? " DESC" : ""
        var inner = found
        if let after = question.after {
            let than: Query = isDescending ? "<" : ">"
            inner +=
                " AND (\(fragment: column), \(fragment: id)) \(fragment: than) (\(fragment: key(question, after)), \(after.id))"
        }
        inner += """
             ORDER BY \(fragment: column)\(fragment: direction), \(fragment: id)\(fragment: direction)
            LIMIT \(Int64(question.limit + 1))
            """
        let outer: Query =
            switch question.effectiveSort {
            case .id: "d.id"
            case .date: "d.document_on"
            case .dueDate: isOfItems ? "d.item_due_on" : "d.due_on"
            case .amount: "d.amount"
            }
        return described(
            inner, "\(fragment: outer)\(fragment: direction), d.id\(fragment: direction)")
    }

    private static func key(_ question: RegisterQuestion, _ after: DocumentCursor) -> Query {
        switch after.sort {
        case .id: "\(after.id)"
        case .date, .dueDate: "DATE '2000-01-01' + \(Int32(truncatingIfNeeded: after.key))"
        case .amount: "\(question.sign * after.key)"
        }
    }
}

extension RegisterQuestion {
    /// Credits stand in the table with a minus.
    var sign: Int64 { kind == .creditNote || kind == .receipt ? -1 : 1 }

    /// Whether the table is read backwards, where credits' amounts ascend.
    var isDescendingInTable: Bool {
        let isDescending = order == .descending
        return effectiveSort == .amount && sign < 0 ? !isDescending : isDescending
    }
}
