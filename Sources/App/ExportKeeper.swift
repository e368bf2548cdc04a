import Jobs
import ServiceLifecycle
import WebSupport

/// Forgets exported files when their time is over, and all of them when the server stops.
struct ExportKeeper: Service {
    static let pause: Duration = .seconds(60)

    let store: ExportStore
    let reporter: ScheduleReporter

    func run() async throws {
        await store.removeLeftovers()
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do { try await Task.sleep(for: Self.pause) } catch { return }
                try? await reporter.round(Schedules.exports) { await store.sweep() }
            }
        }
        await store.close()
    }
}
