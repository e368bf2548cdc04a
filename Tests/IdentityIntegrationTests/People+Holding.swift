import BooksTestSupport
import PostgresClient

extension People {
    /// Somebody else's transaction, which has what a statement locks until it is to end.
    ///
    /// - Parameters:
    ///   - last: what it does before it ends.
    ///   - held: ends once it has it.
    func hold(
        _ lock: Query, last: Query = "SELECT 1", telling held: AsyncStream<Void>.Continuation,
        until end: AsyncStream<Void>
    ) async throws {
        defer { held.finish() }
        try await books.installation.owner.transaction { connection in
            try connection.execute(lock)
            held.finish()
            for await _ in end {}
            try connection.execute(last)
        }
    }
}
