import Jobs
import Kernel
import Logging
import ServiceLifecycle
import Tenancy

/// Removes what is left of tenants that were deleted, once their days of grace are over.
struct TenantKeeper: Service {
    static let pause: Duration = .seconds(600)

    let services: Services
    let reporter: ScheduleReporter
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    let gone = try await reporter.round(Schedules.tenants) {
                        try await services.purgeTenants(at: .now())
                    }
                    if !gone.isEmpty {
                        logger.notice(
                            "Removed deleted companies", metadata: ["count": "\(gone.count)"])
                    }
                } catch {
                    logger.warning(
                        "Deleted companies could not be removed", metadata: ["error": "\(error)"])
                }
                do { try await Task.sleep(for: Self.pause) } catch { return }
            }
        }
    }
}
