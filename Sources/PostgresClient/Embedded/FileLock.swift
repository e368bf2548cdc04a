internal import Glibc

/// An advisory lock on a file (`flock`), gone by itself when its holder dies, however it dies.
///
/// The lock belongs to the open file, so two instances exclude each other even within a process,
/// and a child that inherits the descriptor keeps the lock until it ends too.
final class FileLock: Sendable {
    enum Mode: Sendable {
        case shared, exclusive

        fileprivate var operation: Int32 { self == .shared ? LOCK_SH : LOCK_EX }
    }

    let path: String
    let descriptor: Descriptor

    /// Opens or creates the lock file at `path`; nothing is locked yet.
    init(path: String) throws {
        self.path = path
        descriptor = try Descriptor(open: path, O_RDWR | O_CREAT, mode: 0o600)
    }

    /// Whether the lock could be had at once. Converting a lock that is already held may lose it
    /// when the answer is false.
    func tryLock(_ mode: Mode) throws -> Bool {
        while flock(descriptor.number, mode.operation | LOCK_NB) != 0 {
            let failure = SystemFailure("lock", path)
            if failure.code == EWOULDBLOCK { return false }
            if failure.code != EINTR { throw failure }
        }
        return true
    }

    /// Waits for the lock; false when `deadline` passed first.
    func lock(_ mode: Mode, until deadline: Deadline) throws -> Bool {
        while try !tryLock(mode) {
            guard try deadline.pause() else { return false }
        }
        return true
    }

    func unlock() {
        flock(descriptor.number, LOCK_UN)
    }
}
