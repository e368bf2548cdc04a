import Receivables
import Synchronization

/// Allocations that several tasks make and take back.
final class SharedList: Sendable {
    private let ids = Mutex<[AllocationID]>([])
    private let workers: Atomic<Int>

    init(workers: Int = 0) {
        self.workers = Atomic(workers)
    }

    func append(_ more: [AllocationID]) {
        ids.withLock { $0 += more }
    }

    /// The youngest few.
    func last(_ count: Int) -> [AllocationID] {
        ids.withLock { Array($0.suffix(count)) }
    }

    /// Whether somebody still works.
    var isInUse: Bool { workers.load(ordering: .sequentiallyConsistent) > 0 }

    func endWork() {
        workers.subtract(1, ordering: .sequentiallyConsistent)
    }
}
