/// Pauses between attempts to reach a server that does not answer.
struct ConnectBackoff {
    private static let firstPauseNanoseconds: Int64 = 50_000_000
    private static let pauseNanosecondsMax: Int64 = 1_000_000_000

    private var failures = 0
    private var resumesAt: Int64 = 0
    private(set) var lastReason = ""

    /// Whether the next attempt must wait.
    func isPaused(at now: Int64) -> Bool { now < resumesAt }

    mutating func failed(_ reason: String, at now: Int64) {
        // Attempts that were under way together count once.
        guard !isPaused(at: now) else { return }
        let doublings = min(failures, 10)
        failures += 1
        let pause = ConnectBackoff.firstPauseNanoseconds << Int64(doublings)
        resumesAt = now + min(pause, ConnectBackoff.pauseNanosecondsMax)
        lastReason = reason
    }

    mutating func succeeded() {
        failures = 0
        resumesAt = 0
    }
}
