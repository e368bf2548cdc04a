import Kernel
import Synchronization

/// How much is being sent, and where.
final class WebhookLoad: Sendable {
    private let counts = Mutex<[ID<WebhookEndpoint>: Int]>([:])

    var count: Int { counts.withLock { $0.values.reduce(0, +) } }

    func count(of endpoint: ID<WebhookEndpoint>) -> Int {
        counts.withLock { $0[endpoint] ?? 0 }
    }

    func begin(_ endpoint: ID<WebhookEndpoint>) {
        counts.withLock { $0[endpoint, default: 0] += 1 }
    }

    func end(_ endpoint: ID<WebhookEndpoint>) {
        counts.withLock { counts in
            let left = (counts[endpoint] ?? 1) - 1
            counts[endpoint] = left > 0 ? left : nil
        }
    }
}
