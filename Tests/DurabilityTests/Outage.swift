import Testing

/// What a server answers while its database is away and until it is back.
struct Outage {
    /// More requests at once than the server has connections.
    private static let crowd = 16

    private(set) var unhealthy = 0
    private(set) var refused = 0

    private let server: ServingProgram

    init(of server: ServingProgram) {
        self.server = server
    }

    /// Asks until both kinds of request were refused as they should be, or the time is over.
    mutating func observe(within limit: Duration = .seconds(10)) async throws {
        let end = ContinuousClock.now + limit
        while ContinuousClock.now < end, unhealthy == 0 || refused == 0 { try await ask() }
        #expect(unhealthy > 0)
        #expect(refused > 0)
    }

    /// Asks for some time, during which everything must be refused.
    mutating func persist(for span: Duration) async throws {
        let end = ContinuousClock.now + span
        while ContinuousClock.now < end {
            let before = (unhealthy, refused)
            try await ask()
            #expect(unhealthy == before.0 + 1 && refused == before.1 + 1)
        }
    }

    /// Asks until everything is well.
    mutating func heal(within limit: Duration = .seconds(30)) async throws {
        let server = server
        let isHealed = try await Patience.until(limit) {
            let health = try await server.health()
            let summary = try await server.summary()
            return health.status == 200 && summary.status == 200
        }
        #expect(isHealed)
        #expect(server.program.isRunning)
        // Connections that are left from before must not fail anybody.
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<Self.crowd { group.addTask { try await server.summary().status } }
            return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
        }
        #expect(statuses == [200], "\(server.program.errors.suffix(2_000))")
    }

    private mutating func ask() async throws {
        async let health = server.health()
        async let summary = server.summary()
        try await note(health, summary)
    }

    private mutating func note(_ health: HTTPAnswer, _ summary: HTTPAnswer) {
        if health.status == 503 {
            unhealthy += 1
            #expect(health.body.contains(#""database":"unhealthy""#))
            #expect(health.headers["retry-after"] != nil)
        } else {
            #expect(health.status == 200, "\(health.body)")
        }
        if summary.status == 503 {
            refused += 1
            #expect(summary.headers["content-type"] == "application/problem+json")
            #expect(summary.headers["retry-after"] != nil)
        } else {
            #expect(summary.status == 200, "\(summary.body)")
        }
    }
}
