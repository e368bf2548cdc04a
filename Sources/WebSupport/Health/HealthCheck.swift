/// What `/health` looks at.
package struct HealthCheck: Sendable {
    package enum Cache: String, Sendable {
        case none
        case inProcess = "in-process"
        case redis
        /// Redis does not answer; each server keeps for itself.
        case redisAway = "in-process, redis away"
    }

    package static let limit: Duration = .seconds(2)
    /// How long a mail server may take: it may be far away and asks for a password.
    private static let emailLimit: Duration = .seconds(10)

    package let cache: @Sendable () -> Cache
    let probe: DatabaseProbe
    /// nil without a mail server.
    let email: EmailProbe?

    /// - Parameters:
    ///   - cache: where computed figures are kept, if anywhere.
    ///   - limit: how long the database may take before it counts as gone.
    ///   - email: whether the mail server takes mail from us; nil without one.
    ///   - ping: one round trip to the database.
    package init(
        cache: @escaping @Sendable () -> Cache = { .none }, limit: Duration = HealthCheck.limit,
        email: (@Sendable () async -> Bool)? = nil,
        ping: @escaping @Sendable () async throws -> Void
    ) {
        self.cache = cache
        probe = DatabaseProbe(limit: limit, ping: ping)
        self.email = email.map { EmailProbe(limit: Self.emailLimit, check: $0) }
    }

    /// The time of a round trip; nil when the database does not answer.
    package func databaseLatency() async -> Duration? { await probe.latency() }

    /// Whether the mail server takes mail from us; nil without one.
    package func takesMail() async -> Bool? { await email?.isGood() }
}
