import Synchronization

/// A file on its way through the queue, for those who watch it.
package final class ImportJob: Sendable {
    package enum Phase: Sendable {
        /// So many are before it.
        case waiting(Int)
        case running
        case done(Result<ImportReport?, ImportJobFailure>)
    }

    private struct State {
        var phase = Phase.waiting(0)
        var progress: ImportProgress?
        var fraction = 0.0
        var isCancelled = false
        var task: Task<Void, Never>?
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    /// Whether it only looks at what an import would do.
    package let storesNothing: Bool

    init(storesNothing: Bool = false) {
        self.storesNothing = storesNothing
    }

    package var phase: Phase { state.withLock { $0.phase } }
    package var progress: ImportProgress? { state.withLock { $0.progress } }
    /// How far it is, from 0 to 1; never less than before.
    package var fraction: Double { state.withLock { $0.fraction } }
    /// Whether somebody asked for it to stop.
    package var isCancelled: Bool { state.withLock { $0.isCancelled } }

    package var isDone: Bool {
        if case .done = phase { true } else { false }
    }

    /// Waits until it is done.
    package func finished() async {
        await withCheckedContinuation { continuation in
            let isDone = state.withLock { state in
                if case .done = state.phase { return true }
                state.waiters.append(continuation)
                return false
            }
            if isDone { continuation.resume() }
        }
    }

    /// Waits until it is done, but no longer than this.
    package func finished(within limit: Duration) async {
        let end = ContinuousClock.now + limit
        while !isDone, ContinuousClock.now < end {
            do { try await Task.sleep(for: .milliseconds(15)) } catch { return }
        }
    }

    func note(_ progress: ImportProgress) {
        state.withLock { state in
            state.progress = progress
            state.fraction = max(state.fraction, Self.fraction(progress))
        }
    }

    func note(fraction: Double) {
        state.withLock { $0.fraction = max($0.fraction, fraction) }
    }

    func wait(behind count: Int) {
        state.withLock { state in
            if case .waiting = state.phase { state.phase = .waiting(count) }
        }
    }

    /// Takes its turn; false when it was stopped while it waited.
    func begin(_ task: Task<Void, Never>) {
        let isCancelled = state.withLock { state in
            state.phase = .running
            state.task = task
            return state.isCancelled
        }
        if isCancelled { task.cancel() }
    }

    func finish(_ result: Result<ImportReport?, ImportJobFailure>) {
        let waiters = state.withLock { state in
            state.phase = .done(result)
            state.task = nil
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    func cancel() {
        let task = state.withLock { state in
            state.isCancelled = true
            return state.task
        }
        task?.cancel()
    }

    /// Reading takes about as long as storing.
    private static func fraction(_ progress: ImportProgress) -> Double {
        switch progress {
        case .reading(_, nil), .reading(_, 0): 0
        case .reading(let bytes, let total?): 0.5 * min(1, Double(bytes) / Double(total))
        case .storing(let step, let of, _): 0.5 + 0.5 * Double(step - 1) / Double(max(of, 1))
        }
    }
}
