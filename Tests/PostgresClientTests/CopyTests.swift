import Kernel
import PostgresClient
import Testing

@Suite struct `Copying in` {
    private struct Refusal: Error {}

    @Test func `takes every field type in the binary format`() async throws {
        try await withTable("copy_types") { connection in
            let day = try LocalDate(iso: "2026-11-21")
            let count = try connection.copyIn(
                "COPY copy_types FROM STDIN (FORMAT binary)"
            ) { writer in
                try writer.writeHeader()
                try writer.beginRow(columns: 8)
                try writer.int16(1)
                try writer.int32(-2)
                try writer.int64(.max)
                try writer.text("grün")
                try writer.date(day)
                try writer.bool(true)
                try writer.timestamp(microsecondsSince2000: 5)
                try writer.bytes([0, 1])
                try writer.beginRow(columns: 8)
                for _ in 0..<8 { try writer.null() }
                try writer.writeTrailer()
            }
            #expect(count == 2)
            let rows = try connection.query("SELECT * FROM copy_types ORDER BY a NULLS LAST")
            #expect(try rows[0].decode(0, as: Int16.self) == 1)
            #expect(try rows[0].int32(1) == -2)
            #expect(try rows[0].int64(2) == .max)
            #expect(try rows[0].string(3) == "grün")
            #expect(try rows[0].date(4) == day)
            #expect(try rows[0].decode(5, as: Bool.self))
            #expect(try rows[0].decode(6, as: Instant.self).microsecondsSince2000 == 5)
            #expect(try rows[0].decode(7, as: [UInt8].self) == [0, 1])
            #expect((0..<8).allSatisfy { rows[1].isNull($0) })
        }
    }

    @Test func `takes more than any buffer in flat memory`() async throws {
        try await withTable("copy_many") { connection in
            let before = try Memory.residentBytes()
            let text = String(repeating: "y", count: 1_000)
            let count = try connection.copyIn(
                "COPY copy_many (c, d) FROM STDIN (FORMAT binary)"
            ) { writer in
                try writer.writeHeader()
                for number in 0..<200_000 {
                    try writer.beginRow(columns: 2)
                    try writer.int64(Int64(number))
                    try writer.text(text)
                }
                try writer.writeTrailer()
            }
            #expect(count == 200_000)
            // 200 MB went by; other tests of this process take some memory meanwhile.
            #expect(try Memory.residentBytes() - before < 100 << 20)
            let row = try connection.query("SELECT sum(c)::int8 FROM copy_many").single()
            #expect(try row.int64(0) == 199_999 * 200_000 / 2)
        }
    }

    @Test func `has no effect when its producer fails`() async throws {
        try await withTable("copy_abort") { connection in
            #expect(throws: Refusal.self) {
                try connection.copyIn("COPY copy_abort (d) FROM STDIN") { writer in
                    for _ in 0..<100_000 { try writer.write(Array("a line\n".utf8)) }
                    throw Refusal()
                }
            }
            let row = try connection.query("SELECT count(*) FROM copy_abort").single()
            #expect(try row.int64(0) == 0)
        }
    }

    @Test func `reports what the server refuses`() async throws {
        try await withTable("copy_refused") { connection in
            #expect(throws: PostgresError.self) {
                try connection.copyIn("COPY copy_refused (c) FROM STDIN") { writer in
                    for _ in 0..<200_000 { try writer.write(Array("no number\n".utf8)) }
                }
            }
            #expect(throws: PostgresError.self) {
                try connection.copyIn("COPY no_such_table FROM STDIN") { _ in }
            }
            #expect(throws: PostgresError.self) { try connection.copyIn("SELECT 1") { _ in } }
            #expect(throws: PostgresError.self) {
                try connection.copyIn(
                    "COPY copy_refused (c) FROM STDIN (FORMAT binary)"
                ) { writer in
                    try writer.writeHeader()
                    try writer.beginRow(columns: 1)
                    // Four bytes for an eight-byte column.
                    try writer.int32(1)
                    try writer.writeTrailer()
                }
            }
            let row = try connection.query("SELECT count(*) FROM copy_refused").single()
            #expect(try row.int64(0) == 0)
        }
    }

    @Test func `takes an asynchronous sequence inside a transaction`() async throws {
        try await withPool("copy_async") { pool in
            let count = try await pool.transaction { connection in
                try connection.execute("INSERT INTO copy_async (c) VALUES (-1)")
                return try await connection.copyIn(
                    "COPY copy_async (c) FROM STDIN", from: lines(1_000))
            }
            #expect(count == 1_000)
            let rows = try await pool.query("SELECT count(*) FROM copy_async")
            #expect(try rows[0].int64(0) == 1_001)
        }
    }

    @Test func `has no effect when its asynchronous sequence fails`() async throws {
        try await withPool("copy_async_abort") { pool in
            await #expect(throws: Refusal.self) {
                try await pool.withConnection { connection in
                    try await connection.copyIn(
                        "COPY copy_async_abort (c) FROM STDIN",
                        from: lines(1_000, thenThrow: Refusal()))
                }
            }
            let rows = try await pool.query("SELECT count(*) FROM copy_async_abort")
            #expect(try rows[0].int64(0) == 0)
            #expect(pool.statistics.opened == 1)
        }
    }

    @Test func `inside a transaction is undone by its savepoint`() async throws {
        try await withPool("copy_savepoint") { pool in
            try await pool.transaction { connection in
                try connection.execute("INSERT INTO copy_savepoint (c) VALUES (1)")
                #expect(throws: Refusal.self) {
                    try connection.savepoint { inner in
                        try inner.copyIn("COPY copy_savepoint (c) FROM STDIN") { writer in
                            try writer.write(Array("5\n".utf8))
                            throw Refusal()
                        }
                    }
                }
            }
            let rows = try await pool.query("SELECT count(*) FROM copy_savepoint")
            #expect(try rows[0].int64(0) == 1)
        }
    }

    private func lines(_ count: Int, thenThrow error: Refusal? = nil) -> AsyncThrowingStream<
        [UInt8], any Error
    > {
        let given = Shared(0)
        return AsyncThrowingStream {
            let number = given.change { number in
                number += 1
                return number
            }
            if number <= count { return Array("\(number)\n".utf8) }
            if let error { throw error }
            return nil
        }
    }

    private func withTable(
        _ name: String,
        _ body: @Sendable (isolated PostgresConnection) async throws -> Void
    ) async throws {
        try await withPool(name) { pool in try await pool.withConnection(body) }
    }

    private func withPool(
        _ name: String, _ body: (PostgresPool) async throws -> Void
    ) async throws {
        try await Playground.withPool(connections: 1) { pool in
            let table = try Identifier(name)
            try await pool.execute(
                """
                CREATE TEMP TABLE \(identifier: table)
                  (a int2, b int4, c int8, d text, e date, f bool, g timestamptz, h bytea)
                """)
            try await body(pool)
        }
    }
}
