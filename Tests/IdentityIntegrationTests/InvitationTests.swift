import BooksTestSupport
import Identity
import Kernel
import PostgresClient
import Tenancy
import Testing

/// Two companies: ours, and one whose owner would like to reach into it.
@Suite struct `An invitation of somebody with an account` {
    private static let email = "cfo@example.com"
    private static let password = "another good password"

    private struct Story {
        let people: People
        let members: MemberService
        let ours: Scope
        let theirs: Scope

        func invite(
            _ scope: Scope, _ email: String = email, role: Role = .viewer
        ) async throws -> NewUser {
            try await members.add(
                scope, try EmailAddress(email), name: "Whatever", role: role, at: People.start)
        }

        func accept(
            _ link: SecretToken?, as user: ID<User>, after seconds: Int = 0
        ) async throws {
            try await members.invitations.accept(
                #require(link), as: user, from: .here, at: People.at(seconds))
        }

        func records(_ scope: Scope) async throws -> [String] {
            try await people.books.installation.owner.query(
                """
                SELECT action FROM public.audit_events WHERE tenant_id = \(scope.tenant.id)
                ORDER BY id
                """
            ).map { try $0.string(0) }
        }
    }

    private static func use(_ body: (Story) async throws -> Void) async throws {
        try await People.use { people in
            let other = try await people.books.installation.tenants.create(
                TenantSettings(name: TenantName("theirs"), currency: Books.base, timeZone: .utc))
            func scope(_ tenant: Tenant) -> Scope {
                Scope(
                    tenant: tenant, actor: .commandLine,
                    grant: Membership(role: .owner).grant)
            }
            try await body(
                Story(
                    people: people,
                    members: MemberService(
                        pool: people.books.pool, owner: people.books.installation.owner,
                        sessions: people.sessions),
                    ours: scope(people.books.tenant), theirs: scope(other)))
        }
    }

