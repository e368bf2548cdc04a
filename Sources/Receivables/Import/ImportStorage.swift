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
    static let customers: Query = "SELECT ar_import_customers()"

    static func first(_ id: Int64) -> Query { "SELECT ar_import_first(\(id))" }

    static func firstTotal(_ id: Int64) -> Query {
        "SELECT coalesce(sum(amount), 0)::bigint FROM ar_document WHERE import_id = \(id)"
    }

    static func compare(_ form: ImportForm) -> [Query] {
        [
            "SELECT ar_import_rates()",
            "SELECT ar_import_compare(\(form.rawValue))",
            "SELECT ar_import_applications(\(form.rawValue))",
            "SELECT ar_import_take_back()",
            "SELECT ar_import_correct()",
        ]
    }

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

    static let rejects: Query = """
        SELECT line, field, value, code, detail, count(*) OVER () FROM import_reject
        ORDER BY line LIMIT \(ImportReport.rejectsMax)
        """

    static let warnings: Query = """
        SELECT code, line, subject, object, amount, currency, count(*) OVER ()
        FROM import_warning ORDER BY line, subject LIMIT \(ImportWarnings.textsMax)
        """
}
