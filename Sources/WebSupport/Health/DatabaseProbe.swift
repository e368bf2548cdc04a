/// Measures how long the database takes to answer, and never waits longer than the limit.
///
/// At most one question is on its way at a time: a database that hangs gets no queue of them.
actor DatabaseProbe {
    private let limit: Duration
    private let ping: @Sendable () async throws -> Void
    private var running: Task<Duration?, Never>?

    init(limit: Duration, ping: @escaping @Sendable () async throws -> Void) {
        self.limit = limit
        self.ping = ping
    }

    /// The time of a round trip; nil when it failed or did not come back within the limit.
    func latency() async -> Duration? {
        let attempt = running ?? start()
        return await FirstAnswer.of(attempt, within: limit, otherwise: nil)
    }

    private func start() -> Task<Duration?, Never> {
        let attempt = Task { [ping] () -> Duration? in
            let start = ContinuousClock.now
            do {
                try await ping()
            } catch {
                self.finish()
                return nil
            }
            let duration = ContinuousClock.now - start
            self.finish()
            return duration
        }
        running = attempt
        return attempt
    }

    private func finish() {
        running = nil
    }
}
