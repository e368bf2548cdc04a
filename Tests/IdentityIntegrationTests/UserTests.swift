import BooksTestSupport
import Identity
import Kernel
import PostgresClient
import Tenancy
import Testing

@Suite struct `A user` {
    @Test func `is one person in any capitals and belongs to several tenants`() async throws {
        try await People.use { people in
            let first = try await people.make("Ada@Example.com")
            #expect(first.isNew && first.link == nil)
            let other = try await people.books.installation.tenants.create(
                TenantSettings(
                    name: TenantName("other"), currency: Books.base, timeZone: .utc))
            let again = try await people.users.grant(
                try People.email("ADA@example.COM"), name: nil, role: .viewer, in: other,
                password: nil, at: People.start)
            #expect(!again.isNew && again.link == nil)
            #expect(again.user.id == first.user.id)
            let session = try #require(try await people.session(try await people.logIn()))
            #expect(
                session.memberships == [
                    people.books.tenant.name: Membership(role: .accountant),
                    other.name: Membership(role: .viewer),
                ])
            #expect(try await people.users.list().count == 2)
            let members = try await people.users.list(tenant: other.name)
            #expect(members.map(\.role) == ["viewer"])
        }
    }

    @Test func `gets the new role when made a member again`() async throws {
        try await People.use { people in
            try await people.make(role: .viewer)
            try await people.make(role: .admin, password: nil)
            #expect(try await people.users.list().map(\.role) == ["admin"])
        }
    }

    @Test func `who owns a tenant alone stays its owner, whoever gives another role`() async throws
    {
        try await People.use { people in
            try await people.make(role: .owner)
            #expect(
                try await People.refusal { try await people.make(role: .viewer, password: nil) }
                    == "last_owner")
            try await people.make("bob@example.com", role: .owner)
            try await people.make(role: .viewer, password: nil)
            #expect(try await people.users.list().map(\.role) == ["viewer", "owner"])
        }
    }

    @Test func `keeps the password that is there`() async throws {
        try await People.use { people in
            try await people.make()
            #expect(try await People.refusal { try await people.make() } == "user_exists")
            _ = try await people.logIn()
        }
    }

    @Test func `without a password gets a link, and a password ends it`() async throws {
        try await People.use { people in
            #expect(try await people.users.isEmpty())
            let link = try #require(try await people.make(password: nil).link)
            #expect(try await !people.users.isEmpty())
            #expect(try await people.users.list().map(\.hasPassword) == [false])
            try await people.make()
            #expect(try await people.login.link(link, at: People.start) == nil)
            _ = try await people.logIn()
        }
    }

    @Test func `is not made with a weak password`() async throws {
        try await People.use { people in
            let refusal = try await People.refusal { try await people.make(password: "secret") }
            #expect(refusal == "password_too_short")
            #expect(try await people.users.isEmpty())
        }
    }

    @Test func `is needed for a reset`() async throws {
        try await People.use { people in
            let email = try People.email("eve@example.com")
            #expect(
                try await People.refusal {
                    try await people.users.resetPassword(email, at: People.start)
                } == "user_unknown")
        }
    }

    @Test(arguments: ["users", "memberships", "invitations", "sessions", "login_links"])
    func `is nothing that a tenant's role can see`(_ table: String) async throws {
        try await People.use { people in
            try await people.make()
            _ = try await people.logIn()
            let name = try Identifier(table)
            for query in [
                "SELECT count(*) FROM public.\(identifier: name)",
                "DELETE FROM public.\(identifier: name)",
            ] as [Query] {
                await #expect {
                    _ = try await people.books.database.write(people.books.scope, [query])
                } throws: { error in
                    (error as? PostgresError)?.sqlState == .insufficientPrivilege
                }
            }
        }
    }
}
