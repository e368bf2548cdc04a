import Kernel
package import PostgresClient

extension WebhookEndpoint: RowDecodable {
    /// What is read of an endpoint, in the order in which it is decoded.
    static let columns: Query = """
        id, tenant_id, url, description, types, state, is_given_up, created_at,
        old_secret_until, failing_since, failures, is_orphaned
        """

    /// Decodes `columns`.
    package init(row: Row) throws(PostgresError) {
        guard let state = State(rawValue: try row.string(5)) else {
            throw .protocolViolation("webhook_endpoints: an unknown state")
        }
        self.init(
            id: ID(try row.int64(0)), tenant: ID(try row.int64(1)), url: try row.string(2),
            description: try row.string(3),
            // A type that a later version knows is not known here.
            types: try row.decode(4, as: [String].self).compactMap(WebhookEventType.init),
            state: state, isGivenUp: try row.decode(6), createdAt: try row.decode(7),
            oldSecretUntil: try row.decode(8, as: Instant?.self),
            failingSince: try row.decode(9, as: Instant?.self), failures: Int(try row.int32(10)),
            isOrphaned: try row.decode(11))
    }
}
