import BooksTestSupport
import Identity
import Kernel
import Outbound
import PostgresClient
import Tenancy
import Testing
import Webhooks

@Suite struct `An endpoint` {
    @Test(arguments: [
        "http://example.com/", "https://127.0.0.1/", "https://localhost/hook",
        "https://10.1.2.3/", "https://169.254.169.254/latest/meta-data/", "https://2130706433/",
        "https://no-such-host.invalid/",
    ])
    func `stands on the public internet, over https`(url: String) async throws {
        try await HookSite.use { site in
            let strict = WebhookService(
                database: site.books.database, box: site.box, guard: OutboundGuard())
            let draft = try WebhookDraft(url: url, description: "", types: [.invoiceCreated])
            await #expect(throws: WebhookError.self) {
                try await strict.create(site.books.scope, draft)
            }
            #expect(try await strict.list(site.books.scope).isEmpty)
        }
    }

    @Test(arguments: [
        "ftp://example.com/", "https://user:pw@example.com/", "example.com", "https://exa mple/",
        "https://example.com/#part", "",
    ])
    func `is an address and nothing else`(url: String) throws {
        #expect(throws: WebhookError.self) {
            try WebhookDraft(url: url, description: "", types: [.invoiceCreated])
        }
    }

    /// Records are sealed for good, and every admin reads them.
    @Test func `is recorded without what its address opens`() async throws {
        try await HookSite.use { site in
            let host = site.receiver.url("")
            func draft(_ rest: String) throws -> WebhookDraft {
                try WebhookDraft(url: host + rest, description: "", types: [.invoiceCreated])
            }
            let scope = site.books.scope
            let made = try await site.webhooks.create(scope, draft("/hook/PLANTED0?PLANTED1"))
            // As they are where the path is all that keeps others out.
            let rests: [(rest: String, shown: String)] = [
                ("/hook/PLANTED0?token=PLANTED2", "/hook"),
                ("/services/T0/B0/PLANTED", "/services"), ("/PLANTED", ""), ("/PLANTED/", ""),
                ("/bot123456789:PLANTEDPLANTED/send", ""), ("?PLANTED", ""),
                // No longer than a word, and none.
                ("/PLANTED/hook", ""), ("/k3yPLANTED01/hook", ""), ("/bot1:PLANTED/send", ""),
                ("/0123456789/hook", ""), ("/hook-2/PLANTED", ""), ("/letteredsecret/hook", ""),
                ("/integrations/PLANTED", "/integrations"),
            ]
            for (rest, _) in rests {
                try await site.webhooks.change(scope, made.id, draft(rest))
                #expect(try await site.webhooks.find(scope, made.id).url == host + rest)
            }
            try await site.webhooks.remove(scope, made.id)
            let records = try await site.books.installation.owner.query(
                """
                SELECT e::text, before ->> 'url', after ->> 'url' FROM public.audit_events AS e
                WHERE object_kind = 'webhook' ORDER BY id
                """)
            #expect(records.count == rests.count + 2)
            #expect(try !records.contains { try $0.string(0).contains("PLANTED") })
            let before = try records.dropFirst().map { try $0.string(1) }
            let after = try records.dropLast().map { try $0.string(2) }
            // Each record takes up where the one before it left off, and no two are alike.
            #expect(before == after && Set(after).count == rests.count + 1)
            for (text, shown) in zip(after.dropFirst(), rests.map(\.shown)) {
                #expect(text.hasPrefix("\(host)\(shown)/… #"), "\(text)")
                #expect(text.utf8.count == "\(host)\(shown)/… #12345678".utf8.count)
            }
        }
    }

    /// Its name led to the public internet when it was made, and leads into our network now.
    @Test func `is looked up again at every attempt`() async throws {
        try await HookSite.use { site in
            let made = try await site.subscribe([.invoiceCreated])
            let customer = try await site.books.customer("A")
            _ = try await site.books.invoice(customer, "R-1", on: "2026-01-10", "10.00 USD")
            for url in [site.receiver.url(), "http://localhost:\(site.receiver.port)/hook"] {
                try await site.books.installation.owner.execute(
                    "UPDATE public.webhook_endpoints SET url = \(url)")
                #expect(try await site.sender(guard: OutboundGuard()).drain() == 1)
                #expect(site.receiver.requests.isEmpty)
                let delivery = try await site.deliveries(made.id)[0]
                #expect(delivery.error?.contains("cannot be used") == true)
                try await site.pass("60 seconds")
            }
        }
    }

    @Test func `that is paused is told later`() async throws {
        try await HookSite.use { site in
            let made = try await site.subscribe([.invoiceCreated])
            let customer = try await site.books.customer("A")
            try await site.webhooks.set(site.books.scope, made.id, .paused)
            _ = try await site.books.invoice(customer, "R-1", on: "2026-01-10", "10.00 USD")
            #expect(try await site.sender().drain() == 0)
            try await site.webhooks.set(site.books.scope, made.id, .active)
            #expect(try await site.sender().drain() == 1)
            #expect(try await site.records("webhook.changed") == 2)
        }
    }

    @Test func `that failed for days is paused, on record`() async throws {
        try await HookSite.use({ _ in .status(500) }) { site in
            let made = try await site.subscribe([.invoiceCreated])
            let customer = try await site.books.customer("A")
            _ = try await site.books.invoice(customer, "R-1", on: "2026-01-10", "10.00 USD")
            try await site.sender().drain()
            try await site.pass("73 hours")
            try await site.sender().drain()
            let endpoint = try await site.webhooks.find(site.books.scope, made.id)
            #expect(endpoint.state == .paused && endpoint.isGivenUp)
            #expect(try await site.records("webhook.paused") == 1)
            try await site.pass("30 hours")
            #expect(try await site.sender().drain() == 0)
            try await site.webhooks.set(site.books.scope, made.id, .active)
            site.receiver.answer { _ in .status(200) }
            #expect(try await site.sender().drain() == 1)
        }
    }

    @Test func `that fails is asked by one attempt at a time`() async throws {
        try await HookSite.use({ _ in .status(500) }) { site in
            try await site.subscribe([.invoiceCreated])
            let customer = try await site.books.customer("A")
            for number in 1...20 {
                _ = try await site.books.invoice(
                    customer, "R-\(number)", on: "2026-01-10", "10.00 USD")
            }
            // It rests after the first ones failed.
            let first = try await site.sender().drain()
            #expect(first <= 16)
            try await site.books.installation.owner.execute(
                "UPDATE public.webhook_endpoints SET retry_at = '-infinity'")
            #expect(try await site.sender().drain() == 1)
        }
    }

    @Test func `is told of another company's books by nobody, and seen by nobody else`()
        async throws
    {
        try await HookSite.use { site in
            let other = try await site.books.installation.tenants.create(
                TenantSettings(
                    name: TenantName("other"), currency: Books.base,
                    timeZone: TimeZoneName("UTC")))
            let theirs = Scope.unrestricted(other, actor: .system)
            let made = try await site.subscribe([.invoiceCreated], path: "/ours")
            let foreign = try await site.subscribe([.invoiceCreated], path: "/theirs", as: theirs)
            let customer = try await site.books.customer("A")
            _ = try await site.books.invoice(customer, "R-1", on: "2026-01-10", "10.00 USD")
            let books = Books(site.books.installation, tenant: other)
            let stranger = try await books.customer("B")
            _ = try await books.invoice(stranger, "X-1", on: "2026-01-10", "99.00 USD")
            _ = try await books.invoice(stranger, "X-2", on: "2026-01-10", "99.00 USD")
            while try await site.sender().drain() > 0 {}
            let paths = site.receiver.requests.map(\.path).sorted()
            #expect(paths == ["/ours", "/theirs", "/theirs"])
            for request in site.receiver.requests {
                let message = try HookSite.Message(request.body)
                #expect(message.tenant == (request.path == "/ours" ? "acme" : "other"))
            }
            let webhooks = site.webhooks
            #expect(try await webhooks.list(theirs).map(\.id) == [foreign.id])
            let draft = try WebhookDraft(
                url: site.receiver.url(), description: "", types: [.invoicePaid])
            await #expect(throws: WebhookError.self) {
                _ = try await webhooks.find(theirs, made.id)
            }
            await #expect(throws: WebhookError.self) { try await webhooks.remove(theirs, made.id) }
            await #expect(throws: WebhookError.self) {
                _ = try await webhooks.rotate(theirs, made.id)
            }
            await #expect(throws: WebhookError.self) {
                _ = try await webhooks.test(theirs, made.id)
            }
            await #expect(throws: WebhookError.self) {
                try await webhooks.change(theirs, made.id, draft)
            }
            await #expect(throws: WebhookError.self) {
                try await webhooks.set(theirs, made.id, .paused)
            }
            await #expect(throws: WebhookError.self) {
                _ = try await webhooks.deliveries(theirs, of: made.id, limit: 9)
            }
            #expect(try await webhooks.find(site.books.scope, made.id).types == [.invoiceCreated])
        }
    }

    @Test func `can be tried with an event that says nothing`() async throws {
        try await HookSite.use { site in
            let made = try await site.subscribe([.invoiceCreated], path: "/one")
            try await site.subscribe([.invoiceCreated], path: "/two")
            let id = try await site.webhooks.test(site.books.scope, made.id)
            try await site.sender().drain()
            #expect(site.receiver.requests.map(\.path) == ["/one"])
            #expect(try site.types() == ["webhook.test"])
            #expect(try await site.webhooks.delivery(site.books.scope, id).state == .delivered)
        }
    }

    @Test func `keeps its secret through a change of the key of secrets`() async throws {
        try await HookSite.use { site in
            #expect(SecretColumn.all.contains(.webhookSecret))
            #expect(SecretColumn.all.contains(.oldWebhookSecret))
            let made = try await site.subscribe([.invoiceCreated])
            _ = try await site.webhooks.rotate(site.books.scope, made.id)
            let rotation = SecretRotation(
                box: site.box, owner: site.books.installation.owner)
            let usages = try await rotation.status().usages.filter { $0.count > 0 }
            #expect(Set(usages.map(\.column)) == [.webhookSecret, .oldWebhookSecret])
        }
    }
}
