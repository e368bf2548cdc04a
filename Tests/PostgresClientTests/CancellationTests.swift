import Glibc
import PostgresClient
import TestSupport
import Testing

@Suite struct `Cancelling` {
    @Test func `a task stops its statement on the server`() async throws {
        try await Playground.withPool(connections: 2) { pool in
            let start = ContinuousClock.now
            let slow = Task { try await pool.query("SELECT pg_sleep(25)") }
            try await eventually {
                let rows = try await pool.query(
                    """
                    SELECT 1 FROM pg_stat_activity
                    WHERE state = 'active' AND query = 'SELECT pg_sleep(25)'
                    """)
                return !rows.isEmpty
            }
            slow.cancel()
            let error = await Playground.failure { try await slow.value }
            #expect(error == .cancelled)
            #expect(ContinuousClock.now - start < .seconds(20))
            try await Playground.expectWorking(pool)
            #expect(pool.statistics.discarded == 0)
        }
    }

    @Test func `a task refuses its later statements and does not commit`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            try await pool.execute("CREATE TEMP TABLE halfway (n int8)")
            let gate = Gate()
            let inside = Gate()
            let task = Task {
                try await pool.transaction { connection in
                    try connection.execute("INSERT INTO halfway VALUES (1)")
                    inside.open()
                    await gate.wait()
                    _ = try? connection.execute("INSERT INTO halfway VALUES (2)")
                }
            }
            await inside.wait()
            task.cancel()
            gate.open()
            let error = await Playground.failure { try await task.value }
            #expect(error == .cancelled)
            let rows = try await pool.query("SELECT count(*) FROM halfway")
            #expect(try rows[0].int64(0) == 0)
        }
    }

    @Test func `never hits the statement of the connection's next user`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            for round in 0..<200 {
                let victim = Task { try await pool.query("SELECT \(Int64(round))") }
                let next = Task {
                    try await pool.query("SELECT pg_sleep(0.001), \(Int64(round))")
                }
                if round % 2 == 0 { await Task.yield() }
                victim.cancel()
                // Whether the first one was stopped in time does not matter, the second does.
                _ = try? await victim.value
                let rows = try await next.value
                #expect(try rows[0].int64(1) == Int64(round))
            }
            #expect(pool.statistics.opened == 1)
        }
    }

    @Test func `by the statement time-out is a time-out`() async throws {
        let adjust: (inout PoolConfiguration) -> Void = {
            $0.statementTimeout = .milliseconds(50)
        }
        try await Playground.withPool(connections: 1, adjust) { pool in
            let error = await Playground.failure { try await pool.query("SELECT pg_sleep(20)") }
            guard case .timeout(let report) = error else {
                Issue.record("got \(String(describing: error))")
                return
            }
            #expect(report.sqlState == .queryCanceled)
            #expect(error?.kind == .timeout)
            try await Playground.expectWorking(pool)
        }
    }

    @Test func `by the lock time-out says so`() async throws {
        let adjust: (inout PoolConfiguration) -> Void = { $0.lockTimeout = .milliseconds(50) }
        try await Playground.withPool(connections: 2, adjust) { pool in
            try await pool.transaction { connection in
                try connection.execute("SELECT pg_advisory_xact_lock(\(Int64(4711)))")
                let error = await Playground.failure {
                    try await pool.query("SELECT pg_advisory_xact_lock(\(Int64(4711)))")
                }
                guard case .lockTimeout = error else {
                    Issue.record("got \(String(describing: error))")
                    return
                }
                #expect(error?.isRetryable == true)
            }
        }
    }

    @Test func `before anything was sent sends nothing`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            let gate = Gate()
            let task = Task {
                await gate.wait()
                return try await pool.query("SELECT 1")
            }
            task.cancel()
            gate.open()
            let error = await Playground.failure { try await task.value }
            #expect(error == .cancelled)
            #expect(pool.statistics.opened == 0)
        }
    }

    @Test func `ends an attempt to connect`() async throws {
        let (descriptor, port) = try FreePort.listen()
        defer { close(descriptor) }
        var configuration = PoolConfiguration(
            connectionString: "host=127.0.0.1 port=\(port) user=a dbname=d")
        configuration.connectTimeout = .seconds(60)
        try await Playground.withPool(configuration) { pool in
            let start = ContinuousClock.now
            let task = Task { try await pool.query("SELECT 1") }
            try await eventually { pool.statistics.open == 1 }
            task.cancel()
            let error = await Playground.failure { try await task.value }
            #expect(error == .cancelled)
            #expect(ContinuousClock.now - start < .seconds(30))
        }
    }

    @Test func `ends a COPY whose data still comes`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            try await pool.execute("CREATE TEMP TABLE endless (n int8)")
            let started = Gate()
            let task = Task {
                try await pool.withConnection { connection in
                    try connection.copyIn("COPY endless FROM STDIN") { writer in
                        while true {
                            try writer.write(Array("1\n".utf8))
                            started.open()
                        }
                    }
                }
            }
            await started.wait()
            task.cancel()
            let error = await Playground.failure { try await task.value }
            #expect(error == .cancelled)
            let rows = try await pool.query("SELECT count(*) FROM endless")
            #expect(try rows[0].int64(0) == 0)
            #expect(pool.statistics.opened == 1)
        }
    }
}
