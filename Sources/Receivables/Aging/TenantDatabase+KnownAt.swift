import Kernel
import PostgresClient
import Tenancy

extension TenantDatabase {
    /// What had been recorded by a time can only be told once everybody who was writing then has
    /// finished.
    ///
    /// - Throws: `AgingError.knownAtInFuture`, `AgingError.knownAtTooRecent`.
    func requirePast(_ knownAt: Instant?) async throws {
        guard let knownAt else { return }
        let row = try await pool.query("SELECT clock_timestamp(), oldest_writer()").single()
        let now: Instant = try row.decode(0)
        let oldest: Instant? = try row.decode(1)
        if knownAt > now { throw AgingError.knownAtInFuture }
        let earliest = min(now, oldest ?? now)
        if knownAt > earliest { throw AgingError.knownAtTooRecent(earliest) }
    }
}
