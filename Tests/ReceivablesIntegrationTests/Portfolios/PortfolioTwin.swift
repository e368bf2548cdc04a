import BooksTestSupport
import PostgresClient
import Receivables
import Tenancy

/// A second tenant that has the customers of a portfolio and nobody else: what is a truth of
/// theirs is copied, what is derived is made anew from that.
enum PortfolioTwin {
    /// - Parameter portfolio: groups of the books' tenant.
    static func make(of books: Books, _ portfolio: Portfolio) async throws -> Books {
        let twin = try await books.installation.tenants.create(
            TenantSettings(
                name: TenantName("twin"), currency: Books.base, timeZone: books.tenant.timeZone))
        let (from, to) = (books.tenant.schema, twin.schema)
        let groups = portfolio.groups.sorted()
        try await books.installation.owner.transaction { connection in
            let customers: Query = """
                customer_id IN (SELECT id FROM \(identifier: from).ar_customer
                    WHERE group_id = ANY (\(groups)))
                """
            let documents: Query = """
                document_id IN (SELECT id FROM \(identifier: from).ar_document
                    WHERE \(fragment: customers))
                """
            let entries: Query = """
                IN (SELECT e.id FROM \(identifier: from).journal_entry AS e
                    JOIN \(identifier: from).ar_document AS d ON d.id = e.source_id
                    WHERE \(fragment: customers))
                """
            let tables: [(name: String, rows: Query)] = [
                ("ar_customer_group", "id = ANY (\(groups))"), ("ar_rate", "true"),
                ("ar_payment_terms", "true"), ("ar_customer", "group_id = ANY (\(groups))"),
                ("ar_contact", customers), ("ar_note", customers), ("ar_document", customers),
                ("ar_instalment", documents), ("ar_invoice_line", documents),
                ("ar_entry", customers), ("ar_write_off_reversal", documents),
                ("journal_entry", "id \(fragment: entries)"),
                ("journal_line", "entry_id \(fragment: entries)"),
            ]
            for table in tables {
                let name = try Identifier(table.name)
                let copy: Query = """
                    INSERT INTO \(identifier: to).\(identifier: name) OVERRIDING SYSTEM VALUE
                    SELECT * FROM \(identifier: from).\(identifier: name)
                    WHERE \(fragment: table.rows)
                    """
                try connection.execute(copy)
            }
            let derive: [Query] = [
                "SELECT set_config('search_path', \(to.name), true)",
                "SELECT ar_refresh(ARRAY(SELECT id FROM ar_document))",
                """
                INSERT INTO ledger_delta (account_id, currency, entry_on, amount, base_amount)
                SELECT account_id, currency, entry_on, amount, base_amount FROM journal_line
                """,
            ]
            for statement in derive { _ = try connection.query(statement) }
        }
        return Books(books.installation, tenant: twin)
    }
}
