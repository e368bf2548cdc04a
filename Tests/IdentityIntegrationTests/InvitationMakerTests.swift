import BooksTestSupport
import Identity
import Kernel
import PostgresClient
import Tenancy
import Testing

/// Whoever is dismissed must not come back by an account that they invited while they might.
@Suite struct `Who was invited by a member` {
    private struct Story {
        let people: People
        let members: MemberService
        /// The owner who stays.
        let owner: Scope
        let mate: User

        func member(_ role: Role, _ email: String = "eve@example.com") async throws -> Scope {
            let user = try await people.make(email, role: role).user
            return Scope(
                tenant: people.books.tenant, actor: .person(id: user.id.rawValue, email: email),
                grant: Membership(role: role).grant)
        }

        func invite(_ scope: Scope, as role: Role) async throws -> SecretToken {
            let added = try await members.add(
                scope, EmailAddress(mate.email), name: nil, role: role, at: People.start)
            return try #require(added.link)
        }

        /// What comes of saying yes; nil when it is done.
        func accept(_ link: SecretToken) async throws -> String? {
            try await People.refusal {
                try await members.invitations.accept(
                    link, as: mate.id, from: .here, at: People.start)
            }
        }

        func id(_ scope: Scope) throws -> ID<User> {
            guard case .person(let id, _) = scope.actor else { throw IdentityError.notMember }
            return ID(id)
        }
    }

    private static func use(_ body: (Story) async throws -> Void) async throws {
        try await People.use { people in
            let books = people.books
            let members = MemberService(
                pool: books.pool, owner: books.installation.owner, sessions: people.sessions)
            let other = try await books.installation.tenants.create(
                TenantSettings(name: TenantName("other"), currency: Books.base, timeZone: .utc))
            let mate = try await people.users.grant(
                EmailAddress("mate@example.com"), name: nil, role: .owner, in: other,
                password: People.password, at: People.start
            ).user
            let user = try await people.make("boss@example.com", role: .owner).user
            let owner = Scope(
                tenant: books.tenant, actor: .person(id: user.id.rawValue, email: user.email),
                grant: Membership(role: .owner).grant)
            try await body(Story(people: people, members: members, owner: owner, mate: mate))
        }
    }

    @Test(arguments: [Role.admin, .viewer])
    func `does not come in when that member was dismissed`(role: Role) async throws {
        try await Self.use { story in
            let admin = try await story.member(.admin)
            let link = try await story.invite(admin, as: role)
            let shown = try await story.members.invitations.list(story.owner)
            #expect(shown.map(\.inviter) == ["eve@example.com"])
            try await story.members.remove(story.owner, try story.id(admin))
            #expect(try await story.members.invitations.list(story.owner).isEmpty)
            #expect(try await story.accept(link) == "link_not_usable")
            let records = try await story.people.books.installation.owner.query(
                """
                SELECT object_name, before ->> 'role', after ->> 'because'
                FROM public.audit_events WHERE action = 'member.invitation_withdrawn'
                """)
            #expect(
                try records.map { try [$0.string(0), $0.string(1), $0.string(2)] }
                    == [["mate@example.com", role.rawValue, "maker_left"]])
            // Nor with what they were allowed a moment ago.
            let late = try await People.refusal { try await story.invite(admin, as: role) }
            #expect(late == "not_permitted")
        }
    }

    @Test func `does not come in when that member left or was erased`() async throws {
        try await Self.use { story in
            let admin = try await story.member(.admin)
            let first = try await story.invite(admin, as: .viewer)
            try await story.members.leave(admin)
            #expect(try await story.accept(first) == "link_not_usable")
            let second = try await story.invite(
                try await story.member(.admin, "zoe@example.com"), as: .viewer)
            try await story.people.books.installation.owner.execute(
                "DELETE FROM public.users WHERE email = 'zoe@example.com'")
            #expect(try await story.accept(second) == "link_not_usable")
        }
    }

    @Test(arguments: [
        (Role.admin, Role.viewer, Role.accountant, true), (.owner, .owner, .admin, true),
        (.owner, .admin, .admin, false), (.owner, .owner, .viewer, true),
    ])
    func `comes in as long as that member might still invite them`(
        maker: Role, invited: Role, becomes: Role, isEnded: Bool
    ) async throws {
        try await Self.use { story in
            let scope = try await story.member(maker)
            let link = try await story.invite(scope, as: invited)
            try await story.members.change(story.owner, try story.id(scope), to: becomes)
            #expect(try await story.accept(link) == (isEnded ? "link_not_usable" : nil))
        }
    }

    @Test func `is whoever's invitation it is who sent the link last`() async throws {
        try await Self.use { story in
            let admin = try await story.member(.admin)
            _ = try await story.invite(admin, as: .viewer)
            let pending = try #require(
                try await story.members.invitations.list(story.owner).first)
            let again = try await story.members.invitations.sendAgain(
                story.owner, pending.id, at: People.start)
            try await story.members.remove(story.owner, try story.id(admin))
            let refusal = try await People.refusal {
                try await story.members.invitations.sendAgain(
                    admin, pending.id, at: People.start)
            }
            #expect(refusal == "not_permitted")
            let shown = try await story.members.invitations.list(story.owner)
            #expect(shown.map(\.inviter) == ["boss@example.com"])
            #expect(try await story.accept(try #require(again.link)) == nil)
        }
    }

    /// The request was let in while they might still do it.
    @Test func `is not taken back by a member who was dismissed meanwhile`() async throws {
        try await Self.use { story in
            _ = try await story.invite(story.owner, as: .viewer)
            let invitations = story.members.invitations
            let pending = try #require(try await invitations.list(story.owner).first)
            let admin = try await story.member(.admin)
            try await story.members.remove(story.owner, try story.id(admin))
            func refusal() async throws -> String? {
                try await People.refusal { try await invitations.withdraw(admin, pending.id) }
            }
            #expect(try await refusal() == "not_permitted")
            #expect(try await invitations.list(story.owner).map(\.id) == [pending.id])
            // Nor are they told that there is none.
            try await invitations.withdraw(story.owner, pending.id)
            #expect(try await refusal() == "not_permitted")
        }
    }

    /// Whoever is dismissed has the membership, and ends with it the invitations; who sends one
    /// again comes to either in that order, and so does who takes one back.
    @Test(arguments: [true, false])
    func `stays out of the way of that member's dismissal`(isSent: Bool) async throws {
        try await Self.use { story in
            let invitations = story.members.invitations
            let admin = try await story.member(.admin)
            _ = try await story.invite(admin, as: .viewer)
            let pending = try #require(try await invitations.list(story.owner).first)
            let user = try story.id(admin)
            let lock: Query = "SELECT FROM public.memberships WHERE user_id = \(user) FOR UPDATE"
            let end: Query = "DELETE FROM public.memberships WHERE user_id = \(user)"
            let (isHeld, tellHeld) = AsyncStream.makeStream(of: Void.self)
            let (mayEnd, tellEnd) = AsyncStream.makeStream(of: Void.self)
            async let dismissal: Void = story.people.hold(
                lock, last: end, telling: tellHeld, until: mayEnd)
            for await _ in isHeld {}
            async let refusal = People.refusal {
                if isSent {
                    _ = try await invitations.sendAgain(admin, pending.id, at: People.start)
                } else {
                    try await invitations.withdraw(admin, pending.id)
                }
            }
            try await story.people.books.waitForLock()
            tellEnd.finish()
            try await dismissal
            let code = try await refusal
            #expect(code == "not_permitted")
            #expect(try await invitations.list(story.owner).isEmpty)
        }
    }
}
