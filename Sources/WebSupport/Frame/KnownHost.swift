import Synchronization

/// The name of this server that a request was sent to last, as it was written: most come to the
/// same one, which need not be looked at letter by letter again.
final class KnownHost: Sendable {
    private let last = Mutex<String?>(nil)

    func isLast(_ authority: String?) -> Bool {
        authority != nil && last.withLock { $0 == authority }
    }

    func note(_ authority: String?) {
        last.withLock { $0 = authority }
    }
}
