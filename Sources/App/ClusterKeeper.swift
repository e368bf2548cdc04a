import Logging
import PostgresClient
import ServiceLifecycle
import WebSupport

/// Starts the program's own PostgreSQL again when it died while serving.
struct ClusterKeeper: Service {
    static let pause: Duration = .seconds(1)

    private static let job = JobDescription(
        title: "Database", purpose: "Starts the program's own database again when it died.")

    let cluster: EmbeddedCluster
    let board: JobBoard
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            board.add(Self.job)
            while !Task.isCancelled {
                if !cluster.isRunning {
                    logger.warning("The database is not running; starting it again")
                    do {
                        let isBack = try await board.run(Self.job, again: nil) {
                            try await cluster.restartIfDown()
                        }
                        if isBack {
                            logger.notice("The database runs again")
                        }
                    } catch {
                        logger.error(
                            "The database did not start", metadata: ["error": "\(error)"])
                    }
                }
                do { try await Task.sleep(for: Self.pause) } catch { return }
            }
        }
    }
}
