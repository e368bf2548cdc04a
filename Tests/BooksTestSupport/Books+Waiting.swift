import PostgresClient

extension Books {
    /// Returns as soon as somebody in this database waits for a lock that another has.
    package func waitForLock() async throws {
        // Asked again and again: who is asked for waits as soon as it has come to the books.
        while try await waiting() == 0 {}
    }

    /// How many transactions of this database wait for locks that somebody else has.
    package func waiting() async throws -> Int64 {
        try await pool.query(
            """
            SELECT count(DISTINCT w.pid) FROM pg_locks AS w JOIN pg_locks AS h USING (pid)
            WHERE NOT w.granted AND h.database
                = (SELECT oid FROM pg_database WHERE datname = current_database())
            """
        ).single().int64(0)
    }
}
