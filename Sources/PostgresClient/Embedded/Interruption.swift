internal import Synchronization

/// A flag that lets a cancelled task end the blocking work that is done for it on a thread.
final class Interruption: Sendable {
    private let flag = Atomic<Bool>(false)

    func interrupt() {
        flag.store(true, ordering: .releasing)
    }

    func check() throws {
        if flag.load(ordering: .acquiring) { throw CancellationError() }
    }
}
