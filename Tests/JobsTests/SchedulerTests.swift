import BooksTestSupport
import Jobs
import Kernel
import Logging
import PostgresClient
import Tenancy
import Testing

@Suite struct `A schedule` {
    private struct Refusal: Error {}

    private static func scheduler(
        _ books: Books, _ server: String, _ works: [ScheduledWork]
    ) -> Scheduler {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return Scheduler(
            store: ScheduleStore(pool: books.pool, server: server), works: works, logger: logger)
    }

    private static func pass(_ books: Books, _ interval: String) async throws {
        try await books.installation.owner.execute(
            """
            UPDATE public.job_schedules SET next_at = next_at - \(interval)::text::interval,
                lease_until = lease_until - \(interval)::text::interval
            """)
    }

    @Test func `is one server's turn at a time`() async throws {
        try await Books.use { books in
            let notes = Notes()
            let schedule = JobSchedule("test.tick", title: "Tick", .every(.seconds(60)))
            let works = ["one", "two"].map { name in
                ScheduledWork(schedule) { notes.add(name) }
            }
            let servers = [
                Self.scheduler(books, "one", works), Self.scheduler(books, "two", works),
            ]
            try await servers[0].register()
            try await servers[1].register()
            #expect(try await !servers[0].turn(works[0]))
            try await Self.pass(books, "61 seconds")
            async let first = servers[0].turn(works[0])
            async let second = servers[1].turn(works[1])
            let turns = try await [first, second]
            #expect(turns.filter { $0 }.count == 1 && notes.all.count == 1)
            let store = ScheduleStore(pool: books.pool, server: "x")
            let told = try await store.list(books.scope)
            #expect(told.count == 1 && told[0].error == nil && told[0].finishedAt != nil)
            #expect(told[0].server == notes.all.first)
        }
    }

    @Test func `goes on with another server where one is not heard of any more`() async throws {
        try await Books.use { books in
            let notes = Notes()
            let schedule = JobSchedule("test.tick", title: "Tick", .every(.seconds(1)))
            let work = ScheduledWork(schedule, lease: .seconds(5)) { notes.add("ran") }
            let server = Self.scheduler(books, "alive", [work])
            try await server.register()
            try await books.installation.owner.execute(
                """
                UPDATE public.job_schedules SET server = 'dead', next_at = now(),
                    started_at = now(), lease_until = now() + interval '5 seconds'
                """)
            #expect(try await !server.turn(work))
            try await Self.pass(books, "6 seconds")
            #expect(try await server.turn(work))
            #expect(notes.all == ["ran"])
        }
    }

    @Test func `tells what went wrong and is done again, at its time of day`() async throws {
        try await Books.use { books in
            let schedule = JobSchedule("test.night", title: "Night", .daily(hour: 3, minute: 10))
            let work = ScheduledWork(schedule) { throw Refusal() }
            let server = Self.scheduler(books, "one", [work])
            try await server.register()
            try await Self.pass(books, "25 hours")
            #expect(try await server.turn(work))
            let store = ScheduleStore(pool: books.pool, server: "x")
            let told = try await store.list(books.scope)[0]
            #expect(told.error == "It failed; the server's log says more.")
            let next = "\(try #require(told.next))"
            #expect(next.contains("T03:10:00"))
            let pause = try #require(told.next).duration(since: .now())
            #expect(pause > .zero && pause <= .seconds(86_400))
        }
    }

    @Test func `that every server keeps by itself is told when it fails and when it is well again`()
        async throws
    {
        try await Books.use { books in
            let store = ScheduleStore(pool: books.pool, server: "one")
            let reporter = ScheduleReporter(store: store)
            let schedule = JobSchedule("test.round", title: "Round", .every(.seconds(1)))
            try await reporter.round(schedule) {}
            #expect(try await store.list(books.scope)[0].error == nil)
            await #expect(throws: Refusal.self) {
                try await reporter.round(schedule) { throw Refusal() }
            }
            #expect(try await store.list(books.scope)[0].error != nil)
            try await reporter.round(schedule) {}
            let told = try await store.list(books.scope)[0]
            #expect(told.error == nil && told.next == nil && told.rhythm == .every(.seconds(1)))
        }
    }
}
