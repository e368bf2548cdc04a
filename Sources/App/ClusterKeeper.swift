import Jobs
import Logging
import PostgresClient
import ServiceLifecycle

/// Starts the program's own PostgreSQL again when it died while serving.
struct ClusterKeeper: Service {
    static let pause: Duration = .seconds(1)

    let cluster: EmbeddedCluster
    let reporter: ScheduleReporter
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                if cluster.isRunning {
                    try? await reporter.round(Schedules.cluster) {}
                } else {
                    logger.warning("The database is not running; starting it again")
                    do {
                        if try await cluster.restartIfDown() {
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
