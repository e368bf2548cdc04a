import Jobs
import Kernel
import Logging
import ServiceLifecycle
import Tenancy

/// Seals what was recorded while the server runs. Of several servers of one database one seals
/// at a time.
struct AuditWorker: Service {
    static let pause: Duration = .seconds(1)

    let sealer: AuditSealer
    let reporter: ScheduleReporter
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var told: AuditError?
            while !Task.isCancelled {
                do {
                    try await reporter.round(Schedules.audit) { try await sealer.seal() }
                    told = nil
                } catch let error as AuditError {
                    // Once: it stays until somebody has looked.
                    if told?.userMessage != error.userMessage {
                        logger.error("\(error.userMessage)")
                    }
                    told = error
                } catch {
                    // The database being away is the cluster keeper's to report and to mend.
                    logger.debug("Sealing failed", metadata: ["error": "\(error)"])
                }
                do { try await Task.sleep(for: Self.pause) } catch { return }
            }
        }
    }
}
