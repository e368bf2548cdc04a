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
}
