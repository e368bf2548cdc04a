/// What `/health` looks at.
package struct HealthCheck: Sendable {
    package enum Cache: String, Sendable {
        case none
        case inProcess = "in-process"
    }

    package static let limit: Duration = .seconds(2)

    let cache: Cache
    let probe: DatabaseProbe

    /// - Parameters:
    ///   - cache: where computed figures are kept, if anywhere.
    ///   - limit: how long the database may take before it counts as gone.
    ///   - ping: one round trip to the database.
    package init(
        cache: Cache = .none, limit: Duration = HealthCheck.limit,
        ping: @escaping @Sendable () async throws -> Void
    ) {
        self.cache = cache
        probe = DatabaseProbe(limit: limit, ping: ping)
    }
}
