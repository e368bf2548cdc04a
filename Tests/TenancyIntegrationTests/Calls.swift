import Synchronization

/// What a callback was told, in order.
final class Calls: Sendable {
    private let texts = Mutex<[String]>([])

    func append(_ text: String) {
        texts.withLock { $0.append(text) }
    }

    var all: [String] { texts.withLock { $0 } }
}
