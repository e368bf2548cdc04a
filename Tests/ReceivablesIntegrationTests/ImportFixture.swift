import BooksTestSupport
import Glibc
import Kernel
import PostgresClient
import Receivables
import Tenancy

/// Imports texts as files, and looks at what came of them.
extension Books {
    var importer: ImportService { ImportService(database: database) }

    /// Imports a text as a file.
    @discardableResult
    func importing(
        _ text: String, as form: ImportForm = .automatic, dryRun: Bool = false,
        strict: Bool = false, map: [String: String] = [:]
    ) async throws -> ImportReport {
        try await importing(
            bytes: Array(text.utf8), as: form, dryRun: dryRun, strict: strict, map: map)
    }

    @discardableResult
    func importing(
        bytes: [UInt8], as form: ImportForm = .automatic, dryRun: Bool = false,
        strict: Bool = false, map: [String: String] = [:]
    ) async throws -> ImportReport {
        let file = try ImportFixture(bytes)
        defer { file.close() }
        return try await importer.run(
            scope,
            ImportRequest(
                origin: .descriptor(file.descriptor), displayName: "test.csv", form: form,
                isDryRun: dryRun, isStrict: strict, columnMap: map))
    }

    /// One number of a statement in the tenant's schema.
    func number(_ query: Query) async throws -> Int64 {
        try await database.read(scope, query).single().int64(0)
    }

    func documentCount() async throws -> Int64 {
        try await number("SELECT count(*) FROM ar_document")
    }

    /// What is open of a customer's document now, in minor units of its currency.
    func open(_ customer: String, _ number: String, kind: DocumentKind = .invoice) async throws
        -> Int64
    {
        try await self.number(
            """
            SELECT coalesce(sum(o.amount), 0)::bigint
            FROM ar_document AS d JOIN ar_customer AS c ON c.id = d.customer_id
            LEFT JOIN ar_open_item AS o ON o.document_id = d.id
            WHERE c.code = \(customer) AND d.number = \(number) AND d.kind = \(kind.rawValue)
            """)
    }

    /// All that the tenant's books hold, as text, without what differs from run to run.
    func contents() async throws -> [String] {
        let rows = try await database.read(
            scope,
            """
            SELECT concat_ws('|', 'document', c.code, d.kind, d.number, d.document_on, d.due_on,
                d.currency, d.amount, d.base_amount, d.status, d.disputed) AS line
            FROM ar_document AS d JOIN ar_customer AS c ON c.id = d.customer_id
            UNION ALL
            SELECT concat_ws('|', 'open', c.code, d.kind, d.number, i.amount, i.base_amount,
                i.due_on, i.document_on, i.from_on, i.documents)
            FROM ar_open_item AS i JOIN ar_document AS d ON d.id = i.document_id
            JOIN ar_customer AS c ON c.id = i.customer_id
            UNION ALL
            SELECT concat_ws('|', 'past', c.code, d.kind, d.number, i.amount, i.base_amount,
                i.due_on, i.document_on, i.from_on, i.to_on, i.documents)
            FROM ar_past_item AS i JOIN ar_document AS d ON d.id = i.document_id
            JOIN ar_customer AS c ON c.id = i.customer_id
            UNION ALL
            SELECT concat_ws('|', 'journal', account_id, currency, entry_on, sum(amount),
                sum(base_amount))
            FROM journal_line GROUP BY account_id, currency, entry_on
            HAVING sum(amount) <> 0 OR sum(base_amount) <> 0
            ORDER BY 1
            """)
        return try rows.map { try $0.string(0) }
    }

    /// Rebuilds the derived steps of every document from the ledger.
    func refreshAll() async throws {
        _ = try await database.write(
            scope, ["SELECT ar_refresh(ARRAY(SELECT id FROM ar_document))"])
    }
}

/// A file without a name that holds some bytes.
struct ImportFixture {
    let descriptor: Int32

    init(_ bytes: [UInt8]) throws {
        var path = Array("/tmp/countinghouse-test-XXXXXX".utf8CString)
        descriptor = mkstemp(&path)
        guard descriptor >= 0 else { throw PostgresError.unreadableFile }
        unlink(path)
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                write(
                    descriptor, buffer.baseAddress?.advanced(by: written), bytes.count - written)
            }
            guard count > 0 else { throw PostgresError.unreadableFile }
            written += count
        }
        lseek(descriptor, 0, SEEK_SET)
    }

    func close() { Glibc.close(descriptor) }
}
