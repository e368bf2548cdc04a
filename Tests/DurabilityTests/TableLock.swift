import App
import PostgresClient

/// Holds tables that requests read, so that a request takes as long as the body of `hold`.
enum TableLock {
    /// - Parameter body: gets a question: how many statements wait for the tables now.
    static func hold<R: Sendable>(
        _ schema: Identifier, of database: Database,
        _ body: (@escaping @Sendable () async throws -> Int64) async throws -> R
    ) async throws -> R {
        let owner = database.owner
        let (locked, isLocked) = AsyncStream<Void>.makeStream()
        let (ended, isEnded) = AsyncStream<Void>.makeStream()
        async let holding: Void = owner.transaction { connection in
            let lock: Query = """
                LOCK TABLE \(identifier: schema).ar_summary, \(identifier: schema).ar_delta,
                    \(identifier: schema).ar_due_total IN ACCESS EXCLUSIVE MODE
                """
            try connection.execute(lock)
            isLocked.finish()
            for await _ in ended {}
        }
        for await _ in locked {}
        let result = try await body {
            try await owner.query("SELECT count(*) FROM pg_locks WHERE NOT granted")
                .single().int64(0)
        }
        isEnded.finish()
        try await holding
        return result
    }
}