    @Test func `gives nothing to whoever made the account ahead of time`() async throws {
        try await Self.use { story in
            // They take somebody in, set the password themselves, and take them out again.
            let made = try await story.invite(story.theirs)
            let thief = try await story.people.login.setPassword(
                Self.password, link: #require(made.link), at: People.start)
            try await story.members.remove(story.theirs, made.user.id)
            let added = try await story.invite(story.ours)
            #expect(added.isInvited && !added.isNew)
            let session = try #require(try await story.people.session(thief))
            #expect(session.memberships.isEmpty)
            // Our link sets no password and logs nobody in: it takes the account as well.
            let link = try #require(added.link)
            #expect(try await story.people.login.link(link, at: People.start) == nil)
            let refusal = try await People.refusal {
                try await story.people.login.setPassword(
                    Self.password, link: link, at: People.start)
            }
            #expect(refusal == "link_not_usable")
        }
    }

    @Test func `gives nothing while somebody else's first password is still to be set`()
        async throws
    {
        try await Self.use { story in
            let theirs = try await story.invite(story.theirs)
            let ours = try await story.invite(story.ours)
            #expect(!theirs.isInvited && ours.isInvited)
            let thief = try await story.people.login.setPassword(
                Self.password, link: #require(theirs.link), at: People.start)
            let session = try #require(try await story.people.session(thief))
            #expect(session.memberships.keys.map(\.text) == ["theirs"])
        }
    }

    @Test func `changes nothing until it is accepted, and shows what was typed alone`()
        async throws
    {
        try await Self.use { story in
            let user = try await story.people.make(Self.email).user
            let token = try await story.people.logIn(Self.email)
            let before = try await story.people.session(token)?.memberships
            let added = try await story.invite(story.theirs, "CFO@Example.com", role: .owner)
            #expect(added.user.name == Self.email && added.user.email == Self.email)
            story.people.sessions.forget()
            #expect(try await story.people.session(token)?.memberships == before)
            #expect(try await story.members.list(story.theirs).isEmpty)
            // Their programs and commands have one company, as before.
            let own = try await story.members.scope(
                of: EmailAddress(Self.email), in: nil,
                of: story.people.books.installation.directory)
            #expect(own.tenant.name == story.people.books.tenant.name)
            let pending = try await story.members.invitations.list(story.theirs)
            #expect(pending.map(\.email) == [Self.email] && pending.map(\.role) == [.owner])
            let again = try await People.refusal { try await story.invite(story.theirs) }
            #expect(again == "member_invited")
            let here = try await People.refusal { try await story.invite(story.ours) }
            #expect(here == "member_exists")
            try await story.accept(added.link, as: user.id)
            let after = try await story.people.session(token)?.memberships
            #expect(after?[story.theirs.tenant.name] == Membership(role: .owner))
            #expect(try await story.members.invitations.list(story.theirs).isEmpty)
            let records = try await story.records(story.theirs)
            #expect(records == ["tenant.created", "member.invited", "member.added"])
        }
    }

    @Test func `is answered once, in time, and by the one whom it is for`() async throws {
        try await Self.use { story in
            let user = try await story.people.make(Self.email).user
            let eve = try await story.people.make("eve@example.com").user
            let link = try await story.invite(story.theirs).link
            #expect(
                try await People.refusal { try await story.accept(link, as: eve.id) }
                    == "invitation_of_another")
            let late = 7 * 86_400
            #expect(
                try await People.refusal { try await story.accept(link, as: user.id, after: late) }
                    == "link_not_usable")
            let id = try #require(try await story.members.invitations.list(story.theirs).first?.id)
            // Another company's is as if it were not there.
            for attempt in [
                { try await story.members.invitations.withdraw(story.ours, id) },
                {
                    _ = try await story.members.invitations.sendAgain(
                        story.ours, id, at: People.start)
                },
            ] {
                #expect(try await People.refusal(attempt) == "invitation_unknown")
            }
            let second = try await story.members.invitations.sendAgain(
                story.theirs, id, at: People.at(late)
            ).link
            #expect(
                try await People.refusal { try await story.accept(link, as: user.id) }
                    == "link_not_usable")
            try await story.accept(second, as: user.id, after: late)
            #expect(
                try await People.refusal {
                    try await story.accept(second, as: user.id, after: late)
                } == "link_not_usable")
        }
    }

    @Test func `is declined, or taken back, with nothing left`() async throws {
        try await Self.use { story in
            let user = try await story.people.make(Self.email).user
            let first = try #require(try await story.invite(story.theirs).link)
            try await story.members.invitations.decline(
                first, as: user.id, from: .here, at: People.start)
            let second = try await story.invite(story.theirs).link
            let id = try #require(try await story.members.invitations.list(story.theirs).first?.id)
            try await story.members.invitations.withdraw(story.theirs, id)
            for link in [first, second] {
                #expect(
                    try await People.refusal { try await story.accept(link, as: user.id) }
                        == "link_not_usable")
            }
            #expect(try await story.members.list(story.theirs).isEmpty)
            #expect(
                try await story.records(story.theirs) == [
                    "tenant.created", "member.invited", "member.invitation_declined",
                    "member.invited", "member.invitation_withdrawn",
                ])
        }
    }

    @Test func `to be an owner is in the hands of owners`() async throws {
        try await Self.use { story in
            try await story.people.make(Self.email)
            _ = try await story.invite(story.theirs, role: .owner)
            let id = try #require(try await story.members.invitations.list(story.theirs).first?.id)
            let admin = Scope(
                tenant: story.theirs.tenant, actor: .commandLine,
                grant: Membership(role: .admin).grant)
            let refused = try await [
                People.refusal { try await story.members.invitations.withdraw(admin, id) },
                People.refusal {
                    try await story.members.invitations.sendAgain(admin, id, at: People.start)
                },
            ]
            #expect(refused == ["not_permitted", "not_permitted"])
            #expect(try await story.members.invitations.list(story.theirs).count == 1)
        }
    }

    @Test func `is over when whoever runs the installation takes them in`() async throws {
        try await Self.use { story in
            let user = try await story.people.make(Self.email).user
            let link = try await story.invite(story.theirs).link
            _ = try await story.people.users.grant(
                EmailAddress(Self.email), name: nil, role: .collector, in: story.theirs.tenant,
                password: nil, at: People.start)
            #expect(try await story.members.invitations.list(story.theirs).isEmpty)
            #expect(
                try await People.refusal { try await story.accept(link, as: user.id) }
                    == "link_not_usable")
            #expect(try await story.members.list(story.theirs).map(\.role) == [.collector])
        }
    }

    @Test func `leaves whoever accepted free to go, but for the only owner`() async throws {
        try await Self.use { story in
            let user = try await story.people.make(Self.email).user
            try await story.accept(
                try await story.invite(story.theirs, role: .owner).link, as: user.id)
            let own = Scope(
                tenant: story.theirs.tenant,
                actor: .person(id: user.id.rawValue, email: Self.email),
                grant: Grant(permissions: [], portfolio: nil))
            #expect(try await People.refusal { try await story.members.leave(own) } == "last_owner")
            let second = try await story.people.make("eve@example.com").user
            try await story.accept(
                try await story.invite(story.theirs, "eve@example.com", role: .owner).link,
                as: second.id)
            try await story.members.leave(own)
            #expect(
                try await story.members.list(story.theirs).map(\.user.email) == ["eve@example.com"])
            #expect(try await story.records(story.theirs).last == "member.removed")
        }
    }
}
