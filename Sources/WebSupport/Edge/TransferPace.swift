/// How long the other end of a connection may keep us waiting: half a minute, and then as long as
/// the slowest line that is served would take for what has come, or for what waits to go.
struct TransferPace: Hashable, Sendable {
    static let patienceSeconds = 30.0
    static let bytesPerSecondMin = 4_096.0

    private var waitedSeconds = 0.0
    private var bytes = 0
    private var waitsSince: Double?

    /// From now on it is the other end's turn.
    mutating func wait(at seconds: Double) {
        if waitsSince == nil { waitsSince = seconds }
    }

    /// Something came.
    mutating func came(_ count: Int, at seconds: Double) {
        if let since = waitsSince { waitedSeconds += seconds - since }
        waitsSince = nil
        bytes += count
    }

    /// Whether the other end is too slow, by a clock that counts seconds.
    func isTooSlow(at seconds: Double) -> Bool {
        let waited = waitedSeconds + (waitsSince.map { seconds - $0 } ?? 0)
        return waited > Self.patienceSeconds + Double(bytes) / Self.bytesPerSecondMin
    }
}
