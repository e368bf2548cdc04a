import Jobs
import Kernel
import Logging
import PostgresClient
import Receivables
import ServiceLifecycle
import Tenancy

/// Folds every tenant's changes into its rollups while the server runs, and moves them to the
/// new day when it begins. Reads are exact without it; it keeps them fast.
struct RollupWorker: Service {
    static let pause: Duration = .seconds(1)
    /// Asking a tenant costs a round trip: with many, each is asked less often.
    static let pauseOfEach: Duration = .milliseconds(10)
    /// How often what ended processes of the database counted is added up.
    static let foldEvery: Duration = .seconds(600)

    let services: Services
    let reporter: ScheduleReporter
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var pruned: [ID<Tenant>: LocalDate] = [:]
            var foldedAt: ContinuousClock.Instant?
            while !Task.isCancelled {
                var pause = Self.pause
                do {
                    if foldedAt.map({ .now - $0 >= Self.foldEvery }) ?? true {
                        try await services.versions.fold()
                        foldedAt = .now
                    }
                    let count = try await reporter.round(Schedules.rollups) {
                        try await round(&pruned)
                    }
                    pause = max(pause, Self.pauseOfEach * count)
                } catch {
                    // The database being away is the cluster keeper's to report and to mend.
                    logger.debug("A rollup round failed", metadata: ["error": "\(error)"])
                }
                do { try await Task.sleep(for: pause) } catch { return }
            }
        }
    }

    /// - Parameter pruned: when the answers that nobody asks for again were last removed of each.
    /// - Returns: how many tenants there are.
    private func round(_ pruned: inout [ID<Tenant>: LocalDate]) async throws -> Int {
        let tenants = try await services.directory.all().filter { $0.status == .active }
        for tenant in tenants {
            let scope = Scope.unrestricted(tenant, actor: .system)
            let today = scope.today()
            guard try await services.rollups.isDue(scope, today: today) else { continue }
            if pruned[tenant.id] != today {
                try await services.once.prune(scope)
                pruned[tenant.id] = today
            }
            let folded = try await services.rollups.run(scope, today: today)
            logger.debug(
                "Folded changes into the rollups",
                metadata: ["tenant.id": "\(tenant.id)", "changes": "\(folded)"])
        }
        return tenants.count
    }
}
