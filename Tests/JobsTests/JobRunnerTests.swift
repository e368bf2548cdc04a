import BooksTestSupport
import Jobs
import Testing

@Suite struct `A server that runs jobs` {
    @Test func `is woken by each new one`() async throws {
        let (done, tell) = AsyncStream.makeStream(of: String.self)
        try await JobSite.use(work: { tell.yield($0) }) { site in
            let runner = site.runner()
            let running = Task { await runner.run() }
            var seen: [String] = []
            var texts = done.makeAsyncIterator()
            for text in ["a", "b", "c"] {
                try await site.add(text)
                if let text = await texts.next() { seen.append(text) }
            }
            running.cancel()
            await running.value
            #expect(seen == ["a", "b", "c"])
            let states = try await site.jobs.list(site.books.scope, limit: 9).jobs.map(\.state)
            #expect(states == [.done, .done, .done])
        }
    }

    @Test func `gives back what it runs when it ends`() async throws {
        let (begun, tell) = AsyncStream.makeStream(of: Void.self)
        try await JobSite.use(work: { _ in
            tell.yield()
            // Until it is told to stop.
            try await Task.sleep(for: .seconds(3_600))
        }) { site in
            let id = try await site.add("long")
            let runner = site.runner()
            let running = Task { await runner.run() }
            for await _ in begun { break }
            #expect(try await site.find(id).state == .running)
            running.cancel()
            await running.value
            let job = try await site.find(id)
            #expect(job.state == .queued && job.attempts == 1 && job.attemptsMax == 4)
            #expect(try await site.queue.claim(1, by: "next").map(\.id) == [id])
        }
    }

    @Test func `is told by a notification`() async throws {
        try await JobSite.use { site in
            var wakes = try site.queue.wakes().makeAsyncIterator()
            // It listens.
            _ = await wakes.next()
            try await site.add("a")
            guard case .message = await wakes.next() else {
                Issue.record("nobody was told")
                return
            }
        }
    }
}
