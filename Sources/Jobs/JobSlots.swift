import Synchronization

/// How many more jobs may run at once.
final class JobSlots: Sendable {
    private let left: Mutex<Int>

    init(count: Int) {
        left = Mutex(count)
    }

    func free() -> Int { left.withLock { $0 } }
    func take() { left.withLock { $0 -= 1 } }
    func give() { left.withLock { $0 += 1 } }
}
