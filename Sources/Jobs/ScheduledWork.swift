/// What a schedule does.
package struct ScheduledWork: Sendable {
    package let schedule: JobSchedule
    /// Longer than it ever takes: after that another server takes its turn.
    package let lease: Duration
    package let body: @Sendable () async throws -> Void

    package init(
        _ schedule: JobSchedule, lease: Duration = .seconds(600),
        body: @escaping @Sendable () async throws -> Void
    ) {
        self.schedule = schedule
        self.lease = lease
        self.body = body
    }
}
