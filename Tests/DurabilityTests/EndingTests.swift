import App
import BooksTestSupport
import Glibc
import Testing

@Suite(.serialized)
struct `Ending the program` {
    /// The contract with whoever started it.
    private static let limit: Duration = .seconds(30)
    /// Much less than the contract: nothing is to be waited for.
    private static let soon: Duration = .seconds(15)

    @Test func `by SIGTERM lets a running request finish`() async throws {
        try await DurabilityPlace.use { place in
            try await place.run("tenant", "create", "acme")
            let server = try await place.serve()
            let database = try await Database.open(try place.configuration())
            let schema = try #require(try await Services(database).directory.all().first).schema
            let request = try await TableLock.hold(schema, of: database) { waiting in
                let request = Task { try await server.summary() }
                #expect(try await Patience.until(Self.limit) { try await waiting() > 0 })
                server.program.send(SIGTERM)
                let isClosed = try await Patience.until(Self.limit) {
                    do { return try await server.health().status != 200 } catch { return true }
                }
                #expect(isClosed)
                #expect(server.program.isRunning)
                return request
            }
            #expect(try await request.value.status == 200)
            try await database.close()
            #expect(try await server.program.end(within: Self.limit).isSuccess)
            #expect(place.cluster.all().isEmpty)
        }
    }

    @Test func `by SIGTERM does not wait for connections on which nothing happens`() async throws {
        try await DurabilityPlace.use { place in
            let server = try await place.serve()
            let idle = try HTTPConnection(port: server.port, limit: 1)
            try idle.send("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
            #expect(try await server.health().status == 200)
            server.program.send(SIGTERM)
            #expect(try await server.program.end(within: Self.soon).isSuccess)
        }
    }

    @Test func `by SIGTERM cuts a request that never comes to its end`() async throws {
        try await DurabilityPlace.use { place in
            let server = try await place.serve()
            let slow = try HTTPConnection(port: server.port, limit: 1)
            try slow.send("GET /health HTTP/1.1\r\nHost: loc")
            #expect(try await server.health().status == 200)
            server.program.send(SIGTERM)
            let exit = try await server.program.end(within: Self.limit)
            #expect(exit.isSuccess, "\(exit): \(server.program.errors)")
            #expect(place.cluster.all().isEmpty)
        }
    }

    @Test func `by Ctrl-C stops PostgreSQL in good order`() async throws {
        try await DurabilityPlace.use { place in
            try await place.run("tenant", "create", "acme")
            let server = try await place.serve()
            server.program.send(SIGINT, toGroup: true)
            #expect(try await server.program.end(within: Self.limit).isSuccess)
            #expect(place.cluster.all().isEmpty)
            try await place.run("verify")
            #expect(!place.hasRecovered)
        }
    }

    @Test func `by Ctrl-C in the middle of an import stores nothing of it`() async throws {
        var random = SeededRandom()
        print("COUNTINGHOUSE_TEST_SEED=\(random.seed)")
        try await DurabilityPlace.use { place in
            try await place.run("tenant", "create", "acme")
            let list = ImportList(number: 0)
            for _ in 0..<3 {
                let attempt = try ImportAttempt(of: list, in: place)
                try await Task.sleep(for: .milliseconds(random.int(0...1_200)))
                attempt.program.send(SIGINT, toGroup: true)
                let exit = try await attempt.program.end(within: Self.limit)
                let parts = try await BooksCheck.use(place) { try await $0.parts(of: list) }
                // An attempt that was broken off may follow one that had landed.
                #expect(parts == list.expected || (parts.isEmpty && !exit.isSuccess), "\(exit)")
                #expect(place.cluster.all().isEmpty)
            }
            #expect(!place.hasRecovered)
        }
    }

    @Test func `leaves another server on the same data at work`() async throws {
        try await DurabilityPlace.use { place in
            try await place.run("tenant", "create", "acme")
            let first = try await place.serve()
            let second = try await place.serve()
            let postmaster = place.cluster.postmaster()
            first.program.send(SIGTERM)
            #expect(try await first.program.end(within: Self.limit).isSuccess)
            #expect(try await second.summary().status == 200)
            #expect(place.cluster.postmaster() == postmaster)
            second.program.send(SIGTERM)
            #expect(try await second.program.end(within: Self.limit).isSuccess)
            #expect(place.cluster.all().isEmpty)
            #expect(!place.hasRecovered)
        }
    }
}
