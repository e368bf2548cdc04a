/// Waiting for what other processes do. Nobody tells when they have done it, so it is looked at
/// again and again.
enum Patience {
    private static let pause: Duration = .milliseconds(10)

    /// - Returns: whether the condition came true in time.
    static func until(
        _ limit: Duration, _ condition: () async throws -> Bool
    ) async throws -> Bool {
        let end = ContinuousClock.now + limit
        while true {
            if try await condition() { return true }
            guard ContinuousClock.now < end else { return false }
            try await Task.sleep(for: pause)
        }
    }
}
