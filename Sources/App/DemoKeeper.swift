import Kernel
import Logging
import ServiceLifecycle
import WebSupport

/// Lets the demonstration company's story go on while the server runs: it ends today, whatever
/// day the server was started on.
struct DemoKeeper: Service {
    static let pause: Duration = .seconds(300)

    private static let job = JobDescription(
        title: "Demonstration", purpose: "Lets the demonstration company's story go on until today."
    )

    let setup: DemoSetup
    let board: JobBoard
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            board.add(Self.job, after: Self.pause)
            while !Task.isCancelled {
                do { try await Task.sleep(for: Self.pause) } catch { return }
                do {
                    try await board.run(Self.job, again: Self.pause) {
                        try await setup.run { _, _ in }
                    }
                } catch {
                    logger.warning(
                        "The demonstration company was not brought up to date",
                        metadata: ["error": "\(error)"])
                }
            }
        }
    }
}
