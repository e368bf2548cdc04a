import Foundation
import Jobs
import Logging
import PostgresClient

/// What the program does in the background: the kinds of jobs, the schedules, and where both
/// stand.
struct BackgroundWork: Sendable {
    let queue: JobQueue
    let kinds: [JobKind]
    let schedules: ScheduleStore
    let works: [ScheduledWork]
    let reporter: ScheduleReporter
    /// A name that no other process has.
    let server: String

    init(_ database: Database) {
        let queue = JobQueue(pool: database.pool)
        self.queue = queue
        server = "\(ProcessInfo.processInfo.hostName):\(getpid()):\(UInt32.random(in: 0...(.max)))"
        schedules = ScheduleStore(pool: database.pool, server: server)
        reporter = ScheduleReporter(store: schedules)
        kinds = []
        works = [
            ScheduledWork(Schedules.pruning) { _ = try await queue.prune() }
        ]
    }

    func runner(_ logger: Logger) -> JobRunner {
        JobRunner(queue: queue, kinds: kinds, server: server, logger: logger)
    }

    func scheduler(_ logger: Logger) -> Scheduler {
        Scheduler(store: schedules, works: works, logger: logger)
    }
}
