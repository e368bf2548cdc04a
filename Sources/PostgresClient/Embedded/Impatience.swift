/// Decides when a server that is alive but of no use is told to stop, once.
struct Impatience {
    /// A server that was asked to stop waits for its clients unless it is asked again.
    private static let grace: Duration = .seconds(1)

    private var since: ContinuousClock.Instant?
    private var isSpent = false

    /// Whether the server should be stopped now: it is stopping and does not get done, or it says
    /// that it is ready while its socket is gone, as when somebody cleaned up temporary files.
    mutating func isExhausted(by file: PostmasterFile) -> Bool {
        switch file.status {
        case .stopping, .ready, .standby: break
        case .starting, nil: return false
        }
        let begin = since ?? .now
        since = begin
        guard !isSpent, ContinuousClock.now - begin >= Self.grace else { return false }
        isSpent = true
        return true
    }
}
