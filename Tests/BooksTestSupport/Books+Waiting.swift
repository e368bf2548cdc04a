import PostgresClient

extension Books {
    /// Nobody who is bound to come to a lock takes longer.
    private static let patience: Duration = .seconds(60)

    private struct NobodyWaits: Error {}

    /// Until some transaction waits for a lock that somebody else has.
    package func waitForLock() async throws { try await waitForLocks(1) }

    /// Until so many transactions of this database wait for locks that somebody else has.
    package func waitForLocks(_ count: Int64) async throws {
        let end = ContinuousClock.now + Self.patience
        // Asked again and again: who is asked for waits as soon as it has come to the books.
        while try await waiting() < count {
            guard ContinuousClock.now < end else { throw NobodyWaits() }
        }
    }

    private func waiting() async throws -> Int64 {
        try await pool.query(
            """
            SELECT count(DISTINCT w.pid) FROM pg_locks AS w JOIN pg_locks AS h USING (pid)
            WHERE NOT w.granted AND h.database
                = (SELECT oid FROM pg_database WHERE datname = current_database())
            """
        ).single().int64(0)
    }
}
