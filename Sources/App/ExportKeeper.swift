import ServiceLifecycle
import WebSupport

/// Forgets exported files when their time is over, and all of them when the server stops.
struct ExportKeeper: Service {
    static let pause: Duration = .seconds(60)

    private static let job = JobDescription(
        title: "Exports", purpose: "Forgets files that were made for somebody and are old.")

    let store: ExportStore
    let board: JobBoard

    func run() async throws {
        await store.removeLeftovers()
        await cancelWhenGracefulShutdown {
            board.add(Self.job, after: Self.pause)
            while !Task.isCancelled {
                do { try await Task.sleep(for: Self.pause) } catch { return }
                board.begin(Self.job)
                await store.sweep()
                board.end(Self.job, again: Self.pause)
            }
        }
        await store.close()
    }
}
