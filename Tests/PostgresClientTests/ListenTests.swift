import PostgresClient
import TestSupport
import Testing

@Suite struct `Listening` {
    @Test func `hears what others notify, per channel`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            var first = pool.listen(try Identifier("hear_a")).makeAsyncIterator()
            var second = pool.listen(try Identifier("hear_b")).makeAsyncIterator()
            #expect(await first.next() == .resumed(channel: "hear_a"))
            #expect(await second.next() == .resumed(channel: "hear_b"))
            try await pool.execute("SELECT pg_notify('hear_b', 'for b'), pg_notify('hear_a', 'x')")
            #expect(text(await first.next()) == "x")
            #expect(text(await second.next()) == "for b")
        }
    }

    @Test func `twice on one channel hears everything twice`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            let channel = try Identifier("hear_twice")
            var first = pool.listen(channel).makeAsyncIterator()
            #expect(await first.next() == .resumed(channel: "hear_twice"))
            var second = pool.listen(channel).makeAsyncIterator()
            #expect(await second.next() == .resumed(channel: "hear_twice"))
            try await pool.execute("SELECT pg_notify('hear_twice', 'both')")
            #expect(text(await first.next()) == "both")
            #expect(text(await second.next()) == "both")
        }
    }

    @Test func `ends with the pool`() async throws {
        let pool = try PostgresPool(TestCluster.shared.configuration())
        var heard = pool.listen(try Identifier("ending")).makeAsyncIterator()
        #expect(await heard.next() == .resumed(channel: "ending"))
        await pool.shutdown()
        #expect(await heard.next() == nil)
        var late = pool.listen(try Identifier("ending")).makeAsyncIterator()
        #expect(await late.next() == nil)
    }

    @Test func `lets its connection go when nobody listens any more`() async throws {
        try await Playground.withPool(connections: 1) { pool in
            do {
                var heard = pool.listen(try Identifier("leaving")).makeAsyncIterator()
                _ = await heard.next()
            }
            try await eventually {
                let rows = try await pool.query(
                    "SELECT 1 FROM pg_stat_activity WHERE query = 'LISTEN \"leaving\"'")
                return rows.isEmpty
            }
        }
    }

    private func text(_ notification: PostgresNotification?) -> String? {
        guard case .message(_, let payload, _) = notification else { return nil }
        return payload
    }
}
