import BooksTestSupport
import Identity
import Kernel
import PostgresClient
import Tenancy
import Testing

/// Being an operator of the installation is no membership of a company.
@Suite struct `An operator` {
    enum Act: CaseIterable {
        case invite, takeIn, promote, dismiss, sendAgain, takeBack
    }

    private struct Story {
        let people: People
        let members: MemberService
        /// The owner who stays.
        let owner: Scope
        /// An owner, and an operator besides, as a member.
        let both: Scope
        let eve: ID<User>
        let bob: ID<User>

        /// Invitations end with what their maker was: this one is the other owner's.
        func pending() async throws -> ID<PendingMember> {
            try #require(try await members.invitations.list(owner).first).id
        }

        func perform(_ act: Act, on pending: ID<PendingMember>) async throws {
            switch act {
            case .invite: try await add("zoe@example.com")
            case .takeIn: try await add("new@example.com")
            case .promote: try await members.change(both, bob, to: .admin)
            case .dismiss: try await members.remove(both, bob)
            case .sendAgain:
                _ = try await members.invitations.sendAgain(both, pending, at: People.start)
            case .takeBack: try await members.invitations.withdraw(both, pending)
            }
        }

        private func add(_ email: String) async throws {
            _ = try await members.add(
                both, EmailAddress(email), name: nil, role: .viewer, at: People.start)
        }

        /// Who belongs to the company, and who is invited by whom.
        func everybody() async throws -> [String] {
            let invited = try await members.invitations.list(owner).map {
                "\($0.email), by \($0.inviter ?? "the installation")"
            }
            return try await members.list(owner).map {
                "\($0.user.email), \($0.role?.rawValue ?? "")"
            } + invited
        }
    }

    private static func scope(_ tenant: Tenant, _ user: User) -> Scope {
        Scope(
            tenant: tenant, actor: .person(id: user.id.rawValue, email: user.email),
            grant: Membership(role: .owner).grant)
    }

    private static func use(_ body: (Story) async throws -> Void) async throws {
        try await People.use { people in
            let books = people.books
            let members = MemberService(
                pool: books.pool, owner: books.installation.owner, sessions: people.sessions)
            let other = try await books.installation.tenants.create(
                TenantSettings(name: TenantName("other"), currency: Books.base, timeZone: .utc))
            for email in ["mate@example.com", "zoe@example.com"] {
                _ = try await people.users.grant(
                    EmailAddress(email), name: nil, role: .owner, in: other, password: nil,
                    at: People.start)
            }
            let boss = try await people.make("boss@example.com", role: .owner, password: nil).user
            let eve = try await people.make("eve@example.com", role: .owner, password: nil).user
            let bob = try await people.make("bob@example.com", role: .viewer, password: nil).user
            try await people.users.setOperator(EmailAddress(eve.email), true)
            let story = Story(
                people: people, members: members, owner: scope(books.tenant, boss),
                both: scope(books.tenant, eve), eve: eve.id, bob: bob.id)
            _ = try await members.add(
                story.owner, EmailAddress("mate@example.com"), name: nil, role: .viewer,
                at: People.start)
            try await body(story)
        }
    }

    /// Their request was let in as a member's. While it comes to the database, they are none.
    @Test(arguments: Act.allCases)
    func `changes nothing any more in a company that dismisses them meanwhile`(act: Act)
        async throws
    {
        try await Self.use { story in
            let pending = try await story.pending()
            let before = try await story.everybody()
            let lock: Query =
                "SELECT FROM public.memberships WHERE user_id = \(story.eve) FOR UPDATE"
            let end: Query = "DELETE FROM public.memberships WHERE user_id = \(story.eve)"
            let (isHeld, tellHeld) = AsyncStream.makeStream(of: Void.self)
            let (mayEnd, tellEnd) = AsyncStream.makeStream(of: Void.self)
            async let dismissal: Void = story.people.hold(
                lock, last: end, telling: tellHeld, until: mayEnd)
            for await _ in isHeld {}
            async let refusal = People.refusal { try await story.perform(act, on: pending) }
            try await story.people.books.waitForLock()
            tellEnd.finish()
            try await dismissal
            let code = try await refusal
            #expect(code == "not_permitted")
            let left = before.filter { !$0.hasPrefix("eve@example.com") }
            #expect(try await story.everybody() == left)
            // Nor afterwards.
            let late = try await People.refusal { try await story.perform(act, on: pending) }
            #expect(late == "not_permitted")
            #expect(try await story.everybody() == left)
        }
    }

    /// What they do as a member ends with their membership, whatever they are besides.
    @Test func `stands for whom they invited as the member that they are`() async throws {
        try await Self.use { story in
            try await story.perform(.invite, on: try await story.pending())
            let zoe = "zoe@example.com, by eve@example.com"
            #expect(try await story.everybody().contains(zoe))
            try await story.members.remove(story.owner, story.eve)
            let left = try await story.members.invitations.list(story.owner)
            #expect(left.map(\.email) == ["mate@example.com"])
        }
    }

    /// Where they belong to nobody, it is the installation that invites, and they are on record.
    @Test func `invites the owner of a company that they make, as long as they are one`()
        async throws
    {
        try await Self.use { story in
            let books = story.people.books
            let operators = OperatorService(
                pool: books.pool, tenants: books.installation.tenants, members: story.members)
            func make(_ name: String) async throws {
                _ = try await operators.create(
                    InstallationScope(actor: story.both.actor),
                    TenantSettings(name: TenantName(name), currency: Books.base, timeZone: .utc),
                    owner: EmailAddress("zoe@example.com"), at: People.start)
            }
            func invitations() async throws -> [String] {
                try await books.installation.owner.query(
                    """
                    SELECT t.name, i.made_by IS NULL, u.email FROM public.invitations AS i
                    JOIN public.tenants AS t ON t.id = i.tenant_id
                    JOIN public.audit_events AS e ON e.tenant_id = t.id
                        AND e.action = 'member.invited' AND e.actor_kind = 'person'
                    JOIN public.users AS u ON u.id = e.actor_id
                    WHERE i.email = 'zoe@example.com' ORDER BY t.name
                    """
                ).map { try "\($0.string(0)), \($0.decode(1, as: Bool.self)), \($0.string(2))" }
            }
            try await make("third")
            #expect(try await invitations() == ["third, true, eve@example.com"])
            try await story.people.users.setOperator(EmailAddress("eve@example.com"), false)
            let refusal = try await People.refusal { try await make("fourth") }
            #expect(refusal == "not_permitted")
            #expect(try await invitations() == ["third, true, eve@example.com"])
        }
    }
}
