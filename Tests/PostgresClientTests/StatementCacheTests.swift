import TestSupport
import Testing

@testable import PostgresClient

@Suite struct `The cache of prepared statements` {
    @Test func `forgets the statement unused for longest`() {
        var cache = StatementCache(countMax: 2)
        let keys = ["a", "b", "c"].map { StatementCache.Key("SELECT 1", scope: $0) }
        let first = cache.add(keys[0])
        _ = cache.add(keys[1])
        #expect(cache.name(of: keys[0]) == first.name)
        let third = cache.add(keys[2])
        #expect(third.forget == ["s2"])
        #expect(cache.name(of: keys[1]) == nil)
        #expect(cache.count == 2)
    }

    @Test func `tells parameter types apart`() {
        let wide = StatementCache.Key("SELECT \(Int64(1))", scope: "")
        let narrow = StatementCache.Key("SELECT \(Int32(1))", scope: "")
        #expect(wide != narrow)
    }

    @Test func `stays within its bound on the server too`() async throws {
        try await Playground.withPool(connections: 1, { $0.maxCachedStatements = 5 }) { pool in
            let text: [Query] = [
                "SELECT 1", "SELECT 2", "SELECT 3", "SELECT 4", "SELECT 5", "SELECT 6", "SELECT 7",
            ]
            for _ in 0..<3 { for query in text { _ = try await pool.query(query) } }
            let rows = try await pool.query("SELECT count(*) FROM pg_prepared_statements")
            #expect(try rows[0].int64(0) <= 5)
            #expect(pool.statistics.opened == 1)
        }
    }

    @Test func `forgets nothing inside the transaction that a pipeline begins`() async throws {
        try await Playground.withPool(connections: 1, { $0.maxCachedStatements = 5 }) { pool in
            for tenant in 0..<20 {
                let results = try await pool.pipeline(
                    [
                        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
                        "SELECT current_setting('transaction_isolation')", "COMMIT",
                    ], in: StatementScope(name: "tenant_\(tenant)"))
                #expect(try results[1][0].string(0) == "repeatable read")
            }
            let rows = try await pool.query("SELECT count(*) FROM pg_prepared_statements")
            #expect(try rows[0].int64(0) <= 6)
        }
    }

    @Test func `goes on when the session was emptied behind its back`() async throws {
        try await Playground.withPool(connections: 1, { $0.maxCachedStatements = 3 }) { pool in
            let text: [Query] = ["SELECT 1", "SELECT 2", "SELECT 3", "SELECT 4", "SELECT 5"]
            for round in 0..<3 {
                for query in text {
                    #expect(try await pool.query(query).count == 1)
                }
                if round == 1 {
                    try await pool.withConnection { try $0.runAlone("DEALLOCATE ALL") }
                }
            }
            #expect(pool.statistics.opened == 1)
        }
    }

    @Test func `keeps one plan per scope, so that each sees its own tables`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            for tenant in ["cache_a", "cache_b"] {
                let schema = try Identifier(tenant)
                try await pool.execute("DROP SCHEMA IF EXISTS \(identifier: schema) CASCADE")
                try await pool.execute("CREATE SCHEMA \(identifier: schema)")
                try await pool.execute("CREATE TABLE \(identifier: schema).who (name text)")
                try await pool.execute("INSERT INTO \(identifier: schema).who VALUES (\(tenant))")
            }
            for _ in 0..<3 {
                for tenant in ["cache_a", "cache_b"] {
                    let scope = StatementScope(
                        name: tenant,
                        prologue: ["SELECT set_config('search_path', \(tenant), true)"])
                    let rows = try await pool.query("SELECT name FROM who", in: scope)
                    #expect(try rows[0].string(0) == tenant)
                }
            }
            let rows = try await pool.query(
                """
                SELECT count(*), sum(generic_plans + custom_plans)::int8
                FROM pg_prepared_statements WHERE statement = 'SELECT name FROM who'
                """)
            #expect(try rows[0].int64(0) == 2)
            #expect(try rows[0].int64(1) == 6)
            try await pool.execute("DROP SCHEMA cache_a CASCADE")
            try await pool.execute("DROP SCHEMA cache_b CASCADE")
        }
    }

    @Test func `prepares again when a table changed under a statement`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            try await pool.execute("CREATE TEMP TABLE changing (a int8)")
            try await pool.execute("INSERT INTO changing VALUES (1)")
            _ = try await pool.query("SELECT * FROM changing")
            _ = try await pool.pipeline(["SELECT * FROM changing"])
            try await pool.execute("ALTER TABLE changing ADD b text DEFAULT 'new'")
            let rows = try await pool.query("SELECT * FROM changing")
            #expect(rows.columnCount == 2)
            try await pool.execute("ALTER TABLE changing ADD c text")
            let piped = try await pool.pipeline(["SELECT 1", "SELECT * FROM changing"])
            #expect(piped[1].columnCount == 3)
        }
    }

    @Test func `prepares again inside a transaction that has only begun`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            try await pool.execute("CREATE TEMP TABLE moving (a int8)")
            _ = try await pool.query("SELECT * FROM moving")
            try await pool.execute("ALTER TABLE moving ADD b text")
            let columns = try await pool.transaction { connection in
                try connection.query("SELECT * FROM moving").columnCount
            }
            #expect(columns == 2)
        }
    }

    @Test func `reports a changed table within a transaction and recovers after it`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            try await pool.execute("CREATE TEMP TABLE shifting (a int8)")
            _ = try await pool.query("SELECT * FROM shifting")
            try await pool.execute("ALTER TABLE shifting ADD b text")
            let error = await Playground.failure {
                try await pool.transaction { connection in
                    try connection.execute("SELECT 1")
                    return try connection.query("SELECT * FROM shifting").columnCount
                }
            }
            #expect(error?.sqlState == .cachedPlanChanged)
            let rows = try await pool.query("SELECT * FROM shifting")
            #expect(rows.columnCount == 2)
        }
    }

    @Test func `starts over when the session lost its statements`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            for number in 0..<3 {
                let rows = try await pool.query("SELECT \(Int64(number))")
                #expect(try rows[0].int64(0) == Int64(number))
                try await pool.execute("DEALLOCATE ALL")
            }
            #expect(pool.statistics.opened == 1)
        }
    }
}
