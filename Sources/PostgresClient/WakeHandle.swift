internal import CLibPQ
internal import Glibc

/// A file descriptor that wakes a `poll` from another thread.
final class WakeHandle: Sendable {
    let descriptor: Int32

    init() {
        descriptor = countinghouse_event_descriptor()
        precondition(descriptor >= 0, "The system refuses another file descriptor.")
    }

    deinit { close(descriptor) }

    func wake() {
        var one: UInt64 = 1
        _ = write(descriptor, &one, 8)
    }

    /// Takes all wakes so far.
    func drain() {
        var count: UInt64 = 0
        _ = read(descriptor, &count, 8)
    }
}
