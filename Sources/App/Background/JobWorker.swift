import Jobs
import ServiceLifecycle

/// Runs jobs while the server does. What is running when the server stops is given back.
struct JobWorker: Service {
    let runner: JobRunner

    func run() async throws {
        let runner = runner
        await cancelWhenGracefulShutdown { await runner.run() }
    }
}
