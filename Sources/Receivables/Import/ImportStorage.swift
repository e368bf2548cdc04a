import Kernel
import PostgresClient

/// The statements of an import, in the order in which they run; most call one function of the
/// tenant's schema.
enum ImportStorage {
    /// For this transaction: it may take as long as the file needs and wait its turn, and sorts
    /// a file of millions of rows.
    static let settings: [Query] = [
        "SET LOCAL statement_timeout = 0",
        "SET LOCAL lock_timeout = 0",
        "SET LOCAL work_mem = '256MB'",
    ]

    static let begin: Query = "SELECT ar_import_begin()"
    /// What happens is told at the end, by sets.
    static let quiet: Query = "SELECT ar_event_import_begin()"

    static func tell(_ id: Int64) -> Query { "SELECT ar_event_import(\(id))" }

    /// First: a customer of whom every row is rejected is not created.
    static let rates: Query = "SELECT ar_import_rates()"
    static let customers: Query = "SELECT ar_import_customers()"

    static let restate: Query = "SELECT ar_import_restate()"

    static func keepRestated(_ id: Int64) -> Query { "SELECT ar_import_keep_restated(\(id))" }

    // MARK: Lists that say what is open, and aging lists

    /// One line for each document, whose items have lines of their own.
    static func merge(_ items: ImportItems) -> Query {
        "SELECT ar_import_merge(\(items == .summed))"
    }

    /// Documents of which a line was rejected.
    static func incomplete(_ items: [ImportRejectedItem]) -> Query {
        """
        SELECT ar_import_incomplete(\(items.map(\.customer)), \(items.map(\.number)),
            \(items.map(\.line)))
        """
    }

    static let mergedAmounts: Query =
        "SELECT line, amount, decimals FROM ar_import_merged_amounts()"

    static let number: Query = "SELECT ar_import_number()"
    static let sumEntries: Query = "SELECT ar_import_sum_entries()"
    static let sumBuckets: Query = "SELECT ar_import_sum_buckets()"
    static let wholeReceipts: Query = "SELECT ar_import_whole()"
    static func remember(_ id: Int64) -> Query { "SELECT ar_import_remember(\(id))" }
    static func keepScope(_ id: Int64) -> Query { "SELECT ar_import_keep_scope(\(id))" }
    static let takeBack: Query = "SELECT ar_import_take_back()"
    static let correct: Query = "SELECT ar_import_correct()"
    static let balances: Query = "SELECT ar_import_balances()"
    static let assume: Query = "SELECT ar_import_assume()"

    static func compareOnly(_ form: ImportForm) -> Query {
        "SELECT ar_import_compare(\(form.rawValue))"
    }

    static func applications(_ form: ImportForm) -> Query {
        "SELECT ar_import_applications(\(form.rawValue))"
    }

    static func missing(_ day: LocalDate, closes: Bool) -> Query {
        "SELECT ar_import_missing(\(day), \(closes))"
    }

    static func estimates(_ day: LocalDate, isComplete: Bool) -> Query {
        "SELECT ar_import_estimates(\(day), \(isComplete))"
    }

    static func replaceEstimates(_ day: LocalDate, isComplete: Bool) -> Query {
        "SELECT ar_import_replace_estimates(\(day), \(isComplete))"
    }

    static let besideEstimates: Query = "SELECT ar_import_beside_estimates()"

    /// Of documents that a few mended lines do not name there is nothing to say.
    static let forgetOthers: Query =
        "DELETE FROM import_warning WHERE code IN ('estimates_stand', 'not_listed')"

    static func keepBalances(_ id: Int64) -> Query { "SELECT ar_import_keep_balances(\(id))" }

    static func snapshot(_ id: Int64, _ day: LocalDate, byDocument: Bool) -> Query {
        "SELECT ar_import_snapshot(\(id), \(day), \(byDocument))"
    }

    static func differences(_ id: Int64) -> Query {
        "SELECT count(*) FROM ar_aging_differences(\(id))"
    }

    static let countStated: Query = """
        SELECT new_count, changed_count, unchanged_count, amount_total::bigint,
            open_total::bigint
        FROM ar_import_count_stated()
        """

    static let countBuckets: Query = """
        SELECT new_count, changed_count, unchanged_count, amount_total::bigint,
            open_total::bigint
        FROM ar_import_count_buckets()
        """

    // MARK: Customers

    static let customersBegin: Query = "SELECT ar_import_customers_begin()"
    static let copyCustomers: Query = """
        COPY import_customer (line, code, name, grouping, terms, currency, contact, email, phone)
        FROM STDIN (FORMAT binary)
        """
    static let customersStore: Query = """
        SELECT customer_count, contact_count, new_count, changed_count, unchanged_count
        FROM ar_import_customers_store()
        """

    // MARK: Rejects and mappings

    /// As `rejects`, without what a person does not need for mending.
    static func rejectedLines(_ countMax: Int) -> Query {
        """
        SELECT line, code, detail, value FROM import_reject WHERE line > 0
        ORDER BY line LIMIT \(Int64(countMax))
        """
    }

    static let mappings: Query = """
        SELECT shape, headers, fields FROM ar_import_mapping ORDER BY recorded_at DESC LIMIT 1000
        """

