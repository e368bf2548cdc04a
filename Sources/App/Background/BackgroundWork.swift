import Foundation
import Jobs
import Logging
import PostgresClient
import Tenancy
import Webhooks

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

    private let sending: @Sendable (String, Logger) -> WebhookSender

    init(_ database: Database, _ services: Services) {
        let queue = JobQueue(pool: database.pool)
        self.queue = queue
        server = "\(ProcessInfo.processInfo.hostName):\(getpid()):\(UInt32.random(in: 0...(.max)))"
        schedules = ScheduleStore(pool: database.pool, server: server)
        reporter = ScheduleReporter(store: schedules)
        kinds = [services.webhooks.replaying]
        let keeping = WebhookKeeping(database: services.database, directory: services.directory)
        works = [
            ScheduledWork(Schedules.pruning) { _ = try await queue.prune() },
            ScheduledWork(Schedules.webhookPruning) { try await keeping.prune() },
        ]
        sending = {
            [box = database.secrets, limits = database.webhookGuard, mail = database.mail]
            server, logger in
            WebhookSender(
                database: services.database, directory: services.directory, box: box,
                guard: limits, server: server, logger: logger, mail: mail)
        }
    }

    func runner(_ logger: Logger) -> JobRunner {
        JobRunner(queue: queue, kinds: kinds, server: server, logger: logger)
    }

    func sender(_ logger: Logger) -> WebhookSender { sending(server, logger) }

    func scheduler(_ logger: Logger) -> Scheduler {
        Scheduler(store: schedules, works: works, logger: logger)
    }
}
