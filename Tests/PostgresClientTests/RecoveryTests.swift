import PostgresClient
import TestSupport
import Testing

@Suite(.serialized) struct `When the server goes away` {
    @Test func `idle connections are replaced without an error`() async throws {
        let cluster = try TestCluster()
        try await Playground.withPool(cluster.configuration()) { pool in
            try await openAll(pool, count: 4)
            try cluster.stop()
            try cluster.start()
            for _ in 0..<8 { try await Playground.expectWorking(pool) }
        }
    }

    @Test func `callers fail fast and all is well when it is back`() async throws {
        let cluster = try TestCluster()
        try await Playground.withPool(cluster.configuration()) { pool in
            try await openAll(pool, count: 4)
            try cluster.crash()
            let start = ContinuousClock.now
            for _ in 0..<50 {
                let error = await Playground.failure { try await pool.query("SELECT 1") }
                #expect(error?.kind == .unavailable)
            }
            #expect(ContinuousClock.now - start < .seconds(30))
            try cluster.start()
            try await eventually { (try? await Playground.expectWorking(pool)) != nil }
        }
    }

    @Test func `a pool under load heals`() async throws {
        let cluster = try TestCluster()
        try await Playground.withPool(cluster.configuration()) { pool in
            let isOver = Shared(false)
            let successes = Shared(0)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<16 {
                    group.addTask {
                        while !isOver.value {
                            do {
                                _ = try await pool.query("SELECT pg_sleep(0.001)")
                                successes.change { $0 += 1 }
                            } catch let error as PostgresError {
                                #expect(error.kind == .unavailable)
                                await Task.yield()
                            }
                        }
                    }
                }
                for _ in 0..<2 {
                    let before = successes.value
                    try await eventually { successes.value > before + 50 }
                    try cluster.crash()
                    try cluster.start()
                }
                let before = successes.value
                try await eventually { successes.value > before + 50 }
                isOver.change { $0 = true }
                try await group.waitForAll()
            }
            #expect(pool.statistics.open <= 4)
            #expect(pool.statistics.waiting == 0)
        }
    }

    @Test func `a listener says so when it is back`() async throws {
        let cluster = try TestCluster()
        try await Playground.withPool(cluster.configuration()) { pool in
            let channel = try Identifier("jobs")
            var heard = pool.listen(channel).makeAsyncIterator()
            #expect(await heard.next() == .resumed(channel: "jobs"))
            try await pool.execute("SELECT pg_notify('jobs', \("one"))")
            #expect(payload(await heard.next()) == "one")
            try cluster.crash()
            try cluster.start()
            #expect(await heard.next() == .resumed(channel: "jobs"))
            try await eventually { (try? await Playground.expectWorking(pool)) != nil }
            try await pool.execute("SELECT pg_notify('jobs', \("two"))")
            #expect(payload(await heard.next()) == "two")
        }
    }

    @Test func `a transaction that was open reports the loss`() async throws {
        let cluster = try TestCluster()
        try await Playground.withPool(cluster.configuration()) { pool in
            try await pool.execute("CREATE TABLE kept (n int8)")
            let error = await Playground.failure {
                try await pool.transaction { connection in
                    try connection.execute("INSERT INTO kept VALUES (1)")
                    try cluster.crash()
                    try connection.execute("INSERT INTO kept VALUES (2)")
                }
            }
            #expect(error?.kind == .unavailable)
            #expect(error?.isRetryable == false)
            try cluster.start()
            try await eventually { (try? await Playground.expectWorking(pool)) != nil }
            let rows = try await pool.query("SELECT count(*) FROM kept")
            #expect(try rows[0].int64(0) == 0)
        }
    }

    private func openAll(_ pool: PostgresPool, count: Int) async throws {
        let gate = Gate()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<count {
                group.addTask { try await pool.withConnection { _ in await gate.wait() } }
            }
            try await eventually { pool.statistics.opened == UInt64(count) }
            gate.open()
            try await group.waitForAll()
        }
    }

    private func payload(_ notification: PostgresNotification?) -> String? {
        guard case .message(_, let payload, _) = notification else { return nil }
        return payload
    }
}
