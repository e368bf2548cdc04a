import NIOHTTP1

/// A request that asks the very same as another one: every byte of its head, but for the id that a
/// proxy or its sender gave it, from the same address.
struct ReadyKey: Hashable {
    /// No longer head is compared again and again, and kept.
    private static let bytesMax = 4 << 10
    private static let idName = HeaderNames.requestID.canonicalName
    private static let others = [
        "content-length", "transfer-encoding", "expect", "upgrade", "connection",
    ]

    let head: HTTPRequestHead
    /// The other end of the connection, as text; empty where there is no network between.
    let peer: String

    /// Texts that mean the same to people are not the same here.
    static func == (one: ReadyKey, other: ReadyKey) -> Bool {
        one.head.uri.utf8.elementsEqual(other.head.uri.utf8) && one.peer == other.peer
            && one.head.method == other.head.method && one.head.version == other.head.version
            && one.fields.elementsEqual(other.fields) { mine, others in
                mine.name.utf8.elementsEqual(others.name.utf8)
                    && mine.value.utf8.elementsEqual(others.value.utf8)
            }
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(peer)
        hasher.combine(head.uri)
        for (name, value) in fields {
            hasher.combine(name)
            hasher.combine(value)
        }
    }

    private var fields: some Sequence<(name: String, value: String)> {
        head.headers.lazy.filter { !Self.isID($0.name) }
    }

    private static func isID(_ name: String) -> Bool {
        name.utf8.count == idName.utf8.count && name.lowercased() == idName
    }

    /// The id that was given to the request; nil where it gets one of ours.
    var requestID: String? {
        let given = head.headers[Self.idName]
        guard given.count == 1, RequestIDStep.isAcceptable(given[0]) else { return nil }
        return given[0]
    }

    /// What it takes to keep it, about.
    var bytes: Int {
        head.headers.reduce(1_024 + head.uri.utf8.count) {
            $0 + 64 + $1.name.utf8.count + $1.value.utf8.count
        }
    }

    /// Whether such a request carries nothing behind its head and leaves the connection as it is.
    var isPlain: Bool {
        head.method == .GET && head.version == .http1_1 && bytes <= Self.bytesMax
            && !Self.others.contains { head.headers.contains(name: $0) }
    }
}
