import Kernel
import PostgresClient
import Testing

@Suite struct `Values on their way to the server and back` {
    @Test func `arrive unchanged`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            try await expectSame(Int64.min, pool)
            try await expectSame(Int32.max, pool)
            try await expectSame(Int16(-3), pool)
            try await expectSame(false, pool)
            try await expectSame("ä\u{1F600}'\"\\", pool)
            try await expectSame([UInt8](0...255), pool)
            try await expectSame([UInt8](), pool)
            try await expectSame(Double.pi, pool)
            try await expectSame(LocalDate.max, pool)
            try await expectSame(Instant(microsecondsSince2000: -1), pool)
        }
    }

    @Test func `arrive unchanged as arrays`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            try await expectSame([Int64.min, 0, Int64.max], pool)
            try await expectSame([Int32](), pool)
            try await expectSame([Int16(1), nil], pool)
            try await expectSame(["", "x,y", "{}", nil], pool)
            try await expectSame([true, false], pool)
            try await expectSame([LocalDate.min, nil], pool)
            try await expectSame([0.1, -0.0], pool)
            try await expectSame([Instant(microsecondsSince2000: 5)], pool)
        }
    }

    @Test func `are missing when they are nil`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            try await expectSame(Int64?.none, pool)
            try await expectSame([UInt8]?.none, pool)
            try await expectSame([Int64]?.none, pool)
            try await expectSame(LocalDate?.some(.min), pool)
        }
    }

    @Test func `take text for enums, JSON and identifiers of any type`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            try await pool.withConnection { connection in
                try connection.execute("CREATE TYPE pg_temp.mood AS ENUM ('glad', 'sad')")
                let row = try connection.query(
                    """
                    SELECT \("sad")::pg_temp.mood, \("{\"a\": 1}")::jsonb,
                      \("6f0e2c3a-1111-2222-3333-444455556666")::uuid
                    """
                ).single()
                #expect(try row.string(0) == "sad")
                #expect(try row.string(1) == "{\"a\": 1}")
                #expect(try row.string(2) == "6f0e2c3a-1111-2222-3333-444455556666")
            }
        }
    }

    @Test(arguments: [
        "0", "0.00", "-0.05", "12345.6780", "10000", "99999999999999999999999999.0001",
        "0.0000000000000001", "-1e100", "123456789012345678901234567890", "NaN",
    ])
    func `keep every digit of a numeric`(text: String) async throws {
        try await Playground.withPool(connections: 1) { pool in
            let row = try await pool.query(
                "SELECT \(PostgresValue.numeric(text)), \(PostgresValue.numeric(text))::text"
            ).single()
            #expect(try row.string(0) == row.string(1))
        }
    }

    @Test func `a column of another type is an error, not a guess`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            let row = try await pool.query("SELECT 1::int8, 'x'::text, NULL::text").single()
            #expect(throws: PostgresError.self) { try row.decode(0, as: String.self) }
            #expect(throws: PostgresError.self) { try row.decode(1, as: Int64.self) }
            #expect(throws: PostgresError.self) { try row.decode(2, as: String.self) }
            #expect(throws: PostgresError.self) { try row.decode(3, as: String.self) }
            #expect(throws: PostgresError.self) { try row.decode("none", as: String.self) }
        }
    }

    private func expectSame<T: PostgresEncodable & PostgresDecodable & Equatable>(
        _ value: T, _ pool: PostgresPool, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let rows = try await pool.query("SELECT \(value)")
        let back = try rows[0].decode(0, as: T.self)
        #expect(back == value, sourceLocation: sourceLocation)
    }
}
