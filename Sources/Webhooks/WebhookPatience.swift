/// How long is waited before something is sent again, and when it is given up.
package enum WebhookPatience {
    /// After each attempt; three days in all.
    private static let pauses: [Int] =
        [5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 28_800] + Array(repeating: 43_200, count: 5)
    /// As often as an endpoint may fail before it is asked by one attempt at a time.
    static let failuresMax = 3
    private static let endpointPauseMax = 60
    /// How long an endpoint may fail before it is paused.
    static let endpointDays = 3

    /// Up to a tenth longer, so that what failed together is not sent together; nil when it is
    /// given up.
    ///
    /// - Parameter chance: from 0 to 1.
    package static func pause(afterAttempt attempt: Int, chance: Double) -> Duration? {
        guard (1...pauses.count).contains(attempt) else { return nil }
        return .seconds(pauses[attempt - 1]) * (1 + 0.1 * chance)
    }

    /// How long an endpoint that failed so often in a row is left alone.
    package static func rest(afterFailures failures: Int) -> Duration {
        guard failures >= failuresMax else { return .zero }
        return .seconds(min(1 << min(failures - failuresMax, 10), endpointPauseMax))
    }
}
