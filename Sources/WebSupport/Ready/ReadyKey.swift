import NIOHTTP1

/// A request that asks the very same as another one: every byte of its head, from the same address.
struct ReadyKey: Hashable {
    let head: HTTPRequestHead
    /// The other end of the connection, as text; empty where there is no network between.
    let peer: String

    static func == (one: ReadyKey, other: ReadyKey) -> Bool {
        one.head.uri == other.head.uri && one.peer == other.peer
            && one.head.method == other.head.method && one.head.version == other.head.version
            && one.head.headers.elementsEqual(other.head.headers) { $0 == $1 }
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(peer)
        hasher.combine(head.uri)
        for (name, value) in head.headers {
            hasher.combine(name)
            hasher.combine(value)
        }
    }

    /// Whether such a request carries nothing behind its head and leaves the connection as it is.
    var isPlain: Bool {
        head.method == .GET && head.version == .http1_1
            && !["content-length", "transfer-encoding", "expect", "upgrade", "connection"].contains
            {
                head.headers.contains(name: $0)
            }
    }
}
