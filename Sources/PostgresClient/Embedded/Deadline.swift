internal import Glibc

/// The moment by which blocking work has to be done, and the way it waits until then.
///
/// Files, locks and foreign processes offer nothing to wait on, so waiting is polling; the
/// pauses are short enough not to be felt and long enough not to be heard.
struct Deadline: Sendable {
    private let start: ContinuousClock.Instant
    private let end: ContinuousClock.Instant
    private let interruption: Interruption

    init(after duration: Duration, interruption: Interruption) {
        start = .now
        end = start + duration
        self.interruption = interruption
    }

    var isPast: Bool { .now >= end }

    var elapsed: Duration { .now - start }

    /// Another deadline for a part of the same work, at most as late as this one.
    func part(_ duration: Duration) -> Deadline {
        Deadline(after: min(duration, end - .now), interruption: interruption)
    }

    /// Sleeps a few milliseconds; false once the deadline has passed.
    func pause() throws -> Bool {
        try interruption.check()
        guard !isPast else { return false }
        // 3 ms at first, when an answer is near; 25 ms when it takes long anyhow.
        usleep(elapsed < .seconds(1) ? 3_000 : 25_000)
        return true
    }
}
