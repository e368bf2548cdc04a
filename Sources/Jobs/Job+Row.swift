import Kernel
package import PostgresClient

extension Job: RowDecodable {
    /// What is read of a job, in the order in which it is decoded.
    static let columns: Query = """
        id, tenant_id, kind, payload::text, state, attempts, attempts_max, created_at, run_at,
        finished_at, locked_by, error
        """

    /// Decodes `columns`.
    package init(row: Row) throws(PostgresError) {
        guard let state = JobState(rawValue: try row.string(4)) else {
            throw .protocolViolation("jobs: an unknown state")
        }
        self.init(
            id: ID(try row.int64(0)), tenant: try row.decode(1, as: Int64?.self).map { ID($0) },
            kind: try row.string(2), payload: try row.string(3), state: state,
            attempts: Int(try row.int32(5)), attemptsMax: Int(try row.int32(6)),
            createdAt: try row.decode(7), runAt: try row.decode(8),
            finishedAt: try row.decode(9, as: Instant?.self),
            server: try row.decode(10, as: String?.self),
            error: try row.decode(11, as: String?.self))
    }
}
