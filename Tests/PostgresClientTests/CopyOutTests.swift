import PostgresClient
import Testing

@Suite struct `Copying out` {
    private struct Refusal: Error {}

    @Test func `passes every row on`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            let (text, count) = try await pool.withConnection { connection in
                var text = ""
                let count = try connection.copyOut(
                    "COPY (SELECT n FROM generate_series(1, 5) n) TO STDOUT"
                ) { text += String(decoding: $0, as: UTF8.self) }
                return (text, count)
            }
            #expect(text == "1\n2\n3\n4\n5\n")
            #expect(count == 5)
        }
    }

    @Test func `stops when its reader fails`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            try await pool.withConnection { connection in
                #expect(throws: Refusal.self) {
                    try connection.copyOut(
                        "COPY (SELECT generate_series(1, 100000000)) TO STDOUT"
                    ) { _ in throw Refusal() }
                }
                let row = try connection.query("SELECT 1::int8").single()
                #expect(try row.int64(0) == 1)
            }
            #expect(pool.statistics.opened == 1)
        }
    }

    @Test func `comes as a sequence of chunks within a scope`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            let scope = StatementScope(
                name: "s", prologue: ["SELECT set_config('my.tenant', \("acme"), true)"])
            let copy = pool.copyOut(
                "COPY (SELECT n, current_setting('my.tenant') FROM generate_series(1, 50000) n) TO STDOUT",
                in: scope)
            var bytes = 0
            var chunks = 0
            for try await chunk in copy {
                bytes += chunk.count
                chunks += 1
                #expect(chunk.count < 80_000)
            }
            #expect(bytes == (1...50_000).reduce(0) { $0 + "\($1)\tacme\n".utf8.count })
            #expect(chunks > 5)
            try await Playground.expectWorking(pool)
            #expect(pool.statistics.opened == 1)
        }
    }

    @Test func `gives its connection back when it is left early`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            let copy = pool.copyOut(
                "COPY (SELECT generate_series(1, 100000000)) TO STDOUT")
            for try await _ in copy { break }
            try await Playground.expectWorking(pool)
        }
    }

    @Test func `reports an error of the statement`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            let error = await Playground.failure {
                for try await _ in pool.copyOut("COPY (SELECT 1 / 0) TO STDOUT") {}
            }
            #expect(error?.sqlState == SQLState("22012"))
            try await Playground.expectWorking(pool)
        }
    }

    @Test func `is stopped with its task`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            let started = Gate()
            let task = Task {
                let copy = pool.copyOut(
                    "COPY (SELECT repeat('x', 10000), pg_sleep(0.001), generate_series(1, 1000000)) TO STDOUT"
                )
                for try await _ in copy { started.open() }
            }
            await started.wait()
            task.cancel()
            let error = await Playground.failure { try await task.value }
            #expect(error == .cancelled)
            try await Playground.expectWorking(pool)
        }
    }
}
