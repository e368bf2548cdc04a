/// The data of a COPY … TO STDOUT as chunks of about 64 KiB.
///
/// Nothing is read ahead: each chunk is fetched when it is asked for, so a slow reader slows the
/// server down and memory stays flat. A connection is held from the first chunk to the last, or
/// until the iterator is gone.
package struct CopyOutSequence: AsyncSequence, Sendable {
    package typealias Element = [UInt8]
    package typealias Failure = any Error

    fileprivate let pool: PostgresPool
    fileprivate let query: Query
    fileprivate let scope: StatementScope?

    package func makeAsyncIterator() -> Iterator {
        Iterator(reader: CopyOutReader(pool: pool, query: query, scope: scope))
    }

    package struct Iterator: AsyncIteratorProtocol {
        fileprivate let reader: CopyOutReader

        /// - Throws: any `PostgresError`, `cancelled` when the task was.
        package func next() async throws -> [UInt8]? { try await reader.next() }
    }
}

extension PostgresPool {
    /// Receives the data of a COPY … TO STDOUT as an asynchronous sequence.
    package func copyOut(_ query: Query, in scope: StatementScope? = nil) -> CopyOutSequence {
        CopyOutSequence(pool: self, query: query, scope: scope)
    }
}

/// Holds the lease of one iteration and gives it back at its end.
private final class CopyOutReader {
    private enum State {
        case notBegun
        case reading(Lease)
        case ended
    }

    private let pool: PostgresPool
    private let query: Query
    private let scope: StatementScope?
    private var state = State.notBegun

    init(pool: PostgresPool, query: Query, scope: StatementScope?) {
        self.pool = pool
        self.query = query
        self.scope = scope
    }

    deinit {
        // The rest of the data is on its way; closing is cheaper than reading it all.
        if case .reading(let lease) = state { lease.connection.abandon(to: pool) }
    }

    func next() async throws -> [UInt8]? {
        let lease: Lease
        switch state {
        case .ended: return nil
        case .reading(let current): lease = current
        case .notBegun: lease = try await begin()
        }
        let connection = lease.connection
        do {
            let chunk = try await withTaskCancellationHandler {
                try await connection.nextCopyChunk(pool)
            } onCancel: {
                connection.cancellation.cancel(lease: lease.number)
            }
            if chunk == nil { state = .ended }
            return chunk
        } catch {
            state = .ended
            throw error
        }
    }

    private func begin() async throws -> Lease {
        let lease = try await pool.acquire(for: scope)
        state = .ended
        try await withTaskCancellationHandler {
            try await lease.connection.beginCopyOut(query, in: scope, pool)
        } onCancel: {
            lease.connection.cancellation.cancel(lease: lease.number)
        }
        state = .reading(lease)
        return lease
    }
}
