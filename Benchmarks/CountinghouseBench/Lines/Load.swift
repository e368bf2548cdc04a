/// Several clients that do the same over and over.
enum Load {
    /// Runs the clients for a warm-up second and then for the time given; returns how often a
    /// second the body ended.
    static func run(
        clients: Int, seconds: Int,
        _ body: @escaping @Sendable (inout SeededRandom) async throws -> Void
    ) async throws -> Double {
        let clock = ContinuousClock()
        let begin = clock.now + .seconds(1)
        let end = begin + .seconds(seconds)
        return try await withThrowingTaskGroup(of: Int.self) { group in
            for client in 0..<clients {
                group.addTask {
                    var random = SeededRandom(seed: UInt64(client) &* 7_919 &+ 1)
                    var count = 0
                    while true {
                        try await body(&random)
                        let now = clock.now
                        if now > end { return count }
                        if now > begin { count += 1 }
                    }
                }
            }
            var total = 0
            for try await count in group { total += count }
            return Double(total) / Double(seconds)
        }
    }
}
