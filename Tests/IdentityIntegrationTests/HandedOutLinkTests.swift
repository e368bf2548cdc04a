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

    // MARK: Used

    /// The newcomer's session that whoever had the link began with it.
    private func begun(_ people: People) async throws -> SecretToken {
        let link = try #require(try await takeIn(people).link)
        return try await people.login.setPassword(Self.password, link: link, at: People.start)
    }

    private static func isOpen(_ people: People, _ session: SecretToken) async throws -> Bool {
        people.sessions.forget()
        return try await people.sessions.find(session, at: People.start) != nil
    }

    @Test func `has set a password that counts no longer where they are let into another one`()
        async throws
    {
        try await People.use { people in
            let session = try await begun(people)
            #expect(try await Self.isOpen(people, session))
            let made = try await people.make(Self.email, role: .owner, password: nil)
            #expect(made.wasOfOthers)
            #expect(try await !Self.isOpen(people, session))
            let refused = try await People.refusal {
                try await people.logIn(Self.email, Self.password)
            }
            #expect(refused == "credentials_wrong")
            // What whoever runs the installation hands on is the person's alone.
            let link = try #require(made.link)
            let own = try await people.login.setPassword(
                Self.password, link: link, at: People.start)
            let again = try await people.make(Self.email, role: .owner, password: nil)
            #expect(!again.wasOfOthers && again.link == nil)
            #expect(try await Self.isOpen(people, own))
        }
    }

    @Test func `has set a password that counts no longer where they run the installation`()
        async throws
    {
        try await People.use { people in
            let session = try await begun(people)
            let change = try await people.users.setOperator(EmailAddress(Self.email), true)
            #expect(change.lostPassword)
            #expect(try await !Self.isOpen(people, session))
            let link = try #require(
                try await people.users.resetPassword(EmailAddress(Self.email), at: People.start))
            let own = try await people.login.setPassword(
                Self.password, link: link, at: People.start)
            let again = try await people.users.setOperator(EmailAddress(Self.email), true)
            #expect(!again.lostPassword)
            #expect(try await Self.isOpen(people, own))
        }
    }

    @Test func `has set a password that counts for the company whose link it was`() async throws {
        try await People.use { people in
            let session = try await begun(people)
            let tenant = try await people.books.installation.directory.resolve(company)
            let made = try await people.users.grant(
                EmailAddress(Self.email), name: nil, role: .admin, in: tenant, password: nil,
                at: People.start)
            #expect(!made.wasOfOthers && made.link == nil)
            #expect(try await Self.isOpen(people, session))
        }
    }

    // MARK: What it opens

    /// Sets a password of the person's own, by a link that nobody else had.
    private static func setOwn(_ people: People) async throws -> SecretToken {
        let link = try #require(
            try await people.users.resetPassword(EmailAddress(email), at: People.start))
        return try await people.login.setPassword(password, link: link, at: People.start)
    }

    @Test func `has set a password with which no other company's invitation is accepted`()
        async throws
    {
        try await People.use { people in
            _ = try await begun(people)
            let own = members(people)
            let invited = try await own.add(
                scope(people.books.tenant), EmailAddress(Self.email), name: nil, role: .viewer,
                at: People.start)
            let token = try #require(invited.link)
            func accept() async throws -> String? {
                try await People.refusal {
                    try await own.invitations.accept(
                        token, as: invited.user.id, from: .here, at: People.start)
                }
            }
            #expect(try await accept() == "own_password_needed")
            _ = try await Self.setOwn(people)
            #expect(try await accept() == nil)
        }
    }

    @Test func `has set a password with which nobody becomes an owner`() async throws {
        try await People.use { people in
            _ = try await begun(people)
            let own = members(people)
            let theirs = scope(try await people.books.installation.directory.resolve(company))
            let user = try #require(
                try await own.list(theirs).first { $0.user.email == Self.email }?.user.id)
            func promote(_ role: Role) async throws -> String? {
                try await People.refusal { try await own.change(theirs, user, to: role) }
            }
            #expect(try await promote(.owner) == "own_password_needed")
            #expect(try await promote(.admin) == nil)
            #expect(try await promote(.owner) == "own_password_needed")
            // Nor in two steps.
            try await own.remove(theirs, user)
            let invited = try await own.add(
                theirs, EmailAddress(Self.email), name: nil, role: .owner, at: People.start)
            let token = try #require(invited.link)
            let refused = try await People.refusal {
                try await own.invitations.accept(token, as: user, from: .here, at: People.start)
            }
            #expect(refused == "own_password_needed")
            _ = try await Self.setOwn(people)
            try await own.invitations.accept(token, as: user, from: .here, at: People.start)
            #expect(try await own.list(theirs).first { $0.user.id == user }?.role == .owner)
        }
    }

    @Test func `ends where the newcomer cannot become an owner for it`() async throws {
        try await People.use { people in
            let made = try await takeIn(people)
            let link = try #require(made.link)
            let theirs = scope(try await people.books.installation.directory.resolve(company))
            let refused = try await People.refusal {
                try await members(people).change(theirs, made.user.id, to: .owner)
            }
            #expect(refused == "own_password_needed")
            // Whoever runs the installation makes another one.
            let granted = try await people.users.grant(
                EmailAddress(Self.email), name: nil, role: .owner, in: theirs.tenant,
                password: nil, at: People.start)
            #expect(granted.link != nil)
            #expect(try await Self.refusal(people, link) == "link_not_usable")
        }
    }

    @Test func `has set a password that counts no longer where they are made an owner`()
        async throws
    {
        try await People.use { people in
            let session = try await begun(people)
            let tenant = try await people.books.installation.directory.resolve(company)
            func grant() async throws -> NewUser {
                try await people.users.grant(
                    EmailAddress(Self.email), name: nil, role: .owner, in: tenant, password: nil,
                    at: People.start)
            }
            let made = try await grant()
            #expect(made.wasOfOthers && made.link != nil)
            #expect(try await !Self.isOpen(people, session))
            #expect(try await !grant().wasOfOthers)
        }
    }

    @Test func `has connected a login that ends with the password`() async throws {
        try await People.use { people in
            _ = try await begun(people)
            let owner = people.books.installation.owner
            func connections() async throws -> Int64 {
                try await owner.query("SELECT count(*) FROM public.sign_on_identities")
                    .single().int64(0)
            }
            func connect() async throws {
                _ = try await owner.query(
                    """
                    INSERT INTO public.sign_on_identities
                        (issuer, subject, user_id, is_connected, created_at, last_used_at)
                    SELECT 'https://theirs.example', 'x', id, true, now(), now()
                    FROM public.users WHERE email = \(Self.email)
                    """)
            }
            try await connect()
            let own = try await Self.setOwn(people)
            #expect(try await connections() == 0)
            // What is connected then is the person's.
            try await connect()
            let link = try #require(
                try await people.users.resetPassword(EmailAddress(Self.email), at: People.start))
            _ = try await people.login.setPassword(Self.password, link: link, at: People.start)
            #expect(try await connections() == 1)
            #expect(try await !Self.isOpen(people, own))
        }
    }

    @Test func `is on record where its password was taken`() async throws {
        try await People.use { people in
            _ = try await begun(people)
            _ = try await people.make(Self.email, role: .viewer, password: nil)
            let found = try await people.books.installation.owner.query(
                """
                SELECT count(*) FROM public.audit_events AS e
                JOIN public.tenants AS t ON t.id = e.tenant_id
                WHERE t.name = \(company) AND e.action = 'user.password_taken'
                """
            ).single().int64(0)
            #expect(found == 1)
        }
    }
}
