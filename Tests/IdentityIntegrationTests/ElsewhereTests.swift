import BooksTestSupport
import Identity
import Kernel
import PostgresClient
import Tenancy
import Testing

/// Two servers on one database: what one changes, the other knows with its next request.
@Suite
struct `What another server changed` {
    private static let now = People.start

    private static func server(_ people: People) -> (KeyService, SessionService, TenantDirectory) {
        let pool = people.books.pool
        let versions = DataVersions(pool: pool)
        return (
            KeyService(pool: pool, versions: versions),
            SessionService(pool: pool, versions: versions),
            TenantDirectory(pool: pool, versions: versions)
        )
    }

    private static func scope(_ people: People) async throws -> Scope {
        let member = try await people.make(role: .owner).user
        return Scope(
            tenant: people.books.tenant,
            actor: .person(id: member.id.rawValue, email: member.email),
            grant: Grant(permissions: Role.owner.permissions, portfolio: nil))
    }

    @Test func `ends a key there at once`() async throws {
        try await People.use { people in
            let ((here, _, _), (there, _, _)) = (Self.server(people), Self.server(people))
            let scope = try await Self.scope(people)
            let made = try await here.create(
                scope, name: "x", permissions: [.readReceivables, .writeNotes], days: 1,
                at: Self.now)
            for _ in 0..<3 {
                let holder = try await there.find(made.secret, at: Self.now)
                #expect(holder?.grant.permissions == [.readReceivables, .writeNotes])
            }
            // Its maker becomes a viewer: the key may no more than they.
            try await people.books.installation.owner.execute(
                "UPDATE public.memberships SET role = 'viewer'")
            let less = try await there.find(made.secret, at: Self.now)
            #expect(less?.grant.permissions == [.readReceivables])
            try await here.revoke(scope, made.id)
            let gone = try await there.find(made.secret, at: Self.now)
            #expect(gone == nil)
        }
    }

    @Test func `ends a key of itself when its time is over, though it is kept`() async throws {
        try await People.use { people in
            let (keys, _, _) = Self.server(people)
            let made = try await keys.create(
                try await Self.scope(people), name: "x", permissions: [.readReceivables], days: 1,
                at: Self.now)
            let last = Self.now.adding(.seconds(86_399))
            let holder = try await keys.find(made.secret, at: last)
            #expect(holder != nil)
            let late = try await keys.find(made.secret, at: last.adding(.seconds(1)))
            #expect(late == nil)
        }
    }

    @Test func `ends a session there at once, and a membership in it`() async throws {
        try await People.use { people in
            let ((_, here, _), (_, there, _)) = (Self.server(people), Self.server(people))
            try await people.make()
            let token = try await people.logIn()
            let tenant = people.books.tenant.name
            for _ in 0..<3 {
                let session = try await there.find(token, at: Self.now)
                #expect(session?.memberships[tenant]?.role == .accountant)
            }
            try await people.books.installation.owner.execute("DELETE FROM public.memberships")
            let session = try await there.find(token, at: Self.now)
            #expect(session != nil)
            #expect(session?.memberships.isEmpty == true)
            try await here.end(token)
            let ended = try await there.find(token, at: Self.now)
            #expect(ended == nil)
        }
    }

    @Test func `suspends a tenant there at once`() async throws {
        try await People.use { people in
            let (_, _, there) = Self.server(people)
            _ = try await there.resolve(people.books.tenant.name.text)
            try await people.books.installation.owner.execute(
                "UPDATE public.tenants SET status = 'suspended'")
            await #expect(throws: TenancyError.self) {
                try await there.resolve(people.books.tenant.name.text)
            }
        }
    }
}
