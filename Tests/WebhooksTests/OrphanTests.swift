import BooksTestSupport
import Identity
import Kernel
import PostgresClient
import Tenancy
import Testing
import Webhooks

@Suite struct `An endpoint of somebody` {
    /// A member of ours, as whom they act.
    private static func member(_ site: HookSite, _ name: String, _ role: Role) async throws -> Scope
    {
        let email = "\(name)@example.com"
        let insert: Query = """
            WITH u AS (
                INSERT INTO public.users (email, name) VALUES (\(email), \(name)) RETURNING id
            )
            INSERT INTO public.memberships (user_id, tenant_id, role)
            SELECT id, \(site.books.tenant.id), \(role.rawValue) FROM u RETURNING user_id
            """
        let id = try await site.books.installation.owner.query(insert).single().int64(0)
        return .unrestricted(site.books.tenant, actor: .person(id: id, email: email))
    }

    private static func id(_ scope: Scope) -> Int64 {
        if case .person(let id, _) = scope.actor { id } else { 0 }
    }

    private static func leave(_ site: HookSite, _ scope: Scope) async throws {
        try await site.books.installation.owner.execute(
            "DELETE FROM public.memberships WHERE user_id = \(id(scope))")
    }

    private static func state(
        _ site: HookSite, _ id: ID<WebhookEndpoint>
    ) async throws -> WebhookEndpoint.State {
        try await site.webhooks.find(site.books.scope, id).state
    }

    @Test func `who is dismissed is paused, on record, and sent nothing any more`() async throws {
        try await HookSite.use { site in
            let leaver = try await Self.member(site, "leaver", .owner)
            let stayer = try await Self.member(site, "stayer", .admin)
            let made = try await site.subscribe([.invoiceCreated], path: "/leaver", as: leaver)
            let kept = try await site.subscribe([.invoiceCreated], path: "/stayer", as: stayer)
            let own = try await site.subscribe([.invoiceCreated], path: "/nobody")
            try await Self.leave(site, leaver)
            let endpoint = try await site.webhooks.find(site.books.scope, made.id)
            #expect(endpoint.state == .paused && endpoint.isOrphaned && !endpoint.isGivenUp)
            let rest = [try await Self.state(site, kept.id), try await Self.state(site, own.id)]
            #expect(rest == [.active, .active])
            #expect(try await site.records("webhook.paused") == 1)
            let customer = try await site.books.customer("A")
            _ = try await site.books.invoice(customer, "R-1", on: "2026-01-10", "10.00 USD")
            while try await site.sender().drain() > 0 {}
            #expect(site.receiver.requests.map(\.path).sorted() == ["/nobody", "/stayer"])
        }
    }

    /// What they are about to do was looked at while they still might.
    @Test func `else is not touched any more by who was dismissed meanwhile`() async throws {
        try await HookSite.use { site in
            let webhooks = site.webhooks
            let pool = site.books.pool
            let other = try await site.subscribe([.invoiceCreated], path: "/other").id
            let draft = try WebhookDraft(
                url: site.receiver.url("/late"), description: "", types: [.invoicePaid])
            let leaver = try await Self.member(site, "leaver", .owner)
            try await Self.leave(site, leaver)
            let demoted = try await Self.member(site, "demoted", .accountant)
            for scope in [leaver, demoted] {
                let acts: [@Sendable () async throws -> Void] = [
                    { _ = try await webhooks.create(scope, draft) },
                    { try await webhooks.change(scope, other, draft) },
                    { try await webhooks.set(scope, other, .paused) },
                    { try await webhooks.set(scope, other, .active) },
                    { _ = try await webhooks.rotate(scope, other) },
                    { try await webhooks.remove(scope, other) },
                    {
                        _ = try await pool.transaction { connection in
                            try webhooks.lock(scope, other, on: connection)
                        }
                    },
                ]
                for (index, act) in acts.enumerated() {
                    var code: String?
                    do { try await act() } catch let error as TenancyError { code = error.code }
                    #expect(code == "not_permitted", "\(scope.actor), \(index)")
                }
            }
            let left = try await webhooks.list(site.books.scope)
            #expect(left.map(\.url) == [site.receiver.url("/other")])
            #expect(left.allSatisfy { $0.state == .active && !$0.isOrphaned })
            for action in ["webhook.changed", "webhook.secret_rotated", "webhook.removed"] {
                #expect(try await site.records(action) == 0)
            }
        }
    }

