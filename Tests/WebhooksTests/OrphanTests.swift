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
    @Test func `who was dismissed meanwhile is paused from the start`() async throws {
        try await HookSite.use { site in
            let leaver = try await Self.member(site, "leaver", .owner)
            let other = try await site.subscribe([.invoiceCreated], path: "/other")
            try await Self.leave(site, leaver)
            let made = try await site.subscribe([.invoiceCreated], path: "/late", as: leaver)
            try await site.webhooks.set(leaver, other.id, .active)
            for id in [made.id, other.id] {
                let endpoint = try await site.webhooks.find(site.books.scope, id)
                #expect(endpoint.state == .paused && endpoint.isOrphaned)
            }
            let demoted = try await Self.member(site, "demoted", .accountant)
            let late = try await site.subscribe([.invoiceCreated], path: "/too-late", as: demoted)
            #expect(try await Self.state(site, late.id) == .paused)
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
