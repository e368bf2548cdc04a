internal import Dispatch
internal import Synchronization

extension PostgresPool {
    /// How long after the grace period a body that does not react may still hold a connection.
    private static let interruptNanoseconds: Int64 = 1_000_000_000

    /// Refuses new callers, waits for those who hold a connection and closes everything.
    ///
    /// - Parameter grace: how long running statements may go on before they are cut off.
    package func shutdown(grace: Duration = .seconds(10)) async {
        let (outcomes, idle) = state.withLock { state in
            state.isClosed = true
            defer { state.idle = [] }
            return (state.refuseAll(.poolClosed), state.idle)
        }
        for outcome in outcomes { outcome.deliver() }
        await closeListener()
        for connection in idle {
            await connection.close()
            discard(connection)
        }
        await withCheckedContinuation { continuation in
            waitUntilDrained(grace: grace) { continuation.resume() }
        }
        await withCheckedContinuation { continuation in
            canceller.stop { continuation.resume() }
        }
    }

    private func waitUntilDrained(
        grace: Duration, _ whenDone: @escaping @Sendable () -> Void
    ) {
        let once = OnceCallback(whenDone)
        let isDrained = state.withLock { state in
            if state.all.isEmpty { return true }
            state.onDrained.append { once.call() }
            return false
        }
        if isDrained { return once.call() }
        let graceNanoseconds = MonotonicClock.nanoseconds(grace)
        let queue = DispatchQueue.global()
        queue.asyncAfter(deadline: .now() + .nanoseconds(Int(graceNanoseconds))) { [weak self] in
            guard let self else { return }
            for connection in state.withLock({ $0.all.values.map(\.self) }) {
                connection.cancellation.interrupt()
            }
            // A body that waits for something else cannot be stopped; it is not waited for.
            let last = DispatchTime.now() + .nanoseconds(Int(PostgresPool.interruptNanoseconds))
            queue.asyncAfter(deadline: last) { once.call() }
        }
    }
}

/// A callback that is called at most once, by whoever comes first.
private final class OnceCallback: Sendable {
    private let callback: Mutex<(@Sendable () -> Void)?>

    init(_ callback: @escaping @Sendable () -> Void) {
        self.callback = Mutex(callback)
    }

    func call() {
        let taken = callback.withLock { callback in
            defer { callback = nil }
            return callback
        }
        taken?()
    }
}
