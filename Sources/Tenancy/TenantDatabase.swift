package import PostgresClient

/// The database as one tenant sees it: every statement runs with the tenant's role and schema,
/// both of which end with its transaction.
package struct TenantDatabase: Sendable {
    private static let snapshotTimeLimit = "10min"

    package let pool: PostgresPool
    /// Where long reports are asked; may lag behind, and is the same pool without a replica.
    private let reports: PostgresPool

    package init(pool: PostgresPool, reports: PostgresPool? = nil) {
        self.pool = pool
        self.reports = reports ?? pool
    }

    /// One statement that reads, in one round trip.
    package func read(_ scope: Scope, _ query: Query) async throws -> Rows {
        try await pool.query(
            query,
            in: Self.statements(of: scope.tenant, after: Self.readingAlone(scope.tenant)))
    }

    /// Several statements that see one moment, in one round trip. The results are in the order
    /// of the statements.
    ///
    /// - Parameter isCurrent: whether everything committed so far must be seen, which a replica
    ///   cannot promise.
    package func readTogether(
        _ scope: Scope, isCurrent: Bool = false, _ queries: [Query]
    ) async throws -> [Rows] {
        let begin: Query = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        let results = try await (isCurrent ? pool : reports).pipeline(
            [begin, Self.reading(scope.tenant)] + queries + ["COMMIT"],
            in: StatementScope(name: scope.tenant.schema.name))
        return Array(results[2..<(2 + queries.count)])
    }

    /// A transaction that reads what may be long, all of it as of one moment; runs on the
    /// connection's thread.
    ///
    /// - Parameter isCurrent: as for `readTogether`.
    package func snapshot<R: Sendable>(
        _ scope: Scope, isCurrent: Bool = false,
        _ body: @Sendable (isolated PostgresConnection) async throws -> R
    ) async throws -> R {
        // Rows are sent as fast as they are taken, so that a long list takes its time.
        let patience: Query =
            "SELECT set_config('statement_timeout', \(Self.snapshotTimeLimit), true)"
        return try await (isCurrent ? pool : reports).transaction(
            TransactionOptions(
                isolation: .repeatableRead, isReadOnly: true,
                prologue: [Self.reading(scope.tenant), patience]),
            in: StatementScope(name: scope.tenant.schema.name), body)
    }

    /// Statements that write, one transaction in one round trip.
    package func write(_ scope: Scope, _ queries: [Query]) async throws -> [Rows] {
        try await pool.pipeline(
            queries, in: Self.statements(of: scope.tenant, after: Self.writing(scope.tenant)))
    }

    /// Records what was done where nothing of the tenant's was written: an export.
    package func record(_ scope: Scope, _ event: AuditEvent) async throws {
        _ = try await write(scope, [event.record(scope)])
    }

    /// A transaction that writes and decides in between; runs on the connection's thread.
    package func transaction<R: Sendable>(
        _ scope: Scope, _ body: @Sendable (isolated PostgresConnection) async throws -> R
    ) async throws -> R {
        try await pool.transaction(
            TransactionOptions(prologue: [Self.writing(scope.tenant)]),
            in: StatementScope(name: scope.tenant.schema.name), body)
    }

    private static func statements(of tenant: Tenant, after prologue: Query) -> StatementScope {
        StatementScope(name: tenant.schema.name, prologue: [prologue])
    }

    /// Switches to the tenant for the rest of the transaction. Compiling a plan, which servers
    /// with young statistics do at once, would cost a second.
    package static func reading(_ tenant: Tenant) -> Query {
        """
        SELECT set_config('role', \(tenant.role.name), true),
            set_config('search_path', \(tenant.schema.name), true),
            set_config('jit', 'off', true)
        """
    }

    /// The same for a short question: the two milliseconds it takes to start the processes of a
    /// parallel plan are more than it needs in all.
    package static func readingAlone(_ tenant: Tenant) -> Query {
        """
        SELECT set_config('role', \(tenant.role.name), true),
            set_config('search_path', \(tenant.schema.name), true),
            set_config('jit', 'off', true),
            set_config('max_parallel_workers_per_gather', '0', true)
        """
    }

    /// The same for a transaction that writes. It takes the transaction's number before it takes
    /// the recorded time, so that whoever asks for the oldest writer either sees this one or
    /// asks before its recorded time.
    package static func writing(_ tenant: Tenant) -> Query {
        """
        SELECT set_config('role', \(tenant.role.name), true),
            set_config('search_path', \(tenant.schema.name), true),
            set_config('jit', 'off', true),
            set_config('countinghouse.recorded_at', CASE
                WHEN pg_current_xact_id() IS NOT NULL THEN clock_timestamp()::text END, true)
        """
    }
}
