import BooksTestSupport
import Foundation
import Jobs
import Kernel
import Logging
import Outbound
import PeerTestSupport
import PostgresClient
import Receivables
import Tenancy
import Testing
import Webhooks

@Suite struct `A delivery` {
    /// One event waits: an invoice was posted.
    private static func post(_ site: HookSite, _ number: String = "R-1") async throws {
        let customer = try await site.books.customers.find(site.books.scope, "A")?.id
        let someone: CustomerID
        if let customer { someone = customer } else { someone = try await site.books.customer("A") }
        _ = try await site.books.invoice(someone, number, on: "2026-01-10", "10.00 USD")
    }

    /// Looking for what is due goes on all the time: answers about the books stay good meanwhile.
    @Test func `makes no kept answer old, whether something is due or not`() async throws {
        try await HookSite.use { site in
            try await site.subscribe([.invoiceCreated])
            try await Self.post(site)
            let versions = DataVersions(pool: site.books.pool)
            let before = try await versions.current(of: site.books.tenant.id)
            #expect(try await site.sender().drain() == 1)
            #expect(try await site.sender().drain() == 0)
            let after = try await versions.current(of: site.books.tenant.id)
            #expect(after == before)
            #expect(site.receiver.requests.count == 1)
        }
    }

    @Test func `is signed with the secret that was shown`() async throws {
        try await HookSite.use { site in
            let made = try await site.subscribe([.invoiceCreated])
            try await Self.post(site)
            try await site.sender().drain()
            let request = try #require(site.receiver.requests.first)
            let parts = try #require(request.headers["countinghouse-signature"])
                .split(separator: ",").map(String.init)
            let time = try #require(Int64(parts[0].dropFirst(2)))
            #expect(abs(time - Instant.now().unixSeconds) < 60)
            #expect(
                WebhookSecret.signature(of: request.body, at: time, with: [made.secret])
                    == parts.joined(separator: ","))
            #expect(request.headers["countinghouse-event"] == "invoice.created")
            #expect(request.headers["content-type"] == "application/json")
            let delivery = try await site.deliveries(made.id)[0]
            #expect(request.headers["countinghouse-delivery"] == "\(delivery.id)")
            #expect(delivery.state == .delivered && delivery.status == 200)
            // The secret stands nowhere as it is.
            let kept: String = try await site.books.installation.owner.query(
                "SELECT string_agg(w::text, ' ') FROM public.webhook_endpoints AS w"
            ).single().decode(0)
            #expect(!kept.contains(made.secret.text))
        }
    }

    @Test func `is signed with both secrets for a day after a change`() async throws {
        try await HookSite.use { site in
            let made = try await site.subscribe([.invoiceCreated])
            let new = try await site.webhooks.rotate(site.books.scope, made.id)
            #expect(new != made.secret)
            try await Self.post(site)
            try await site.sender().drain()
            try await site.pass("25 hours")
            try await Self.post(site, "R-2")
            try await site.sender().drain()
            let requests = site.receiver.requests
            for (request, secrets) in zip(requests, [[new, made.secret], [new]]) {
                let header = try #require(request.headers["countinghouse-signature"])
                let time = try #require(Int64(header.dropFirst(2).prefix { $0 != "," }))
                #expect(
                    WebhookSecret.signature(of: request.body, at: time, with: secrets) == header)
            }
            #expect(requests.count == 2)
            #expect(try await site.records("webhook.secret_rotated") == 1)
        }
    }

    @Test(arguments: ["status", "redirect", "late", "nothing"])
    func `that fails is tried again until it arrives`(how: String) async throws {
        try await HTTPReceiver.use { elsewhere in
            let target = elsewhere.url()
            try await HookSite.use({ _ in
                switch how {
                case "status": .status(500, body: "no\u{7}\nwonder")
                case "redirect": .status(307, headers: ["Location": target])
                case "late": .late
                default: .nothing
                }
            }) { site in
                let made = try await site.subscribe([.invoiceCreated])
                try await Self.post(site)
                let sender = site.sender(limit: .milliseconds(500))
                #expect(try await sender.drain() == 1)
                // Not at once.
                #expect(try await sender.drain() == 0)
                let failed = try await site.deliveries(made.id)[0]
                #expect(failed.state == .waiting && failed.attempts == 1)
                let problem = try #require(failed.error)
                switch how {
                case "status":
                    #expect(problem == "It answered with status 500.")
                    #expect(failed.excerpt == "no wonder" && failed.status == 500)
                case "redirect": #expect(problem.contains("status 307; nobody is followed"))
                case "late":
                    let sentences = ["took too long to answer.", "did not answer."]
                    #expect(sentences.contains { problem == "127.0.0.1 \($0)" })
                default: #expect(problem == "127.0.0.1 did not answer.")
                }
                let health = try await site.webhooks.find(site.books.scope, made.id)
                #expect(health.failures == 1 && health.failingSince != nil)
                site.receiver.answer { _ in .status(204) }
                try await site.pass("6 seconds")
                #expect(try await sender.drain() == 1)
                let done = try await site.deliveries(made.id)[0]
                #expect(done.state == .delivered && done.attempts == 2 && done.error == nil)
                let requests = site.receiver.requests
                #expect(requests.count == 2 && requests[0].body == requests[1].body)
                #expect(elsewhere.requests.isEmpty)
                let tries =
                    try await site.webhooks.attempts(site.books.scope, of: [done.id])[done.id] ?? []
                #expect(tries.map(\.error) == [problem, nil])
                #expect(tries.map(\.status) == [failed.status, 204])
                #expect(tries.allSatisfy { $0.milliseconds >= 0 })
                #expect(tries.map(\.startedAt) == tries.map(\.startedAt).sorted())
                let well = try await site.webhooks.find(site.books.scope, made.id)
                #expect(well.failures == 0 && well.failingSince == nil)
                try await site.webhooks.remove(site.books.scope, made.id)
                #expect(try await site.count("SELECT count(*) FROM webhook_attempt") == 0)
            }
        }
    }

    @Test func `waits for the earlier ones of its document, not for others`() async throws {
        try await HookSite.use({ request in
            String(decoding: request.body, as: UTF8.self).contains("\"number\" : \"R-1\"")
                ? .status(500) : .status(200)
        }) { site in
            let made = try await site.subscribe([.invoiceCreated, .invoicePaid])
            let books = site.books
            let customer = try await books.customer("A")
            let first = try await books.invoice(customer, "R-1", on: "2026-01-10", "10.00 USD")
            let second = try await books.invoice(customer, "R-2", on: "2026-01-10", "10.00 USD")
            let receipt = try await books.receipt(customer, "P-1", on: "2026-01-20", "20.00 USD")
            try await books.allocate(receipt, to: first, "10.00 USD")
            try await books.allocate(receipt, to: second, "10.00 USD")
            while try await site.sender().drain() > 0 {}
            #expect(
                try site.messages().filter { $0.object["id"] == "\(second)" }.map(\.type)
                    == ["invoice.created", "invoice.paid"])
            #expect(
                try site.messages().filter { $0.object["id"] == "\(first)" }.map(\.type)
                    == ["invoice.created"])
            site.receiver.answer { _ in .status(200) }
            try await site.pass("6 seconds")
            while try await site.sender().drain() > 0 {}
            #expect(
                try site.messages().filter { $0.object["id"] == "\(first)" }.map(\.type)
                    == ["invoice.created", "invoice.created", "invoice.paid"])
            #expect(try await site.deliveries(made.id).allSatisfy { $0.state == .delivered })
        }
    }

    @Test func `is given up after three days, and sent again when somebody asks`() async throws {
        try await HookSite.use({ _ in .status(503) }) { site in
            let made = try await site.subscribe([.invoiceCreated])
            try await Self.post(site)
            // Another one that arrives, so that the endpoint is not given up with it.
            for attempt in 1...15 {
                #expect(try await site.sender().drain() == 1, "\(attempt)")
                try await site.books.installation.owner.execute(
                    "UPDATE public.webhook_endpoints SET failing_since = now()")
                try await site.pass("14 hours")
            }
            #expect(try await site.sender().drain() == 0)
            let failed = try await site.deliveries(made.id)[0]
            #expect(failed.state == .failed && failed.attempts == 15)
            site.receiver.answer { _ in .status(200) }
            try await site.webhooks.replay(site.books.scope, failed.id)
            #expect(try await site.sender().drain() == 1)
            #expect(try await site.deliveries(made.id)[0].state == .delivered)
            #expect(try await site.records("webhook.replayed") == 1)
            // What is being sent already cannot be sent again.
            try await site.webhooks.replay(site.books.scope, failed.id)
            await #expect(throws: WebhookError.self) {
                try await site.webhooks.replay(site.books.scope, failed.id)
            }
        }
    }

    @Test func `of all that failed is sent again by a job`() async throws {
        try await HookSite.use({ _ in .status(503) }) { site in
            let made = try await site.subscribe([.invoiceCreated])
            for number in 1...3 { try await Self.post(site, "R-\(number)") }
            _ = try await site.books.database.write(
                site.books.scope,
                ["UPDATE webhook_delivery SET state = 'failed', finished_at = now()"])
            let queue = JobQueue(pool: site.books.pool)
            let now = Instant.now()
            await #expect {
                try await site.webhooks.replayFailed(
                    site.books.scope, made.id, since: now.adding(.seconds(1)), now: now)
            } throws: { ($0 as? WebhookError)?.code == "since_in_future" }
            let job = try await site.webhooks.replayFailed(
                site.books.scope, made.id, since: now.adding(.seconds(-3_600)), now: now)
            #expect(job != nil)
            site.receiver.answer { _ in .status(200) }
            let runner = JobRunner(
                queue: queue, kinds: [site.webhooks.replaying], server: "one",
                logger: .init(label: "test"))
            #expect(await runner.drain() == 1)
            while try await site.sender().drain() > 0 {}
            #expect(
                try await site.deliveries(made.id).map(\.state) == [
                    .delivered, .delivered, .delivered,
                ])
        }
    }

    @Test func `that somebody died sending is sent by somebody else`() async throws {
        try await HookSite.use { site in
            let made = try await site.subscribe([.invoiceCreated])
            try await Self.post(site)
            _ = try await site.books.database.write(
                site.books.scope,
                [
                    """
                    UPDATE webhook_delivery SET state = 'sending', sender = 'dead', attempts = 1,
                        next_at = now() + interval '60 seconds'
                    """
                ])
            #expect(try await site.sender().drain() == 0)
            try await site.pass("61 seconds")
            #expect(try await site.sender().drain() == 1)
            let delivery = try await site.deliveries(made.id)[0]
            #expect(delivery.state == .delivered && delivery.attempts == 2)
        }
    }

    @Test func `is one server's of many`() async throws {
        try await HookSite.use { site in
            try await site.subscribe([.invoiceCreated])
            for number in 1...20 { try await Self.post(site, "R-\(number)") }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for name in ["one", "two", "three"] {
                    group.addTask { try await site.sender(name).drain() }
                }
                try await group.waitForAll()
            }
            while try await site.sender().drain() > 0 {}
            #expect(try Set(site.messages().map(\.id)).count == 20)
            #expect(site.receiver.requests.count == 20)
        }
    }

    @Test func `goes out while the server runs`() async throws {
        let (arrived, tell) = AsyncStream.makeStream(of: Void.self)
        try await HookSite.use({ _ in
            tell.yield()
            return .status(200)
        }) { site in
            try await site.subscribe([.invoiceCreated])
            let sender = site.sender()
            let running = Task { await sender.run() }
            try await Self.post(site)
            for await _ in arrived { break }
            running.cancel()
            await running.value
            // What had begun came to its end.
            #expect(
                try await site.count(
                    "SELECT count(*) FROM webhook_delivery WHERE state = 'delivered'") == 1)
        }
    }

    @Test func `is forgotten after thirty days, with its event`() async throws {
        try await HookSite.use { site in
            let made = try await site.subscribe([.invoiceCreated])
            try await Self.post(site)
            try await site.sender().drain()
            let keeping = WebhookKeeping(
                database: site.books.database, directory: TenantDirectory(pool: site.books.pool))
            try await keeping.prune()
            #expect(try await site.deliveries(made.id).count == 1)
            try await site.pass("31 days")
            try await site.books.installation.owner.execute(
                """
                UPDATE \(identifier: site.books.tenant.schema).webhook_event
                SET recorded_at = recorded_at - interval '31 days'
                """)
            try await keeping.prune()
            #expect(try await site.deliveries(made.id).isEmpty)
            #expect(try await site.count("SELECT count(*) FROM webhook_event") == 0)
        }
    }
}
