import BooksTestSupport
import Testing

@Suite(.serialized)
struct `Killing what works on the books` {
    private static var kills: Int {
        KillSettings.given ?? (TestLength.isLong ? 300 : 40)
    }

    @Test func `loses nothing that was acknowledged and stores nothing twice`() async throws {
        let random = SeededRandom()
        print("COUNTINGHOUSE_TEST_SEED=\(random.seed)")
        try await DurabilityPlace.use { place in
            var run = KillRun(place, random: random)
            do { try await run.run(kills: Self.kills) } catch {
                print("After \(run.tally)")
                throw error
            }
            print(run.tally)
        }
    }

    /// A tenant's first invoices take a way of their own into the books.
    @Test func `in a tenant's first import leaves all of it or nothing`() async throws {
        var random = SeededRandom()
        print("COUNTINGHOUSE_TEST_SEED=\(random.seed)")
        try await DurabilityPlace.use { place in
            _ = try await place.serve()
            let list = ImportList(number: 0)
            var duration: Duration = .seconds(1)
            for round in 0..<(TestLength.isLong ? 40 : 4) {
                let name = "tenant-\(round)"
                try await place.run("tenant", "create", name)
                let attempt = try ImportAttempt(of: list, in: place, tenant: name)
                try await Task.sleep(for: duration * (Double(random.int(0...1_000)) / 1_000))
                try await attempt.program.killAtOnce()
                let parts = try await BooksCheck.use(place, tenant: name) {
                    try await $0.parts(of: list)
                }
                #expect(parts.isEmpty || parts == list.expected, "\(name)")
                let next = try ImportAttempt(of: list, in: place, tenant: name)
                #expect(try await next.program.end().isSuccess, "\(next.program.errors)")
                duration = next.started.duration(to: .now)
                let (whole, uneven) = try await BooksCheck.use(place, tenant: name) {
                    (try await $0.parts(of: list), try await $0.unevenDocuments())
                }
                #expect(whole == list.expected)
                #expect(uneven.isEmpty)
                let verdict = try await place.run("verify", "--tenant", name)
                #expect(verdict.contains("The books agree"))
            }
        }
    }

    @Test(arguments: 0..<(TestLength.isLong ? 12 : 2))
    func `in a first start leaves nothing in the way of the next`(round: Int) async throws {
        var random = SeededRandom(seed: TestLength.givenSeed)
        print("COUNTINGHOUSE_TEST_SEED=\(random.seed)")
        try await DurabilityPlace.use { place in
            let starter = try place.start("tenant", "create", "first")
            try await Task.sleep(for: .milliseconds(random.int(0...3_000)))
            try await starter.killAtOnce()
            if !(try await place.run("tenant", "list")).contains("first") {
                try await place.run("tenant", "create", "first")
            }
            #expect(try await place.run("verify").contains("The books agree"))
            #expect(place.cluster.all().isEmpty)
        }
    }
}
