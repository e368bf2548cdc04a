import BooksTestSupport

extension Books {
    /// How many transactions of this database wait for locks that somebody else has.
    func waiting() async throws -> Int64 {
        try await pool.query(
            """
            SELECT count(DISTINCT w.pid) FROM pg_locks AS w JOIN pg_locks AS h USING (pid)
            WHERE NOT w.granted AND h.database
                = (SELECT oid FROM pg_database WHERE datname = current_database())
            """
        ).single().int64(0)
    }
}
