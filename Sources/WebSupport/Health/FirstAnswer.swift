import Synchronization

/// Hands the first of several answers to whoever waits and drops the others.
final class FirstAnswer<Value: Sendable>: Sendable {
    private let waiter: Mutex<CheckedContinuation<Value, Never>?>

    init(_ waiter: CheckedContinuation<Value, Never>) {
        self.waiter = Mutex(waiter)
    }

    func give(_ value: sending Value) {
        let first = waiter.withLock { waiter in
            defer { waiter = nil }
            return waiter
        }
        first?.resume(returning: value)
    }

    /// What a task answers, or something else where it does not within the limit.
    ///
    /// The tasks here stand alone on purpose: a task group would wait for a question that does
    /// not notice being cancelled, which is just what happens when who is asked hangs.
    static func of(
        _ attempt: Task<Value, Never>, within limit: Duration, otherwise late: Value
    ) async -> Value {
        await withCheckedContinuation { continuation in
            let answer = FirstAnswer(continuation)
            let timer = Task {
                guard (try? await Task.sleep(for: limit)) != nil else { return }
                answer.give(late)
            }
            Task {
                answer.give(await attempt.value)
                timer.cancel()
            }
        }
    }
}
