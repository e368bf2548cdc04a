import BooksTestSupport
import Jobs
import Kernel
import PostgresClient
import Tenancy
import Testing

@Suite struct `A job` {
    private struct Refusal: DomainError {
        var kind: ErrorKind { .unavailable }
        var code: String { "test_refused" }
        var userMessage: String { "Not today." }
    }

    @Test func `is taken by one of many servers, once`() async throws {
        try await JobSite.use { site in
            for number in 1...40 { try await site.add("\(number)") }
            let taken = try await withThrowingTaskGroup(of: [Job].self) { group in
                for server in 1...8 {
                    group.addTask { try await site.queue.claim(7, by: "server \(server)") }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(taken.count == 40)
            #expect(Set(taken.map(\.id)).count == 40)
            #expect(try await site.queue.claim(1, by: "late").isEmpty)
        }
    }

    @Test func `waits for its time, and stands for others of its key`() async throws {
        try await JobSite.use { site in
            let first = try await site.add("a", uniqueKey: "k", delay: .seconds(60))
            #expect(first != nil)
            #expect(try await site.add("b", uniqueKey: "k") == nil)
            #expect(try await site.queue.claim(9, by: "one").isEmpty)
            try await site.pass("61 seconds")
            let taken = try await site.queue.claim(9, by: "one")
            #expect(taken.map(\.id) == [first])
            // What it does has begun: what changes now needs another one.
            #expect(try await site.add("c", uniqueKey: "k") != nil)
            // That one stands for this one, too.
            try await site.queue.fail(taken[0], "No.", pause: .zero)
            #expect(try await site.find(first).state == .failed)
        }
    }

    @Test func `is tried again later and later, and then failed`() async throws {
        try await JobSite.use(work: { _ in throw Refusal() }) { site in
            let id = try await site.add("a")
            for attempt in 1...3 {
                #expect(await site.runner().drain() == 1)
                let job = try await site.find(id)
                #expect(job.attempts == attempt && job.error == "Not today.")
                #expect(job.state == (attempt < 3 ? .queued : .failed))
                #expect(await site.runner().drain() == 0)
                try await site.pass("1 hour")
            }
            let attempts = try await site.jobs.attempts(site.books.scope, of: [id ?? ID(1)])
            #expect(attempts.values.first?.map(\.error) == Array(repeating: "Not today.", count: 3))
        }
    }

    @Test func `of a server that is not heard of any more goes to another`() async throws {
        try await JobSite.use { site in
            let id = try await site.add("a")
            let lost = try await site.queue.claim(1, by: "dead")
            #expect(try await site.queue.renew(lost[0]))
            #expect(try await site.queue.recover() == 0)
            try await site.pass("61 seconds")
            #expect(try await site.queue.recover() == 1)
            let again = try await site.queue.claim(1, by: "alive")
            #expect(again.map(\.id) == [id] && again[0].attempts == 2)
            // It was only cut off, and comes back: what it says counts for nothing.
            #expect(try await !site.queue.renew(lost[0]))
            #expect(try await !site.queue.finish(lost[0]))
            #expect(try await !site.queue.fail(lost[0], "No.", pause: .zero))
            #expect(try await site.find(id).state == .running)
            #expect(try await site.queue.finish(again[0]))
            #expect(try await site.find(id).state == .done)
        }
    }

    @Test func `of its key waits alone when its server is not heard of any more`() async throws {
        try await JobSite.use { site in
            var lost: [ID<Job>?] = []
            // Three of one key that run, one that was to stop, one of another key and two of none.
            for key in ["k", "k", "k", "k", "other", nil, nil] {
                lost.append(try await site.add("a", uniqueKey: key))
                #expect(try await site.queue.claim(9, by: "dead").count == 1)
            }
            try await site.jobs.cancel(site.books.scope, lost[0] ?? ID(1))
            try await site.pass("61 seconds")
            #expect(try await site.queue.recover() == 7)
            var states: [JobState] = []
            for id in lost { states.append(try await site.find(id).state) }
            #expect(
                states == [.cancelled, .queued, .failed, .failed, .queued, .queued, .queued])
            let job = try await site.find(lost[2])
            #expect(job.error == "The server that ran it is gone, and another job does the same.")
            #expect(job.finishedAt != nil)
            let tries = try await site.jobs.attempts(site.books.scope, of: [job.id])
            #expect(tries[job.id]?.map(\.error) == [job.error])
            #expect(try await site.queue.claim(9, by: "alive").count == 4)
        }
    }

    @Test func `leaves its work to one of its key that waits when its server is gone`()
        async throws
    {
        try await JobSite.use { site in
            for isEnding in [true, false] {
                let first = try await site.add("a", uniqueKey: "k")
                let taken = try await site.queue.claim(9, by: "dead")
                #expect(taken.map(\.id) == [first])
                let second = try await site.add("b", uniqueKey: "k")
                #expect(second != nil)
                if isEnding {
                    #expect(try await site.queue.release(taken[0]))
                } else {
                    try await site.pass("61 seconds")
                    #expect(try await site.queue.recover() == 1)
                }
                let job = try await site.find(first)
                #expect(job.state == .failed && job.finishedAt != nil)
                #expect(
                    job.error == "The server that ran it is gone, and another job does the same.")
                let left = try await site.queue.claim(9, by: "alive")
                #expect(left.map(\.id) == [second])
                for job in left { try await site.queue.finish(job) }
            }
        }
    }

    @Test func `that nobody knows how to do says so`() async throws {
        try await JobSite.use { site in
            let other = JobKind(
                "test.other", title: "Other", isOfTenant: true, attemptsMax: 1,
                payload: JobSite.Note.self
            ) { _, _ in }
            let id = try await site.queue.add(
                JobDraft(other, tenant: site.books.tenant.id, payload: JobSite.Note(text: "x")))
            #expect(await site.runner().drain() == 1)
            let job = try await site.find(id)
            #expect(job.state == .failed)
            #expect(job.error == "This version does not know the job “test.other”.")
        }
    }

    @Test func `is written down with what it is about, or not at all`() async throws {
        try await JobSite.use { site in
            let draft = try JobDraft(
                site.kind, tenant: site.books.tenant.id, payload: JobSite.Note(text: "x"))
            await #expect(throws: Refusal.self) {
                try await site.books.pool.transaction { connection in
                    try JobQueue.add(draft, on: connection)
                    throw Refusal()
                }
            }
            #expect(await site.runner().drain() == 0)
        }
    }

    @Test func `is forgotten a month after its end`() async throws {
        try await JobSite.use { site in
            try await site.add("done")
            await site.runner().drain()
            try await site.add("waits")
            #expect(try await site.queue.prune() == 0)
            try await site.pass("31 days")
            #expect(try await site.queue.prune() == 1)
            #expect(try await site.jobs.list(site.books.scope, limit: 9).jobs.count == 1)
        }
    }
}