    /// Whoever is dismissed has the membership, and ends with it what the member kept going; they
    /// come to either in that order as well.
    @Test func `stays out of the way of its maker's dismissal`() async throws {
        try await HookSite.use { site in
            let webhooks = site.webhooks
            let maker = try await Self.member(site, "maker", .owner)
            let made = try await site.subscribe([.invoiceCreated], as: maker).id
            let (isHeld, tellHeld) = AsyncStream.makeStream(of: Void.self)
            let (mayEnd, tellEnd) = AsyncStream.makeStream(of: Void.self)
            async let dismissal: Void = Self.dismiss(
                site, maker, telling: tellHeld, when: mayEnd)
            for await _ in isHeld {}
            async let late: String? = Self.refusal {
                try await site.books.pool.transaction { connection in
                    _ = try webhooks.lock(maker, made, on: connection)
                    try webhooks.set(maker, made, .active, on: connection)
                }
            }
            try await site.books.waitForLock()
            tellEnd.finish()
            try await dismissal
            let code = try await late
            #expect(code == "not_permitted")
            #expect(try await Self.state(site, made) == .paused)
        }
    }

    /// The membership is ended by one statement after the one that locks it.
    private static func dismiss(
        _ site: HookSite, _ scope: Scope, telling held: AsyncStream<Void>.Continuation,
        when mayEnd: AsyncStream<Void>
    ) async throws {
        defer { held.finish() }
        let user = id(scope)
        try await site.books.installation.owner.transaction { connection in
            let lock: Query =
                "SELECT FROM public.memberships WHERE user_id = \(user) FOR UPDATE"
            try connection.execute(lock)
            held.finish()
            for await _ in mayEnd {}
            let end: Query = "DELETE FROM public.memberships WHERE user_id = \(user)"
            try connection.execute(end)
        }
    }

    private static func refusal(_ act: @Sendable () async throws -> Void) async throws -> String? {
        do { try await act() } catch let error as TenancyError { return error.code }
        return nil
    }

    /// Whatever wrote it: the table itself keeps to it.
    @Test func `who is no member is paused from the start`() async throws {
        try await HookSite.use { site in
            let leaver = try await Self.member(site, "leaver", .owner)
            try await Self.leave(site, leaver)
            let demoted = try await Self.member(site, "demoted", .accountant)
            let admin = try await Self.member(site, "admin", .admin)
            for (scope, isKept) in [(leaver, false), (demoted, false), (admin, true)] {
                let insert: Query = """
                    INSERT INTO public.webhook_endpoints (tenant_id, url, types, made_by)
                    VALUES (\(site.books.tenant.id), 'https://x.example/', ARRAY['invoice.paid'],
                        \(Self.id(scope)))
                    RETURNING state = 'active' AND NOT is_orphaned
                    """
                let isActive = try await site.books.pool.query(insert).single()
                    .decode(0, as: Bool.self)
                #expect(isActive == isKept)
                let resume: Query = """
                    UPDATE public.webhook_endpoints SET state = 'active', is_orphaned = false,
                        made_by = made_by
                    WHERE made_by = \(Self.id(scope)) RETURNING state = 'active'
                    """
                let isResumed = try await site.books.pool.query(resume).single()
                    .decode(0, as: Bool.self)
                #expect(isResumed == isKept)
            }
        }
    }

    @Test func `goes on for whoever has it go on, until they leave`() async throws {
        try await HookSite.use { site in
            let first = try await Self.member(site, "first", .owner)
            let second = try await Self.member(site, "second", .owner)
            let made = try await site.subscribe([.invoiceCreated], as: first)
            try await Self.leave(site, first)
            try await site.webhooks.set(second, made.id, .active)
            let endpoint = try await site.webhooks.find(site.books.scope, made.id)
            #expect(endpoint.state == .active && !endpoint.isOrphaned)
            try await Self.leave(site, second)
            #expect(try await Self.state(site, made.id) == .paused)
        }
    }

    @Test func `is theirs who gave it its address, not who described it`() async throws {
        try await HookSite.use { site in
            let first = try await Self.member(site, "first", .owner)
            let second = try await Self.member(site, "second", .owner)
            let moved = try await site.subscribe([.invoiceCreated], path: "/a", as: first)
            let described = try await site.subscribe([.invoiceCreated], path: "/b", as: first)
            try await site.webhooks.change(
                second, moved.id,
                WebhookDraft(
                    url: site.receiver.url("/c"), description: "", types: [.invoiceCreated]))
            try await site.webhooks.change(
                second, described.id,
                WebhookDraft(
                    url: site.receiver.url("/b"), description: "x", types: [.invoicePaid]))
            try await Self.leave(site, second)
            let after = [
                try await Self.state(site, moved.id), try await Self.state(site, described.id),
            ]
            #expect(after == [.paused, .active])
        }
    }

    @Test(arguments: Role.allCases)
    func `stays for the roles that may have one and no others`(role: Role) async throws {
        try await HookSite.use { site in
            let member = try await Self.member(site, "member", .owner)
            let made = try await site.subscribe([.invoiceCreated], as: member)
            try await site.books.installation.owner.execute(
                """
                UPDATE public.memberships SET role = \(role.rawValue)
                WHERE user_id = \(Self.id(member))
                """)
            let mayHave = role.permissions.contains(.manageWebhooks)
            #expect(try await (Self.state(site, made.id) == .active) == mayHave)
        }
    }
}
