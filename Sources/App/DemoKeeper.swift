import Jobs
import Kernel
import Logging
import ServiceLifecycle

/// Lets the demonstration company's story go on while the server runs: it ends today, whatever
/// day the server was started on.
struct DemoKeeper: Service {
    static let pause: Duration = .seconds(300)

    let setup: DemoSetup
    let reporter: ScheduleReporter
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do { try await Task.sleep(for: Self.pause) } catch { return }
                do {
                    try await reporter.round(Schedules.demo) { try await setup.run { _, _ in } }
                } catch {
                    logger.warning(
                        "The demonstration company was not brought up to date",
                        metadata: ["error": "\(error)"])
                }
            }
        }
    }
}
