import Kernel
import Synchronization

/// The open connections of each address, so that nobody has all of them. Proxies that are believed
/// and this machine's own programs are not counted.
final class ConnectionCount: Sendable {
    static let ofOneMax = 128

    private let counts = Mutex<[NetworkAddress: Int]>([:])

    /// false: it has as many as one may have.
    func begin(_ address: NetworkAddress) -> Bool {
        counts.withLock { counts in
            let count = counts[address, default: 0]
            guard count < Self.ofOneMax else { return false }
            counts[address] = count + 1
            return true
        }
    }

    func end(_ address: NetworkAddress) {
        counts.withLock { counts in
            guard let count = counts[address] else { return }
            counts[address] = count > 1 ? count - 1 : nil
        }
    }
}
