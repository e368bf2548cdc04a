import Kernel
import PostgresClient
import Testing

@Suite struct `Running statements` {
    @Test func `returns typed rows`() async throws {
        try await Playground.withPool { pool in
            let rows = try await pool.query(
                "SELECT \(Int64(7)) AS n, \("grün") AS t, \(true) AS b, NULL::int8 AS missing")
            let row = try rows.single()
            #expect(try row.decode("n", as: Int64.self) == 7)
            #expect(try row.decode("t", as: String.self) == "grün")
            #expect(try row.decode(2, as: Bool.self))
            #expect(try row.decode(3, as: Int64?.self) == nil)
            #expect(rows.columnNames == ["n", "t", "b", "missing"])
        }
    }

    @Test func `runs the same statement again from the cache`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            for number in 0..<5 {
                let rows = try await pool.query("SELECT \(number) + 1 AS next")
                #expect(try rows[0].int64(0) == Int64(number + 1))
            }
            let cached = try await pool.withConnection { $0.cachedStatementCount }
            #expect(cached == 1)
        }
    }

    @Test func `counts the rows a statement changed`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            try await pool.execute("CREATE TEMP TABLE counted (n int8)")
            let inserted = try await pool.execute(
                "INSERT INTO counted SELECT * FROM generate_series(1, \(10))")
            let deleted = try await pool.execute("DELETE FROM counted WHERE n <= \(4)")
            #expect(inserted == 10)
            #expect(deleted == 4)
        }
    }

    @Test func `sends a scope's settings in the statement's own round trip`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            let scope = StatementScope(
                name: "a", prologue: ["SELECT set_config('search_path', \("pg_catalog"), true)"])
            let inside = try await pool.query("SHOW search_path", in: scope)
            let outside = try await pool.query("SHOW search_path")
            #expect(try inside[0].string(0) == "pg_catalog")
            #expect(try outside[0].string(0) != "pg_catalog")
        }
    }

    @Test func `stays usable after an error`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            let error = await Playground.failure { try await pool.query("SELECT 1 / \(0)") }
            #expect(error?.sqlState == SQLState("22012"))
            try await Playground.expectWorking(pool)
            #expect(pool.statistics.opened == 1)
        }
    }
}
