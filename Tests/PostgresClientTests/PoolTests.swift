import PostgresClient
import TestSupport
import Testing

@Suite struct `A pool` {
    @Test func `opens nothing before it is asked`() async throws {
        try await Playground.withPool { pool in #expect(pool.statistics.open == 0) }
    }

    @Test func `never mixes two callers on one connection`() async throws {
        try await Playground.withPool(connections: 8) { pool in
            let inUse = Shared<Set<Int32>>([])
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<100 {
                    group.addTask {
                        try await pool.withConnection { connection in
                            let process = try pid(connection)
                            let isAlone = inUse.change { $0.insert(process).inserted }
                            #expect(isAlone)
                            for _ in 0..<5 {
                                await Task.yield()
                                #expect(try pid(connection) == process)
                            }
                            inUse.change { _ = $0.remove(process) }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(pool.statistics.opened <= 8)
            #expect(pool.statistics.leased == 100)
            #expect(pool.statistics.idle == pool.statistics.open)
        }
    }

    @Test func `gives a scope the connection that has its statements`() async throws {
        try await Playground.withPool(connections: 4) { pool in
            let names = (0..<32).map { "tenant_\($0)" }
            var first: [String: Int32] = [:]
            for name in names { first[name] = try await Self.process(of: name, pool) }
            // All of them are used, and none by most.
            let counts = Dictionary(grouping: first.values, by: \.self).mapValues(\.count)
            #expect(counts.count == 4 && counts.values.allSatisfy { $0 < 16 })
            for name in names.reversed() {
                let again = try await Self.process(of: name, pool)
                #expect(again == first[name], "\(name)")
            }
            // Where it is busy, another one does.
            let own = first["tenant_0"]
            try await pool.withConnection(for: StatementScope(name: "tenant_0")) { connection in
                let busy = try pid(connection)
                let other = try await Self.process(of: "tenant_0", pool)
                #expect(busy == own && other != busy)
            }
        }
    }

    private static func process(of name: String, _ pool: PostgresPool) async throws -> Int32 {
        try await pool.query("SELECT pg_backend_pid()", in: StatementScope(name: name))
            .single().decode(0)
    }

    @Test func `replaces a session that has served too many scopes`() async throws {
        try await Playground.withPool(connections: 1, { $0.maxScopes = 3 }) { pool in
            var processes: [Int32] = []
            for number in 0..<8 {
                processes.append(try await Self.process(of: "tenant_\(number)", pool))
            }
            #expect(Set(processes[0..<4]).count == 1 && Set(processes[4..<8]).count == 1)
            #expect(processes[3] != processes[4])
            #expect(pool.statistics.opened == 2 && pool.statistics.discarded == 0)
        }
    }

    @Test func `serves those who wait in their order`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            let order = Shared<[Int]>([])
            try await withThrowingTaskGroup(of: Void.self) { group in
                let gate = Gate()
                group.addTask { try await pool.withConnection { _ in await gate.wait() } }
                try await eventually { pool.statistics.idle == 0 && pool.statistics.open == 1 }
                for number in 0..<10 {
                    group.addTask {
                        try await pool.withConnection { _ in order.change { $0.append(number) } }
                    }
                    try await eventually { pool.statistics.waiting == number + 1 }
                }
                gate.open()
                try await group.waitForAll()
            }
            #expect(order.value == Array(0..<10))
        }
    }

    @Test func `refuses a caller when too many wait already`() async throws {
        try await Playground.withPool(connections: 1, { $0.maxWaiters = 0 }) { pool in
            try await pool.withConnection { _ in
                let error = await Playground.failure { try await pool.query("SELECT 1") }
                #expect(error == .poolExhausted)
            }
            try await Playground.expectWorking(pool)
        }
    }

    @Test func `refuses a caller who has waited for too long`() async throws {
        let adjust: (inout PoolConfiguration) -> Void = {
            $0.acquireTimeout = .milliseconds(100)
        }
        try await Playground.withPool(connections: 1, adjust) { pool in
            try await pool.withConnection { _ in
                let start = ContinuousClock.now
                let error = await Playground.failure { try await pool.query("SELECT 1") }
                #expect(error == .poolExhausted)
                #expect(ContinuousClock.now - start >= .milliseconds(100))
                let again = await Playground.failure { try await pool.query("SELECT 1") }
                #expect(again == .poolExhausted)
            }
            #expect(pool.statistics.waiting == 0)
        }
    }

    @Test func `lets a cancelled caller go at once`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            try await pool.withConnection { _ in
                let waiting = Task { try await pool.query("SELECT 1") }
                try await eventually { pool.statistics.waiting == 1 }
                waiting.cancel()
                let error = await Playground.failure { try await waiting.value }
                #expect(error == .cancelled)
                #expect(pool.statistics.waiting == 0)
            }
            try await Playground.expectWorking(pool)
        }
    }

    @Test func `refuses everybody after its shutdown`() async throws {
        let pool = try PostgresPool(TestCluster.shared.configuration())
        _ = try await pool.query("SELECT 1")
        await pool.shutdown()
        let error = await Playground.failure { try await pool.query("SELECT 1") }
        #expect(error == .poolClosed)
        #expect(pool.statistics.open == 0)
    }

    @Test func `waits at its shutdown for those who hold a connection`() async throws {
        let pool = try PostgresPool(TestCluster.shared.configuration())
        let gate = Gate()
        let held = Task {
            try await pool.withConnection { connection in
                await gate.wait()
                return try connection.query("SELECT 1").count
            }
        }
        try await eventually { pool.statistics.open == 1 }
        let shutdown = Task { await pool.shutdown() }
        try await eventually { pool.isClosed }
        gate.open()
        #expect(try await held.value == 1)
        await shutdown.value
        #expect(pool.statistics.open == 0)
    }

    @Test func `cuts a statement off that outlives the shutdown's grace`() async throws {
        let pool = try PostgresPool(TestCluster.shared.configuration())
        let slow = Task { try await pool.query("SELECT pg_sleep(60)") }
        try await eventually { pool.statistics.opened == 1 }
        let start = ContinuousClock.now
        await pool.shutdown(grace: .milliseconds(50))
        #expect(ContinuousClock.now - start < .seconds(30))
        let error = await Playground.failure { try await slow.value }
        #expect(error?.kind == .unavailable)
    }

    @Test func `is not opened with a connection string nobody understands`() {
        #expect(throws: PostgresError.invalidConfiguration) {
            try PostgresPool(PoolConfiguration(connectionString: "host=a nonsense=1"))
        }
    }
}

/// The server process behind a connection.
private func pid(_ connection: isolated PostgresConnection) throws -> Int32 {
    try connection.query("SELECT pg_backend_pid()")[0].int32(0)
}
