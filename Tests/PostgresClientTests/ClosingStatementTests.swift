import PostgresClient
import Testing

@Suite struct `The last statement of a transaction` {
    private struct Refusal: Error {}

    private static func sum(_ pool: PostgresPool) async throws -> Int64 {
        try await pool.query("SELECT coalesce(sum(n), 0)::bigint FROM tx_last").single().decode(0)
    }

    private static func use(_ body: @Sendable (PostgresPool) async throws -> Void) async throws {
        try await Playground.withPool(connections: 1) { pool in
            try await pool.execute("CREATE TEMPORARY TABLE tx_last (n bigint CHECK (n < 100))")
            try await body(pool)
        }
    }

    @Test func `is carried out with the others, and alone`() async throws {
        try await Self.use { pool in
            try await pool.transaction { connection in
                try connection.executeWithCommit("INSERT INTO tx_last VALUES (\(1))")
                try connection.execute("INSERT INTO tx_last VALUES (\(2))")
            }
            let both = try await Self.sum(pool)
            #expect(both == 3)
            for number in 1...3 {
                try await pool.transaction { connection in
                    try connection.executeWithCommit("INSERT INTO tx_last VALUES (\(number))")
                    try connection.executeWithCommit("INSERT INTO tx_last VALUES (\(10))")
                }
            }
            let all = try await Self.sum(pool)
            #expect(all == 39)
        }
    }

    @Test func `undoes all where it fails`() async throws {
        try await Self.use { pool in
            for _ in 0..<2 {
                let error = await Playground.failure {
                    try await pool.transaction { connection in
                        try connection.execute("INSERT INTO tx_last VALUES (\(1))")
                        try connection.executeWithCommit("INSERT INTO tx_last VALUES (\(100))")
                    }
                }
                #expect(error?.sqlState == SQLState("23514"))
            }
            let after = try await Self.sum(pool)
            #expect(after == 0)
            try await pool.transaction { try $0.execute("INSERT INTO tx_last VALUES (\(5))") }
            let next = try await Self.sum(pool)
            #expect(next == 5)
        }
    }

    @Test func `is not carried out where the body throws, nor outside`() async throws {
        try await Self.use { pool in
            await #expect(throws: Refusal.self) {
                try await pool.transaction { connection in
                    try connection.executeWithCommit("INSERT INTO tx_last VALUES (\(1))")
                    throw Refusal()
                }
            }
            await #expect(throws: PostgresError.self) {
                try await pool.withConnection { connection in
                    try connection.executeWithCommit("INSERT INTO tx_last VALUES (\(1))")
                }
            }
            let sum = try await Self.sum(pool)
            #expect(sum == 0)
        }
    }
}