    static func remember(
        _ shape: String, _ map: [(header: String, field: String)], by actor: String
    ) -> Query {
        """
        INSERT INTO ar_import_mapping (shape, recorded_at, actor, headers, fields)
        VALUES (\(shape), ar_recorded_at(), \(actor), \(map.map(\.header)), \(map.map(\.field)))
        ON CONFLICT (shape) DO UPDATE SET recorded_at = excluded.recorded_at,
            actor = excluded.actor, headers = excluded.headers, fields = excluded.fields
        """
    }

    static let arrived: Query = "SELECT ar_import_arrived()"

    static func insert(_ id: Int64) -> Query { "SELECT ar_import_insert(\(id))" }
    static func entries(_ id: Int64) -> Query { "SELECT ar_import_post(\(id))" }
    static func openItems(_ id: Int64) -> Query { "SELECT ar_import_open(\(id))" }
    static func settle(_ id: Int64) -> Query { "SELECT ar_import_settle(\(id))" }
    static func journal(_ id: Int64) -> Query { "SELECT ar_import_journal(\(id))" }
    static let requests: Query = "SELECT ar_import_request()"
    static let allocate: Query = "SELECT ar_import_allocate()"
    static func fold(_ id: Int64) -> Query { "SELECT ar_fold_import(\(id), 0)" }

    static func counts(_ form: ImportForm) -> Query {
        """
        SELECT new_count, changed_count, unchanged_count, amount_total::bigint,
            open_total::bigint
        FROM ar_import_count(\(form.rawValue))
        """
    }

    static let unapplied: Query = "SELECT ar_import_unapplied()::bigint"

    /// Lines below 0 are documents that the file does not name.
    static let rejects: Query = """
        SELECT line, field, value, code, detail, count(*) OVER () FROM import_reject
        WHERE line > 0
        ORDER BY line LIMIT \(ImportReport.rejectsMax)
        """

    static let warnings: Query = """
        SELECT code, line, subject, object, amount, currency, count(*) OVER ()
        FROM import_warning ORDER BY line, subject LIMIT \(ImportWarnings.textsMax)
        """

    // MARK: The direct way

    /// All customers are the file's, unless there were some without documents.
    static let alikeAmongAll: Query = """
        INSERT INTO import_warning (line, code, subject, object)
        SELECT 0, 'alike', min(code), max(code) FROM ar_customer
        GROUP BY lower(code) HAVING count(*) > 1
        """

    static let isFirst: Query = "SELECT NOT EXISTS (SELECT FROM ar_document)"
    static let savepoint: Query = "SAVEPOINT import_direct"
    static let rollback: Query = "ROLLBACK TO SAVEPOINT import_direct"
    static let recordedAt: Query = "SELECT ar_recorded_at()"

    /// Creates the customers that are missing.
    static func addCustomers(_ codes: [String]) -> Query {
        """
        INSERT INTO ar_customer (code, name)
        SELECT code, code FROM unnest(\(codes)::text[]) AS n (code)
        WHERE NOT EXISTS (SELECT FROM ar_customer AS c WHERE c.code = n.code)
        ORDER BY code
        ON CONFLICT (code) DO NOTHING
        """
    }

    /// One array of ids in the order of the codes.
    static func customerIDs(_ codes: [String]) -> Query {
        """
        SELECT array_agg(c.id ORDER BY n.no)
        FROM unnest(\(codes)::text[]) WITH ORDINALITY AS n (code, no)
        JOIN ar_customer AS c ON c.code = n.code
        """
    }

    /// One array of so many new ids, ascending.
    static func documentIDs(_ count: Int) -> Query {
        "SELECT array_agg(nextval('ar_document_id')) FROM generate_series(1, \(Int64(count)))"
    }

    static let copyDocuments: Query = """
        COPY ar_document (id, customer_id, amount, base_amount, recorded_at, import_id,
            document_on, due_on, kind, status, disputed, currency, number)
        FROM STDIN (FORMAT binary)
        """

    static let copyEntries: Query = """
        COPY ar_entry (document_id, customer_id, recorded_at, amount, base_amount, document_on,
            due_on, effective_on, instalment, kind, currency) FROM STDIN (FORMAT binary)
        """

    static let copyOpenItems: Query = """
        COPY ar_open_item (document_id, customer_id, amount, base_amount, due_on, document_on,
            from_on, instalment, documents, currency) FROM STDIN (FORMAT binary)
        """

    static func markSettled(_ documents: [Int64]) -> Query {
        "SELECT ar_mark_settled(\(documents))"
    }

    /// Journal entries of one kind of document in the tenant's own currency.
    static func transfer(
        _ kind: DocumentKind, _ currency: String, _ dates: [Int32], _ documents: [Int64],
        _ amounts: [Int64]
    ) -> Query {
        """
        SELECT ledger_transfer_alike(\(kind.rawValue), 1, ar_contra_account(\(kind.rawValue)),
            \(currency), \(PostgresValue.dateArray(dates)), \(documents), \(amounts), \(amounts))
        """
    }

    static func customerCount(_ id: Int64) -> Query {
        """
        SELECT count(*) FROM (
            SELECT DISTINCT customer_id FROM ar_document WHERE import_id = \(id)) AS c
        """
    }
}
