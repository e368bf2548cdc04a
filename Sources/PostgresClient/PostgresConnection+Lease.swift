extension PostgresConnection {
    /// Runs a lease from its begin to its end on this connection's thread, so that the next one
    /// who waits is served before this one's caller has even been woken.
    func run<R: Sendable>(
        _ lease: Lease, of pool: PostgresPool,
        _ body: @Sendable (isolated PostgresConnection) async throws -> R
    ) async throws -> R {
        try openForLease(pool)
        defer { giveBack(to: pool) }
        return try await body(self)
    }

    /// Makes sure that there is a session; without one the lease is over.
    func openForLease(_ pool: PostgresPool) throws(PostgresError) {
        do throws(PostgresError) { try open(pool) } catch {
            cancellation.endLease()
            pool.noteConnectFailed(error)
            pool.discard(self)
            throw error
        }
    }

    /// Ends the lease.
    func giveBack(to pool: PostgresPool) {
        cancellation.endLease()
        if tidy() {
            pool.release(self)
        } else {
            close()
            pool.discard(self)
        }
    }
}
