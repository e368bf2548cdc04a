import BooksTestSupport
import Identity
import Kernel
import PostgresClient
import Tenancy
import Testing

@Suite struct `Somebody new who is taken in twice at once` {
    private static let email = "bob@example.com"
    private typealias Act = @Sendable () async throws -> NewUser

    /// What becomes of two that begin while somebody else is about to make the account, and in the
    /// end does not: what the person was to them, or why they were refused.
    private static func both(
        _ people: People, _ first: @escaping Act, _ second: @escaping Act
    ) async throws -> [String] {
        let (isHeld, tellHeld) = AsyncStream.makeStream(of: Void.self)
        let (mayEnd, tellEnd) = AsyncStream.makeStream(of: Void.self)
        async let holding: Void = people.hold(
            "INSERT INTO public.users (email, name) VALUES (\(email), 'x')",
            last: "DELETE FROM public.users WHERE email = \(email)", telling: tellHeld,
            until: mayEnd)
        for await _ in isHeld {}
        async let one = outcome(first)
        async let other = outcome(second)
        try await people.books.waitForLocks(2)
        tellEnd.finish()
        try await holding
        return [try await one, try await other].sorted()
    }

    private static func outcome(_ act: Act) async throws -> String {
        do {
            let made = try await act()
            return made.isInvited ? "invited" : made.isNew ? "new" : "known"
        } catch let error as any DomainError where !(error is PostgresError) {
            return error.code
        }
    }

    /// How many accounts of theirs there are, and how many memberships.
    private static func counts(_ people: People) async throws -> [Int64] {
        let row = try await people.books.installation.owner.query(
            """
            SELECT count(DISTINCT u.id), count(m.user_id) FROM public.users AS u
            LEFT JOIN public.memberships AS m ON m.user_id = u.id
            WHERE lower(u.email) = \(email)
            """
        ).single()
        return [try row.int64(0), try row.int64(1)]
    }

    private static func members(_ people: People) -> MemberService {
        MemberService(
            pool: people.books.pool, owner: people.books.installation.owner,
            sessions: people.sessions)
    }

    private static func scope(_ tenant: Tenant, _ owner: User) -> Scope {
        Scope(
            tenant: tenant, actor: .person(id: owner.id.rawValue, email: owner.email),
            grant: Grant(permissions: Role.owner.permissions, portfolio: nil))
    }

    @Test func `is a member once, and said to be one to the other who asked`() async throws {
        try await People.use { people in
            let owner = try await people.make(role: .owner).user
            let members = Self.members(people)
            let scope = Self.scope(people.books.tenant, owner)
            let add: Act = {
                try await members.add(
                    scope, EmailAddress(Self.email), name: nil, role: .viewer, at: People.start)
            }
            #expect(try await Self.both(people, add, add) == ["member_exists", "new"])
            #expect(try await Self.counts(people) == [1, 1])
        }
    }

    @Test func `is a member of one company, and invited to the other`() async throws {
        try await People.use { people in
            let owner = try await people.make(role: .owner).user
            let other = try await people.books.installation.tenants.create(
                TenantSettings(name: TenantName("other"), currency: Books.base, timeZone: .utc))
            _ = try await people.users.grant(
                EmailAddress(owner.email), name: nil, role: .owner, in: other, password: nil,
                at: People.start)
            let members = Self.members(people)
            let acts = [people.books.tenant, other].map { tenant -> Act in
                let scope = Self.scope(tenant, owner)
                return {
                    try await members.add(
                        scope, EmailAddress(Self.email), name: nil, role: .viewer,
                        at: People.start)
                }
            }
            #expect(try await Self.both(people, acts[0], acts[1]) == ["invited", "new"])
            #expect(try await Self.counts(people) == [1, 1])
        }
    }

    @Test(arguments: [nil, People.password])
    func `is given a role once, and a password by one alone`(password: String?) async throws {
        try await People.use { people in
            let grant: Act = {
                try await people.make(Self.email, role: .viewer, password: password)
            }
            let second = password == nil ? "known" : "user_exists"
            let both = try await Self.both(people, grant, grant)
            #expect(both == ["new", second].sorted())
            let counts = try await Self.counts(people)
            #expect(counts == [1, 1])
        }
    }
}
