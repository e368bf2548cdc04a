package import Logging

/// Does what is to be done again and again: of several servers one at a time.
package struct Scheduler: Sendable {
    private static let pause: Duration = .seconds(1)

    private let store: ScheduleStore
    private let works: [ScheduledWork]
    private let logger: Logger

    package init(store: ScheduleStore, works: [ScheduledWork], logger: Logger) {
        self.store = store
        self.works = works
        self.logger = logger
    }

    /// Until its task is cancelled.
    package func run() async {
        var isRegistered = false
        while !Task.isCancelled {
            do {
                if !isRegistered {
                    try await register()
                    isRegistered = true
                }
                for work in works where !Task.isCancelled { _ = try await turn(work) }
            } catch {
                // The database being away is the cluster keeper's to report and to mend.
                logger.debug("A round of schedules failed", metadata: ["error": "\(error)"])
            }
            do { try await Task.sleep(for: Self.pause) } catch { return }
        }
    }

    package func register() async throws {
        for work in works { try await store.register(work.schedule) }
    }

    /// Does one thing if it is due and nobody else does it.
    ///
    /// - Returns: whether it was this server's turn.
    package func turn(_ work: ScheduledWork) async throws -> Bool {
        guard try await store.claim(work.schedule.name, lease: work.lease) else { return false }
        var problem: String?
        do { try await work.body() } catch {
            // The next round begins it again, whoever that is.
            if error is CancellationError {
                problem = "The server ended."
            } else {
                problem = ScheduleReporter.sentence(error)
                logger.warning(
                    "A schedule failed",
                    metadata: ["schedule": "\(work.schedule.name)", "error": "\(error)"])
            }
        }
        let (store, schedule, sentence) = (store, work.schedule, problem)
        try await Task.detached { try await store.finish(schedule, error: sentence) }.value
        return true
    }
}
