import BooksTestSupport
import Identity
import Kernel
import PostgresClient
import Tenancy
import Testing

/// Whoever takes a newcomer in may have the link that sets their password. It opens that company and
/// what is in it, and must open nothing that the newcomer comes to have besides.
@Suite struct `A link that a company's people made` {
    private static let email = "cfo@example.com"
    private static let password = "another good password"

    private let company = "theirs"

    private func members(_ people: People) -> MemberService {
        MemberService(
            pool: people.books.pool, owner: people.books.installation.owner,
            sessions: people.sessions)
    }

    private func scope(_ tenant: Tenant) -> Scope {
        Scope(tenant: tenant, actor: .commandLine, grant: Membership(role: .owner).grant)
    }

    private func takeIn(_ people: People) async throws -> NewUser {
        let tenant = try await people.books.installation.tenants.create(
            TenantSettings(name: TenantName(company), currency: Books.base, timeZone: .utc))
        return try await members(people).add(
            scope(tenant), EmailAddress(Self.email), name: nil, role: .viewer, at: People.start)
    }

    private static func refusal(_ people: People, _ link: SecretToken) async throws -> String? {
        try await People.refusal {
            try await people.login.setPassword(password, link: link, at: People.start)
        }
    }

    @Test func `ends where the newcomer comes to belong to a further one`() async throws {
        try await People.use { people in
            let made = try await takeIn(people)
            let link = try #require(made.link)
            let added = try await members(people).add(
                scope(people.books.tenant), EmailAddress(Self.email), name: nil, role: .admin,
                at: People.start)
            #expect(added.isInvited)
            #expect(try await people.login.link(link, at: People.start) != nil)
            try await members(people).invitations.accept(
                #require(added.link), as: made.user.id, from: .here, at: People.start)
            #expect(try await Self.refusal(people, link) == "link_not_usable")
        }
    }

    @Test func `ends where the newcomer comes to run the installation`() async throws {
        try await People.use { people in
            let link = try #require(try await takeIn(people).link)
            try await people.users.setOperator(EmailAddress(Self.email), true)
            #expect(try await Self.refusal(people, link) == "link_not_usable")
        }
    }

    @Test func `is another one than what whoever runs the installation printed`() async throws {
        try await People.use { people in
            let link = try #require(
                try await people.make(Self.email, role: .admin, password: nil).link)
            try await people.users.setOperator(EmailAddress(Self.email), true)
            #expect(try await Self.refusal(people, link) == nil)
        }
    }
}
