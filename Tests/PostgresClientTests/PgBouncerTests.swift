import PostgresClient
import TestSupport
import Testing

/// Everything but LISTEN, through PgBouncer in transaction mode, with fewer sessions than callers.
@Suite(.enabled(if: PgBouncer.isInstalled || PgBouncer.isRequired))
struct `Behind a pooler` {
    private static let bouncer = Result {
        let shared = TestCluster.shared
        return try PgBouncer(before: shared.directory == nil ? TestCluster() : shared)
    }

    @Test func `statements of many callers stay apart`() async throws {
        try await withPool { pool in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<100 {
                    group.addTask {
                        let rows = try await pool.query("SELECT \(number) + 1, \("text \(number)")")
                        #expect(try rows[0].int64(0) == Int64(number + 1))
                        #expect(try rows[0].string(1) == "text \(number)")
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func `leaves no prepared statement in a session`() async throws {
        try await withPool { pool in
            for _ in 0..<5 { _ = try await pool.query("SELECT \(Int64(1))") }
            let rows = try await pool.query("SELECT count(*) FROM pg_prepared_statements")
            #expect(try rows[0].int64(0) == 0)
        }
    }

    @Test func `sets its time-outs in every transaction and leaves none behind`() async throws {
        let adjust: (inout PoolConfiguration) -> Void = { $0.statementTimeout = .seconds(17) }
        try await withPool(adjust) { pool in
            let single = try await pool.query("SHOW statement_timeout")
            #expect(try single[0].string(0) == "17s")
            let inside = try await pool.transaction { connection in
                try connection.query("SHOW statement_timeout")[0].string(0)
            }
            #expect(inside == "17s")
        }
        try await withPool({ $0.statementTimeout = nil }) { pool in
            let rows = try await pool.query("SHOW statement_timeout")
            #expect(try rows[0].string(0) == "0")
        }
    }

    @Test func `a statement time-out is still a time-out`() async throws {
        let adjust: (inout PoolConfiguration) -> Void = {
            $0.statementTimeout = .milliseconds(50)
        }
        try await withPool(adjust) { pool in
            let error = await Playground.failure { try await pool.query("SELECT pg_sleep(20)") }
            guard case .timeout = error else {
                Issue.record("got \(String(describing: error))")
                return
            }
            try await Playground.expectWorking(pool)
        }
    }

    @Test func `transactions keep their scope and their result`() async throws {
        try await withTable("pooled_tx") { pool in
            let scope = StatementScope(
                name: "s", prologue: ["SELECT set_config('my.tenant', \("acme"), true)"])
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        try await pool.transaction(in: scope) { connection in
                            try connection.execute("INSERT INTO pooled_tx VALUES (\(number))")
                            let row = try connection.query(
                                "SELECT current_setting('my.tenant')"
                            ).single()
                            #expect(try row.string(0) == "acme")
                        }
                    }
                }
                try await group.waitForAll()
            }
            let failed = await Playground.failure {
                try await pool.transaction { connection in
                    try connection.execute("INSERT INTO pooled_tx VALUES (1000)")
                    try connection.execute("SELECT 1 / \(0)")
                }
            }
            #expect(failed?.sqlState == SQLState("22012"))
            let rows = try await pool.query("SELECT count(*), max(n) FROM pooled_tx")
            #expect(try rows[0].int64(0) == 20)
            #expect(try rows[0].int64(1) == 19)
        }
    }

    @Test func `pipelines are one transaction`() async throws {
        try await withTable("pooled_pipe") { pool in
            let error = await Playground.failure {
                try await pool.pipeline([
                    "INSERT INTO pooled_pipe VALUES (1)", "SELECT 1 / \(0)",
                ])
            }
            #expect(error?.serverDiagnostic?.statementIndex == 1)
            let results = try await pool.pipeline([
                "INSERT INTO pooled_pipe VALUES (2)", "SELECT count(*) FROM pooled_pipe",
            ])
            #expect(try results[1][0].int64(0) == 1)
            let text = String(repeating: "x", count: 20_000)
            let many = try await pool.pipeline(
                (0..<200).map { _ -> Query in "SELECT \(text) || \(text)" })
            #expect(many.count == 200)
        }
    }

    @Test func `copies in both directions`() async throws {
        try await withTable("pooled_copy") { pool in
            let count = try await pool.withConnection { connection in
                try connection.copyIn("COPY pooled_copy FROM STDIN (FORMAT binary)") { writer in
                    try writer.writeHeader()
                    for number in 0..<50_000 {
                        try writer.beginRow(columns: 1)
                        try writer.int64(Int64(number))
                    }
                    try writer.writeTrailer()
                }
            }
            #expect(count == 50_000)
            var bytes = 0
            for try await chunk in pool.copyOut("COPY pooled_copy TO STDOUT") {
                bytes += chunk.count
            }
            #expect(bytes == (0..<50_000).reduce(0) { $0 + "\($1)\n".utf8.count })
            try await pool.withConnection { connection in
                var sum: Int64 = 0
                try connection.stream("SELECT n FROM pooled_copy") { sum += try $0.int64(0) }
                #expect(sum == 49_999 * 50_000 / 2)
            }
        }
    }

    @Test func `a cancelled task stops its statement`() async throws {
        try await withPool { pool in
            let started = Gate()
            let task = Task {
                try await pool.withConnection { connection in
                    started.open()
                    return try connection.query("SELECT pg_sleep(30)")
                }
            }
            await started.wait()
            try await eventually {
                let rows = try await pool.query(
                    "SELECT 1 FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(30)'")
                return !rows.isEmpty
            }
            task.cancel()
            let error = await Playground.failure { try await task.value }
            #expect(error == .cancelled)
            try await Playground.expectWorking(pool)
        }
    }

    private func withPool(
        _ adjust: (inout PoolConfiguration) -> Void = { _ in },
        _ body: (PostgresPool) async throws -> Void
    ) async throws {
        var configuration = try Self.bouncer.get().configuration()
        configuration.maxConnections = 8
        adjust(&configuration)
        try await Playground.withPool(configuration, body)
    }

    private func withTable(
        _ name: String, _ body: (PostgresPool) async throws -> Void
    ) async throws {
        try await withPool { pool in
            let table = try Identifier(name)
            try await pool.execute("DROP TABLE IF EXISTS \(identifier: table)")
            try await pool.execute("CREATE TABLE \(identifier: table) (n int8)")
            try await body(pool)
            try await pool.execute("DROP TABLE \(identifier: table)")
        }
    }
}
