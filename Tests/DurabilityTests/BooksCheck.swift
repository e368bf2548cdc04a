import App
import Kernel
import PostgresClient
import Receivables
import Tenancy

/// Looks into the books of a tenant, through the program's own services and with statements of
/// its own. Every question is one statement: it sees one moment, whoever posts meanwhile.
struct BooksCheck {
    /// A posted document as the tables have it.
    private struct Posted {
        let amount: Int64
        let allocated: Int64
        let allocations: Int64
    }

    private let services: Services
    private let scope: Scope
    private let database: TenantDatabase

    /// Opens the database for the body, as a client of its own.
    ///
    /// - Parameter tenant: nil takes the only one there is.
    static func use<R: Sendable>(
        _ place: DurabilityPlace, tenant name: String? = nil,
        _ body: (BooksCheck) async throws -> R
    ) async throws -> R {
        let opened = try await Database.open(try place.configuration())
        let result: Result<R, any Error>
        do {
            let services = Services(opened)
            let tenant = try await services.directory.resolve(name)
            let check = BooksCheck(
                services: services, scope: .unrestricted(tenant, actor: .system),
                database: TenantDatabase(pool: opened.pool))
            result = .success(try await body(check))
        } catch { result = .failure(error) }
        try await opened.close()
        return try result.get()
    }

    // MARK: - What was acknowledged

    /// What is wrong with what was acknowledged: missing, twice, or of another amount.
    func problems(with acknowledged: [Acknowledgement]) async throws -> [String] {
        let posted = try await posted()
        var problems: [String] = []
        for item in Set(acknowledged) {
            let kind: Int16 = item.kind == .invoice ? 1 : 3
            let found = posted["\(kind) \(item.number)"] ?? []
            guard found.count == 1 else {
                problems.append("\(item.kind) \(item.number) is there \(found.count) times")
                continue
            }
            let signed = kind == 1 ? item.amount : -item.amount
            if found[0].amount != signed {
                problems.append("\(item.kind) \(item.number) has the amount \(found[0].amount)")
            }
            if item.kind == .allocation
                && (found[0].allocated != item.amount || found[0].allocations != 1)
            {
                problems.append(
                    "\(found[0].allocated) of receipt \(item.number) is set off in"
                        + " \(found[0].allocations) pieces instead of \(item.amount)")
            }
        }
        return problems
    }

    /// The documents of the posting client by kind and number.
    private func posted() async throws -> [String: [Posted]] {
        let rows = try await database.read(
            scope,
            """
            SELECT d.kind::bigint, d.number, d.amount, e.allocated, e.allocations
            FROM ar_document AS d
            CROSS JOIN LATERAL (
                SELECT coalesce(sum(amount), 0)::bigint AS allocated,
                    count(DISTINCT allocation_id) AS allocations
                FROM ar_entry WHERE document_id = d.id AND kind = 10
            ) AS e
            WHERE d.number LIKE 'P-%'
            """)
        var posted: [String: [Posted]] = [:]
        for row in rows {
            posted["\(try row.int64(0)) \(try row.string(1))", default: []].append(
                Posted(
                    amount: try row.int64(2), allocated: try row.int64(3),
                    allocations: try row.int64(4)))
        }
        return posted
    }

    // MARK: - Documents as a whole

    /// Documents whose entries or journal do not make up their amount, or stand there twice.
    func unevenDocuments() async throws -> [String] {
        let rows = try await database.read(
            scope,
            """
            SELECT d.kind || ' ' || d.number || ': ' || d.amount || ', entries '
                || coalesce(e.count, 0) || ' of ' || coalesce(e.amount, 0) || ', journal '
                || coalesce(j.count, 0) || ' of ' || coalesce(j.amount, 0)
            FROM ar_document AS d
            LEFT JOIN (
                SELECT document_id AS id, kind, count(*), sum(amount) AS amount
                FROM ar_entry GROUP BY 1, 2
            ) AS e USING (id, kind)
            LEFT JOIN (
                SELECT source_id AS id, source_kind AS kind, count(*), sum(l.amount) AS amount
                FROM journal_entry AS h JOIN journal_line AS l ON l.entry_id = h.id
                WHERE l.account_id = 1 GROUP BY 1, 2
            ) AS j USING (id, kind)
            WHERE e.count IS DISTINCT FROM 1 OR e.amount IS DISTINCT FROM d.amount
                OR j.count IS DISTINCT FROM 1 OR j.amount IS DISTINCT FROM d.amount
            LIMIT 20
            """)
        return try rows.map { try $0.string(0) }
    }

    // MARK: - Imports

    /// What the books hold of a file's documents, by kind. All documents of a file must come from
    /// one import that is on record.
    func parts(of list: ImportList) async throws -> [Int16: ImportList.Part] {
        let rows = try await database.read(
            scope,
            """
            SELECT d.kind::bigint, count(*), sum(d.amount)::bigint, sum(coalesce(a.amount, 0))::bigint,
                count(DISTINCT d.import_id),
                coalesce(bool_and(i.file_name = \(list.fileName)), false)
            FROM ar_document AS d
            LEFT JOIN ar_import AS i ON i.id = d.import_id
            LEFT JOIN LATERAL (
                SELECT sum(e.amount) AS amount FROM ar_entry AS e
                JOIN ar_document AS o ON o.id = e.other_id
                WHERE e.document_id = d.id AND e.kind = 10
                    AND (o.import_id = d.import_id OR d.kind = 3)
            ) AS a ON true
            WHERE d.number LIKE \(list.name + "-%") OR d.number LIKE \("PAY-\(list.name)-%")
            GROUP BY d.kind
            """)
        var parts: [Int16: ImportList.Part] = [:]
        for row in rows {
            let (imports, isOnRecord) = (try row.int64(4), try row.decode(5, as: Bool.self))
            guard imports == 1, isOnRecord else {
                throw TestProblem("\(list.name) comes from \(imports) imports: \(isOnRecord)")
            }
            parts[Int16(try row.int64(0))] = ImportList.Part(
                documents: Int(try row.int64(1)), amount: try row.int64(2),
                allocated: try row.int64(3))
        }
        return parts
    }

    // MARK: - Balances

    /// The total of the aging report and the control account's balance, which must be equal.
    func agingAndControl() async throws -> (aging: Int64, control: Int64?) {
        let report = try await services.aging.report(
            scope,
            AgingRequest(
                asOf: try LocalDate(year: 2026, month: 12, day: 31),
                limits: try AgingLimits(scope.tenant.agingLimits)))
        guard let base = report.first else { return (0, 0) }
        return (base.totals.total, base.controlBalance)
    }
}
