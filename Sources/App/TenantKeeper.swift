import Kernel
import Logging
import ServiceLifecycle
import Tenancy
import WebSupport

/// Removes what is left of tenants that were deleted, once their days of grace are over.
struct TenantKeeper: Service {
    static let pause: Duration = .seconds(600)

    private static let job = JobDescription(
        title: "Deleted companies", purpose: "Removes their rows when the days of grace are over.")

    let tenants: TenantService
    let board: JobBoard
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    let gone = try await board.run(Self.job, again: Self.pause) {
                        try await tenants.purge(at: .now(), by: AuditSource(.system))
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
