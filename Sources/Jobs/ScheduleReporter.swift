import Kernel
import Synchronization

/// Tells of what every server does by itself, round after round: at once when it begins to fail
/// or works again, else now and then.
package final class ScheduleReporter: Sendable {
    private static let pause: Duration = .seconds(30)

    private struct Told {
        var at: ContinuousClock.Instant
        var error: String?
    }

    private let store: ScheduleStore
    private let told = Mutex<[String: Told]>([:])

    package init(store: ScheduleStore) {
        self.store = store
    }

    /// Runs a round and tells how it went.
    ///
    /// - Throws: what the round throws.
    @discardableResult
    package func round<R: Sendable>(
        _ schedule: JobSchedule, _ body: () async throws -> R
    ) async throws -> R {
        let start = Instant.now()
        do {
            let result = try await body()
            await tell(schedule, from: start, nil)
            return result
        } catch {
            if !(error is CancellationError) { await tell(schedule, from: start, error) }
            throw error
        }
    }

    private func tell(_ schedule: JobSchedule, from start: Instant, _ error: (any Error)?) async {
        let sentence = error.map(Self.sentence)
        let isNews = told.withLock { told in
            guard let last = told[schedule.name] else { return true }
            return last.error != sentence || ContinuousClock.now - last.at >= Self.pause
        }
        guard isNews else { return }
        do {
            try await store.report(schedule, from: start, to: .now(), error: sentence)
            told.withLock { $0[schedule.name] = Told(at: .now, error: sentence) }
        } catch {
            // Told in the next round, when the database is there again.
        }
    }

    /// Every tenant's administrators read it, so it says nothing of what was worked on.
    static func sentence(_ error: any Error) -> String {
        switch (error as? any DomainError)?.kind {
        case .unavailable: "Something it needs did not answer."
        case .timeout: "It took too long and was stopped."
        default: "It failed; the server's log says more."
        }
    }
}
