import PostgresClient
import Testing

@Suite struct `A transaction` {
    private struct Refusal: Error {}

    @Test func `commits what its body did`() async throws {
        try await withTable("tx_commit") { pool in
            try await pool.transaction { connection in
                try connection.execute("INSERT INTO tx_commit VALUES (\(1))")
                try connection.execute("INSERT INTO tx_commit VALUES (\(2))")
            }
            let result = try await count("SELECT count(*) FROM tx_commit", pool)
            #expect(result == 2)
        }
    }

    @Test func `rolls back when its body throws`() async throws {
        try await withTable("tx_rollback") { pool in
            await #expect(throws: Refusal.self) {
                try await pool.transaction { connection in
                    try connection.execute("INSERT INTO tx_rollback VALUES (\(1))")
                    throw Refusal()
                }
            }
            let result = try await count("SELECT count(*) FROM tx_rollback", pool)
            #expect(result == 0)
        }
    }

    @Test func `reports a swallowed error instead of pretending to commit`() async throws {
        try await withTable("tx_swallow") { pool in
            let error = await Playground.failure {
                try await pool.transaction { connection in
                    try connection.execute("INSERT INTO tx_swallow VALUES (\(1))")
                    _ = try? connection.execute("SELECT 1 / \(0)")
                }
            }
            #expect(error == .transactionFailed)
            let result = try await count("SELECT count(*) FROM tx_swallow", pool)
            #expect(result == 0)
        }
    }

    @Test func `goes on after a savepoint was undone`() async throws {
        try await withTable("tx_savepoint") { pool in
            try await pool.transaction { connection in
                try connection.execute("INSERT INTO tx_savepoint VALUES (\(1))")
                #expect(throws: PostgresError.self) {
                    try connection.savepoint { inner in
                        try inner.execute("INSERT INTO tx_savepoint VALUES (\(2))")
                        try inner.execute("SELECT 1 / \(0)")
                    }
                }
                try connection.savepoint { inner in
                    try inner.execute("INSERT INTO tx_savepoint VALUES (\(3))")
                }
            }
            let result = try await count("SELECT sum(n) FROM tx_savepoint", pool)
            #expect(result == 4)
        }
    }

    @Test func `sends its prologue with the first statement`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            let scope = StatementScope(
                name: "s", prologue: ["SELECT set_config('work_mem', \("77kB"), true)"])
            let options = TransactionOptions(
                isolation: .serializable, isReadOnly: true,
                prologue: ["SELECT set_config('my.value', \("x"), true)"])
            let row = try await pool.transaction(options, in: scope) { connection in
                try connection.query(
                    """
                    SELECT current_setting('work_mem'), current_setting('my.value'),
                      current_setting('transaction_isolation'),
                      current_setting('transaction_read_only')
                    """
                ).single()
            }
            #expect(try (0..<4).map { try row.string($0) } == ["77kB", "x", "serializable", "on"])
            let after = try await pool.query("SHOW work_mem")
            #expect(try after[0].string(0) != "77kB")
        }
    }

    @Test func `sends nothing when its body runs no statement`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            // A prologue the server would refuse, if it ever got it.
            let options = TransactionOptions(prologue: ["SELECT nothing_like_this"])
            try await pool.transaction(options) { _ in }
            let error = await Playground.failure {
                try await pool.transaction(options) { try $0.execute("SELECT 1") }
            }
            #expect(error?.sqlState == SQLState("42703"))
        }
    }

    @Test func `still begins after a first statement that could not be sent`() async throws {
        try await withTable("tx_late") { pool in
            await #expect(throws: Refusal.self) {
                try await pool.transaction { connection in
                    #expect(throws: PostgresError.invalidText) {
                        try connection.execute("SELECT \("a\0b")")
                    }
                    try connection.execute("INSERT INTO tx_late VALUES (1)")
                    throw Refusal()
                }
            }
            let result = try await count("SELECT count(*) FROM tx_late", pool)
            #expect(result == 0)
        }
    }

    @Test func `refuses statements after a statement has ended it`() async throws {
        try await withTable("tx_ended") { pool in
            let error = await Playground.failure {
                try await pool.transaction { connection in
                    try connection.execute("INSERT INTO tx_ended VALUES (1)")
                    try connection.execute("ROLLBACK")
                    try connection.execute("INSERT INTO tx_ended VALUES (2)")
                }
            }
            #expect(error == .transactionFailed)
            let result = try await count("SELECT count(*) FROM tx_ended", pool)
            #expect(result == 0)
        }
    }

    @Test func `inside a transaction is refused`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            await #expect(throws: PostgresError.self) {
                try await pool.transaction { connection in
                    try connection.transaction { _ in }
                }
            }
        }
    }

    @Test func `left open by a statement is rolled back with the lease`() async throws {
        try await withTable("tx_leaked") { pool in
            try await pool.withConnection { connection in
                try connection.execute("BEGIN")
                try connection.execute("INSERT INTO tx_leaked VALUES (1)")
            }
            let result = try await count("SELECT count(*) FROM tx_leaked", pool)
            #expect(result == 0)
        }
    }

    @Test func `reports a constraint that is checked at its end`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            try await pool.execute(
                """
                CREATE TEMP TABLE parent (id int8 PRIMARY KEY,
                  other int8 REFERENCES parent DEFERRABLE INITIALLY DEFERRED)
                """)
            let error = await Playground.failure {
                try await pool.transaction { connection in
                    try connection.execute("INSERT INTO parent VALUES (1, 2)")
                }
            }
            guard case .foreignKeyViolation = error else {
                Issue.record("got \(String(describing: error))")
                return
            }
            let result = try await count("SELECT count(*) FROM parent", pool)
            #expect(result == 0)
        }
    }

    @Test func `can fill a variable outside of it`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            let total = try await pool.withConnection { connection in
                var total: Int64 = 0
                try connection.transaction { inner in
                    for row in try inner.query("SELECT generate_series(1::int8, 4)") {
                        total += try row.int64(0)
                    }
                }
                return total
            }
            #expect(total == 10)
        }
    }

    private func count(_ query: Query, _ pool: PostgresPool) async throws -> Int64 {
        try await pool.query(query)[0].int64(0)
    }

    private func withTable(
        _ name: String, _ body: (PostgresPool) async throws -> Void
    ) async throws {
        // One connection, so that the temporary table is seen by every statement.
        try await Playground.withPool(connections: 1) { pool in
            let table = try Identifier(name)
            try await pool.execute("CREATE TEMP TABLE \(identifier: table) (n int8)")
            try await body(pool)
        }
    }
}
