import BooksTestSupport
import Jobs
import Kernel
import PostgresClient
import Tenancy
import Testing

@Suite struct `Whoever looks after a company's jobs` {
    @Test func `tries again what failed and cancels what waits, on record`() async throws {
        try await JobSite.use { site in
            let id = try await site.add("a")
            let (key, scope) = (id ?? ID(1), site.books.scope)
            await #expect(throws: JobError.self) { try await site.jobs.retry(scope, key) }
            try await site.jobs.cancel(site.books.scope, key)
            #expect(try await site.find(id).state == .cancelled)
            #expect(await site.runner().drain() == 0)
            await #expect(throws: JobError.self) { try await site.jobs.cancel(scope, key) }
            try await site.jobs.retry(site.books.scope, key)
            #expect(await site.runner().drain() == 1)
            #expect(try await site.find(id).state == .done)
            #expect(try await site.records("job.cancelled") == 1)
            #expect(try await site.records("job.retried") == 1)
        }
    }

    @Test func `tries nothing again that waits already`() async throws {
        try await JobSite.use { site in
            let id = try await site.add("a", uniqueKey: "k") ?? ID(1)
            try await site.jobs.cancel(site.books.scope, id)
            let twin = try await site.add("b", uniqueKey: "k")
            #expect(twin != nil)
            let error = await #expect(throws: JobError.self) {
                try await site.jobs.retry(site.books.scope, id)
            }
            #expect(error?.code == "job_waits_already" && error?.kind == .conflict)
            #expect(try await site.find(id).state == .cancelled)
            #expect(try await site.records("job.retried") == 0)
        }
    }

    @Test func `stops what runs`() async throws {
        try await JobSite.use { site in
            let id = try await site.add("a")
            let job = try await site.queue.claim(1, by: "one")[0]
            try await site.jobs.cancel(site.books.scope, id ?? ID(1))
            #expect(try await site.find(id).state == .running)
            // The server learns of it when it says that it is still there.
            #expect(try await !site.queue.renew(job))
            #expect(try await site.queue.stopped(job))
            #expect(try await site.find(id).state == .cancelled)
        }
    }

    @Test func `sees and changes no other company's`() async throws {
        try await JobSite.use { site in
            let id = try await site.add("a") ?? ID(1)
            let other = Scope.unrestricted(
                try await site.books.installation.tenants.create(
                    TenantSettings(
                        name: TenantName("other"), currency: Books.base,
                        timeZone: TimeZoneName("UTC"))), actor: .system)
            await #expect(throws: JobError.self) { try await site.jobs.find(other, id) }
            await #expect(throws: JobError.self) { try await site.jobs.cancel(other, id) }
            await #expect(throws: JobError.self) { try await site.jobs.retry(other, id) }
            #expect(try await site.jobs.list(other, limit: 9).jobs.isEmpty)
            #expect(try await site.jobs.attempts(other, of: [id]).isEmpty)
            #expect(try await site.records("job.cancelled") == 0)
        }
    }

    @Test func `finds jobs by state and kind, page by page`() async throws {
        try await JobSite.use { site in
            var ids: [ID<Job>] = []
            for number in 1...5 { ids.append(try await site.add("\(number)") ?? ID(1)) }
            try await site.jobs.cancel(site.books.scope, ids[1])
            let scope = site.books.scope
            let waiting = try await site.jobs.list(scope, JobFilter(state: .queued), limit: 2)
            #expect(waiting.jobs.map(\.id) == [ids[4], ids[3]] && waiting.hasMore)
            let rest = try await site.jobs.list(
                scope, JobFilter(state: .queued), after: ids[3], limit: 2)
            #expect(rest.jobs.map(\.id) == [ids[2], ids[0]] && !rest.hasMore)
            let none = try await site.jobs.list(scope, JobFilter(kind: "test.other"), limit: 2)
            #expect(none.jobs.isEmpty)
        }
    }
}
