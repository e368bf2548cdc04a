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
        try await within(scope) {
            try await pool.query(
                query, in: Self.statements(of: scope, after: Self.readingAlone(scope)))
        }
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
        return try await within(scope) {
            try await (isCurrent ? pool : reports).pipeline(
                queries,
                in: StatementScope(
                    name: Self.schema(of: scope), prologue: [begin, Self.reading(scope)],
                    epilogue: ["COMMIT"]))
        }
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
        return try await within(scope) {
            try await (isCurrent ? pool : reports).transaction(
                TransactionOptions(
                    isolation: .repeatableRead, isReadOnly: true,
                    prologue: [Self.reading(scope), patience]),
                in: StatementScope(name: Self.schema(of: scope)), body)
        }
    }

    /// Statements that write, one transaction in one round trip.
    package func write(_ scope: Scope, _ queries: [Query]) async throws -> [Rows] {
        try await within(scope) {
            try await pool.pipeline(
                queries, in: Self.statements(of: scope, after: Self.writing(scope)))
        }
    }

    /// The same for what no kept answer is made of and no moment is recorded of, such as what became
    /// of a message: it is not counted, so that work which goes on all the time makes no answer old.
    package func writeAside(_ scope: Scope, _ queries: [Query]) async throws -> [Rows] {
        try await within(scope) {
            try await pool.pipeline(
                queries, in: Self.statements(of: scope, after: Self.reading(scope)))
        }
    }

    /// Records what was done where nothing of the tenant's was written: an export.
    package func record(_ scope: Scope, _ event: AuditEvent) async throws {
        _ = try await write(scope, [event.record(scope)])
    }

    /// A transaction that writes and decides in between; runs on the connection's thread.
    ///
    /// - Parameter first: sent ahead of the body's first statement, in the same round trip.
    package func transaction<R: Sendable>(
        _ scope: Scope, first: [Query] = [],
        _ body: @Sendable (isolated PostgresConnection) async throws -> R
    ) async throws -> R {
        try await within(scope) {
            try await pool.transaction(
                TransactionOptions(prologue: [Self.writing(scope)] + first),
                in: StatementScope(name: Self.schema(of: scope)), body)
        }
    }

    private static func statements(of scope: Scope, after prologue: Query) -> StatementScope {
        StatementScope(name: schema(of: scope), prologue: [prologue])
    }

    /// What a portfolio's schema does not show is not for whoever is limited to it: a question
    /// that nobody thought of for them is refused and never answered for everybody.
    private func within<R: Sendable>(
        _ scope: Scope, _ body: () async throws -> R
    ) async throws -> R {
        do {
            return try await body()
        } catch let error as PostgresError {
            guard scope.portfolio != nil, let state = error.sqlState,
                Self.unknownToPortfolio.contains(state)
            else { throw error }
            throw TenancyError.beyondPortfolio
        }
    }

    /// No such table, no such function, no right.
    private static let unknownToPortfolio: Set<SQLState> = [
        SQLState("42P01"), SQLState("42883"), .insufficientPrivilege,
    ]
}
