import Kernel
import PostgresClient
import Testing

@Suite struct `Errors of the server` {
    @Test func `come by their kind`() async throws {
        try await withTable { pool in
            let unique = await failure("INSERT INTO judged VALUES (1, 1, 1)", pool)
            guard case .uniqueViolation(let report) = unique else {
                Issue.record("got \(String(describing: unique))")
                return
            }
            #expect(report.constraint == "judged_pkey")
            #expect(report.table == "judged")
            #expect(unique?.kind == .conflict)
            let check = await failure("INSERT INTO judged VALUES (2, -1, 1)", pool)
            #expect(check?.sqlState == .checkViolation)
            #expect(check?.constraint == "judged_positive_check")
            #expect(check?.kind == .invalid)
            let missing = await failure("INSERT INTO judged VALUES (2, NULL, 1)", pool)
            #expect(missing?.sqlState == .notNullViolation)
            #expect(missing?.serverDiagnostic?.column == "positive")
            let foreign = await failure("INSERT INTO judged VALUES (2, 1, 99)", pool)
            #expect(foreign?.sqlState == .foreignKeyViolation)
            let syntax = await failure("SELEKT 1", pool)
            #expect(syntax?.kind == .internalFailure)
        }
    }

    @Test func `never carry a bound value`() async throws {
        try await withTable { pool in
            let secret = "Erika Mustermann"
            let queries: [Query] = [
                "SELECT \(secret)::int8", "SELECT \(secret)::date", "SELECT \(secret)::jsonb",
                "INSERT INTO judged (note, positive) VALUES (\(secret), 1), (\(secret), 2)",
                "SELECT (\(secret) || repeat('x', 3))::uuid",
            ]
            for query in queries {
                let error = await failure(query, pool)
                let texts = [error?.diagnostic, error?.userMessage, error.map { "\($0)" }]
                for text in texts { #expect(text?.contains("Mustermann") == false) }
            }
        }
    }

    @Test func `speak to people without the server's words`() {
        let report = ServerDiagnostic(
            sqlState: .uniqueViolation, message: "duplicate key", constraint: "a_key", table: "a")
        let error = PostgresError.uniqueViolation(report)
        #expect(!error.userMessage.contains("key\""))
        #expect(!error.userMessage.contains("a_key"))
        #expect(error.diagnostic.contains("a_key"))
        #expect(error.code == "already_exists")
    }

    @Test func `of two transactions in each other's way can be tried again`() async throws {
        try await Playground.withPool(connections: 2) { pool in
            try await pool.execute("DROP TABLE IF EXISTS contended")
            try await pool.execute("CREATE TABLE contended (n int8)")
            try await pool.execute("INSERT INTO contended VALUES (1)")
            let error = await Playground.failure {
                try await pool.transaction(.serializable) { connection in
                    _ = try connection.query("SELECT * FROM contended")
                    try await pool.execute("UPDATE contended SET n = n + 1")
                    try connection.execute("UPDATE contended SET n = n + 1")
                }
            }
            #expect(error?.sqlState == .serializationFailure)
            #expect(error?.isRetryable == true)
            try await pool.execute("DROP TABLE contended")
        }
    }

    @Test func `about a terminated session are a lost connection`() async throws {
        try await Playground.withPool(connections: 2) { pool in
            let error = await Playground.failure {
                try await pool.withConnection { connection in
                    let process = try connection.query("SELECT pg_backend_pid()")[0].int32(0)
                    try await pool.execute("SELECT pg_terminate_backend(\(process))")
                    try connection.execute("SELECT 1")
                }
            }
            guard case .connectionLost = error else {
                Issue.record("got \(String(describing: error))")
                return
            }
            for _ in 0..<3 { try await Playground.expectWorking(pool) }
            #expect(pool.statistics.discarded == 1)
        }
    }

    private func failure(_ query: Query, _ pool: PostgresPool) async -> PostgresError? {
        await Playground.failure { try await pool.execute(query) }
    }

    private func withTable(_ body: (PostgresPool) async throws -> Void) async throws {
        try await Playground.withPool(connections: 1) { pool in
            try await pool.execute(
                """
                CREATE TEMP TABLE judged (id int8 PRIMARY KEY DEFAULT 1, positive int8 NOT NULL
                  CHECK (positive > 0), parent int8 REFERENCES judged, note text)
                """)
            try await pool.execute("INSERT INTO judged VALUES (1, 1, 1)")
            try await body(pool)
        }
    }
}
