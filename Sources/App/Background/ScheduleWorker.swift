import Jobs
import ServiceLifecycle

/// Does what is to be done again and again while the server runs.
struct ScheduleWorker: Service {
    let scheduler: Scheduler

    func run() async throws {
        let scheduler = scheduler
        await cancelWhenGracefulShutdown { await scheduler.run() }
    }
}
