extension PostgresPool {
    /// How often a transaction is begun that the database ends for the sake of somebody else's.
    package static let triesMax = 5
    private static let pause: Duration = .milliseconds(100)

    /// Runs a transaction, and again from its start where the database ended it so that somebody
    /// else's could go on.
    ///
    /// - Throws: what the transaction throws; that it lost a race only where it did so each time.
    package static func retryingLostRaces<R: Sendable>(
        _ transaction: () async throws -> R
    ) async throws -> R {
        for number in 1..<triesMax {
            do { return try await transaction() } catch let error as PostgresError
                where error.isLostRace
            {
                // Time for the other one to come to its end: two that begin again at once would
                // only meet again.
                try await Task.sleep(for: pause * Double(number) * Double.random(in: 0.5...1.5))
            }
        }
        return try await transaction()
    }
}
