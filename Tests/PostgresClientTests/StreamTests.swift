import PostgresClient
import Testing

@Suite struct `Streaming rows` {
    private struct Refusal: Error {}

    @Test func `keeps memory flat over a million rows`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            try await pool.withConnection { connection in
                let before = try Memory.residentBytes()
                var sum: Int64 = 0
                var peak = before
                try connection.stream(
                    "SELECT n, repeat('x', 300) FROM generate_series(1::int8, 1000000) n"
                ) { row in
                    let number = try row.int64(0)
                    sum += number
                    if number % 100_000 == 0 { peak = max(peak, try Memory.residentBytes()) }
                }
                #expect(sum == 500_000_500_000)
                // 300 MB went by; other tests of this process take some memory meanwhile.
                #expect(peak - before < 100 << 20)
            }
        }
    }

    @Test func `stops when its reader fails`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            try await pool.withConnection { connection in
                #expect(throws: Refusal.self) {
                    try connection.stream("SELECT generate_series(1, 100000000)") { _ in
                        throw Refusal()
                    }
                }
            }
            try await Playground.expectWorking(pool)
            #expect(pool.statistics.opened == 1)
        }
    }

    @Test func `reports an error that comes after rows`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            try await pool.withConnection { connection in
                var count = 0
                #expect(throws: PostgresError.self) {
                    try connection.stream("SELECT 10 / (5 - n) FROM generate_series(1, 9) n") { _ in
                        count += 1
                    }
                }
                #expect(count == 4)
            }
            try await Playground.expectWorking(pool)
        }
    }

    @Test func `sees a scope's settings`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            let scope = StatementScope(
                name: "s", prologue: ["SELECT set_config('my.tenant', \("acme"), true)"])
            try await pool.withConnection { connection in
                var seen: [String] = []
                try connection.stream("SELECT current_setting('my.tenant')", in: scope) { row in
                    seen.append(try row.string(0))
                }
                try connection.transaction { inner in
                    try inner.stream("SELECT current_setting('my.tenant')", in: scope) { row in
                        seen.append(try row.string(0))
                    }
                }
                #expect(seen == ["acme", "acme"])
            }
        }
    }
}
