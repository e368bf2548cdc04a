import PostgresClient
import Testing

@Suite struct `A pipeline` {
    @Test func `returns one result per statement`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            let results = try await pool.pipeline([
                "SELECT \(Int64(1))", "SELECT generate_series(1::int8, \(Int64(3)))",
                "SELECT \(Int64(2)) WHERE false",
            ])
            #expect(results.map(\.count) == [1, 3, 0])
            #expect(try results[1].map { try $0.int64(0) } == [1, 2, 3])
        }
    }

    @Test func `names the statement that failed and undoes those before it`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            try await pool.execute("CREATE TEMP TABLE piped (n int8 UNIQUE)")
            let error = await Playground.failure {
                try await pool.pipeline([
                    "INSERT INTO piped VALUES (\(Int64(1)))",
                    "INSERT INTO piped VALUES (\(Int64(2)))",
                    "INSERT INTO piped VALUES (\(Int64(1)))",
                    "INSERT INTO piped VALUES (\(Int64(3)))",
                ])
            }
            guard case .uniqueViolation(let report) = error else {
                Issue.record("got \(String(describing: error))")
                return
            }
            #expect(report.statementIndex == 2)
            #expect(report.constraint == "piped_n_key")
            #expect(report.table == "piped")
            let rows = try await pool.query("SELECT count(*) FROM piped")
            #expect(try rows[0].int64(0) == 0)
            #expect(pool.statistics.opened == 1)
        }
    }

    @Test func `does not count the statements a scope puts ahead`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            let scope = StatementScope(
                name: "s", prologue: ["SELECT set_config('search_path', \("public"), true)"])
            let error = await Playground.failure {
                try await pool.pipeline(["SELECT 1", "SELECT 1 / \(0)"], in: scope)
            }
            #expect(error?.serverDiagnostic?.statementIndex == 1)
            let broken = StatementScope(
                name: "s", prologue: ["SELECT set_config('role', \("nobody_here"), true)"])
            let early = await Playground.failure {
                try await pool.pipeline(["SELECT 1"], in: broken)
            }
            #expect(early != nil)
            #expect(early?.serverDiagnostic?.statementIndex == nil)
        }
    }

    @Test func `sends nothing when one of its values cannot be sent`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            try await pool.execute("CREATE TEMP TABLE untouched (t text)")
            let error = await Playground.failure {
                try await pool.pipeline([
                    "INSERT INTO untouched VALUES ('x')",
                    "INSERT INTO untouched VALUES (\("a\0b"))",
                ])
            }
            #expect(error == .invalidText)
            let rows = try await pool.query("SELECT count(*) FROM untouched")
            #expect(try rows[0].int64(0) == 0)
        }
    }

    @Test func `does not block when both directions carry more than any buffer`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            // Each statement sends 20 kB and returns 40 kB; together 18 MB.
            let text = String(repeating: "x", count: 20_000)
            let queries = (0..<300).map { _ -> Query in "SELECT \(text) || \(text)" }
            let results = try await pool.pipeline(queries)
            #expect(results.count == 300)
            let isWhole = try results.allSatisfy { try $0[0].string(0).utf8.count == 40_000 }
            #expect(isWhole)
        }
    }

    @Test func `of ten thousand statements arrives in order`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            let results = try await pool.pipeline((0..<10_000).map { "SELECT \(Int64($0))" })
            let numbers = try results.map { try $0[0].int64(0) }
            #expect(numbers == Array(0..<10_000))
        }
    }

    @Test func `refuses COPY without hanging`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            let piped = await Playground.failure {
                try await pool.pipeline(["SELECT 1", "COPY (SELECT 1) TO STDOUT"])
            }
            #expect(piped != nil)
            let single = await Playground.failure {
                try await pool.query("COPY (SELECT 1) TO STDOUT")
            }
            #expect(single != nil)
            let rows = try await pool.query("SELECT 1::int8")
            #expect(try rows[0].int64(0) == 1)
        }
    }

    @Test func `without statements asks nothing`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            let results = try await pool.pipeline([])
            #expect(results.isEmpty)
        }
    }
}
