internal import CLibPQ

/// The parts of a COPY that is read chunk by chunk, in one lease over several calls.
extension PostgresConnection {
    private static let chunkBytes = 64 << 10

    /// Begins the COPY in a lease just acquired; after an error the lease is over.
    func beginCopyOut(
        _ query: Query, in scope: StatementScope?, _ pool: PostgresPool
    ) throws {
        try openForLease(pool)
        do {
            try begin(TransactionOptions(), in: scope)
            try sendOpening()
            guard let wire else { throw PostgresError.connectionLost("closed") }
            try cancellation.beginStatement(evenIfCancelled: false)
            do { try wire.beginCopy(query, PGRES_COPY_OUT) } catch {
                cancellation.endStatement()
                throw error
            }
        } catch {
            giveBack(to: pool)
            throw error
        }
    }

    /// The next chunk, or nil at the end; after that, and after an error, the lease is over.
    func nextCopyChunk(_ pool: PostgresPool) throws -> [UInt8]? {
        do {
            if let chunk = try readChunk() { return chunk }
            cancellation.endStatement()
            try commit()
            giveBack(to: pool)
            return nil
        } catch {
            cancellation.endStatement()
            giveBack(to: pool)
            throw error
        }
    }

    private func readChunk() throws -> [UInt8]? {
        guard let wire, !wire.isBroken else {
            throw PostgresError.connectionLost("the connection is closed")
        }
        var chunk: [UInt8] = []
        while chunk.count < PostgresConnection.chunkBytes {
            let hasMore = try wire.readCopyData { chunk.append(contentsOf: $0) }
            if hasMore { continue }
            if chunk.isEmpty { _ = try wire.finishCommand() }
            return chunk.isEmpty ? nil : chunk
        }
        return chunk
    }

    /// Ends a lease whose statement nobody reads to its end. Called on any thread.
    nonisolated func abandon(to pool: PostgresPool) {
        cancellation.endLease()
        pool.discard(self)
    }
}
