package import Kernel
import PostgresClient
package import Tenancy

/// Keeps the rollups close to the ledger. Nothing depends on when it runs: reads add what is not
/// folded yet.
package struct RollupService: Sendable {
    let database: TenantDatabase

    package init(database: TenantDatabase) {
        self.database = database
    }

    /// Folds what was posted and moves the rollups to the tenant's day; returns how many changes
    /// were folded.
    package func run(_ scope: Scope, today: LocalDate) async throws -> Int64 {
        let rows = try await database.write(
            scope,
            [
                "SELECT ar_fold() + ledger_fold()",
                "SELECT ar_roll_to(\(today))",
            ])
        return try rows[0].single().int64(0)
    }

    /// Whether there is anything to do; cheap enough to be asked every second.
    package func isDue(_ scope: Scope, today: LocalDate) async throws -> Bool {
        let rows = try await database.read(
            scope,
            """
            SELECT EXISTS (SELECT FROM ar_delta) OR EXISTS (SELECT FROM ledger_delta)
                OR EXISTS (SELECT FROM ar_setting WHERE rolled_to <> \(today))
            """)
        return try rows.single().decode(0)
    }

    /// Proves everything derived against the ledger; one sentence a difference.
    package func verify(_ scope: Scope) async throws -> [String] {
        try scope.require(.readReceivables)
        // Every row of the books is read: that takes as long as it takes.
        let results = try await database.readTogether(
            scope, isCurrent: true,
            [
                "SELECT set_config('statement_timeout', '0', true)",
                "SELECT what, at, expected::text, found::text FROM ar_verify() LIMIT 1000",
            ])
        return try results[1].map { row in
            "\(try row.string(0)), \(try row.string(1)): the ledger says"
                + " \(try row.string(2)), found \(try row.string(3))"
        }
    }
}
