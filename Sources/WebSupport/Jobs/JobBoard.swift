package import Kernel
import Synchronization

/// What the jobs of this server did last. It is kept in memory: it begins anew with the server,
/// and another server of the same database has its own.
package final class JobBoard: Sendable {
    /// What the server is called, for who has several.
    package let server: String
    package let since: Instant
    private let now: @Sendable () -> Instant
    private let states = Mutex<[JobState]>([])

    package init(server: String, now: @escaping @Sendable () -> Instant = { .now() }) {
        self.server = server
        self.now = now
        since = now()
    }

    /// In the order in which they were added.
    package func list() -> [JobState] { states.withLock { $0 } }

    /// Says that a job belongs to this server, before it runs for the first time.
    package func add(_ job: JobDescription, after pause: Duration? = nil) {
        let next = pause.map { now().adding($0) }
        change(job) { $0.nextAt = next }
    }

    /// Runs a job once.
    ///
    /// - Parameter pause: until the next time; nil where that is when somebody asks.
    package func run<R: Sendable>(
        _ job: JobDescription, again pause: Duration?, _ body: () async throws -> R
    ) async throws -> R {
        begin(job)
        do {
            let result = try await body()
            end(job, again: pause)
            return result
        } catch {
            end(job, again: pause)
            if !(error is CancellationError) { failed(job, error) }
            throw error
        }
    }

    package func begin(_ job: JobDescription) {
        let time = now()
        change(job) { state in
            state.startedAt = time
            state.running += 1
            state.runs += 1
            state.nextAt = nil
        }
    }

    package func end(_ job: JobDescription, again pause: Duration? = nil) {
        let time = now()
        change(job) { state in
            state.endedAt = time
            state.running = max(0, state.running - 1)
            state.nextAt = pause.map { time.adding($0) }
        }
    }

    /// Notes what went wrong, as far as it was written for people: the log has the rest.
    package func failed(_ job: JobDescription, _ error: any Error) {
        let text = (error as? any DomainError)?.userMessage ?? "The log of the server says why."
        let time = now()
        change(job) { $0.failure = (text, time) }
    }

    private func change(_ job: JobDescription, _ body: (inout JobState) -> Void) {
        states.withLock { states in
            if let index = states.firstIndex(where: { $0.job == job }) {
                body(&states[index])
            } else {
                var state = JobState(job: job)
                body(&state)
                states.append(state)
            }
        }
    }
}
