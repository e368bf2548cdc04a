import BooksTestSupport
import Identity
import Kernel
import PostgresClient
import Tenancy
import Testing

@Suite struct `A dismissal that meets somebody else` {
    private static let second = "bob@example.com"

    /// Somebody who has a membership and then wants the account. It is not they whom the database
    /// ends: it looks for who waits for whom where somebody has waited for long, which they bear.
    private static func rival(
        _ people: People, of user: ID<User>, telling held: AsyncStream<Void>.Continuation,
        until mayGoOn: AsyncStream<Void>
    ) async throws {
        defer { held.finish() }
        let tenant = people.books.tenant.id
        try await people.books.installation.administer { connection in
            let patience: Query = "SELECT set_config('deadlock_timeout', '1min', true)"
            let membership: Query = """
                SELECT FROM public.memberships
                WHERE user_id = \(user) AND tenant_id = \(tenant) FOR SHARE
                """
            let account: Query = "SELECT FROM public.users WHERE id = \(user) FOR UPDATE"
            try connection.execute("BEGIN")
            for statement in [patience, membership] { try connection.execute(statement) }
            held.finish()
            for await _ in mayGoOn {}
            try connection.execute(account)
            try connection.execute("COMMIT")
        }
    }

    /// The dismissal has the account and wants the membership, the other one the other way round:
    /// each waits for the other until the database ends the dismissal.
    @Test func `is begun again where the database ended it for the other one's sake`()
        async throws
    {
        try await People.use { people in
            let ada = try await people.make(role: .owner).user
            let bob = try await people.make(Self.second, role: .viewer).user.id
            let books = people.books
            let members = MemberService(
                pool: books.pool, owner: books.installation.owner, sessions: people.sessions)
            let scope = Scope(
                tenant: books.tenant, actor: .person(id: ada.id.rawValue, email: ada.email),
                grant: Grant(permissions: Role.owner.permissions, portfolio: nil))
            let (isHeld, tellHeld) = AsyncStream.makeStream(of: Void.self)
            let (mayEnd, tellEnd) = AsyncStream.makeStream(of: Void.self)
            let (isThere, tellThere) = AsyncStream.makeStream(of: Void.self)
            let (mayGoOn, tellGoOn) = AsyncStream.makeStream(of: Void.self)
            let company: Query =
                "SELECT FROM public.tenants WHERE id = \(books.tenant.id) FOR NO KEY UPDATE"
            async let holding: Void = people.hold(company, telling: tellHeld, until: mayEnd)
            async let rival: Void = Self.rival(
                people, of: bob, telling: tellThere, until: mayGoOn)
            for await _ in isHeld {}
            for await _ in isThere {}
            async let dismissal: Void = members.remove(scope, bob)
            // With the account in its hands, it waits for the company.
            try await books.waitForLocks(1)
            tellGoOn.finish()
            try await books.waitForLocks(2)
            tellEnd.finish()
            try await holding
            try await rival
            try await dismissal
            let left = try await members.list(scope)
            #expect(left.map(\.user.email) == [ada.email])
            let recorded = try await books.installation.owner.query(
                "SELECT count(*) FROM public.audit_events WHERE action = 'member.removed'")
            #expect(try recorded.single().int64(0) == 1)
        }
    }
}
