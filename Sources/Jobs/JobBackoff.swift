/// How long a job waits before it is tried again.
package enum JobBackoff {
    static let first: Duration = .seconds(5)
    static let longest: Duration = .seconds(3_600)

    /// Twice as long each time up to an hour, give or take half of it, so that what failed
    /// together is not tried together.
    ///
    /// - Parameter chance: from 0 to 1.
    package static func pause(afterAttempt attempt: Int, chance: Double) -> Duration {
        let doubled = first * (1 << min(max(attempt - 1, 0), 20))
        return min(longest, doubled) * (0.5 + min(max(chance, 0), 1))
    }
}
