import BooksTestSupport
import Identity
import Kernel
import PostgresClient
import Tenancy
import Testing

@Suite struct `A membership` {
    private static let second = "bob@example.com"

    private static func members(_ people: People) -> MemberService {
        MemberService(
            pool: people.books.pool, owner: people.books.installation.owner,
            sessions: people.sessions)
    }

    private static func scope(_ people: People, _ role: Role) -> Scope {
        Scope(
            tenant: people.books.tenant, actor: .person(id: 1, email: "ada@example.com"),
            grant: Grant(permissions: role.permissions, portfolio: nil))
    }

    private static func otherTenant(_ people: People) async throws -> Tenant {
        try await people.books.installation.tenants.create(
            TenantSettings(name: TenantName("other"), currency: Books.base, timeZone: .utc))
    }

    /// The code of the refusal, whatever refuses.
    private static func refusal<R>(_ body: () async throws -> R) async throws -> String? {
        do {
            _ = try await body()
            return nil
        } catch let error as any DomainError {
            return error.code
        }
    }

    @Test func `is given, changed and taken away, with effect at once`() async throws {
        try await People.use { people in
            try await people.make(role: .admin)
            try await people.make(Self.second, role: .viewer)
            let (members, scope) = (Self.members(people), Self.scope(people, .admin))
            let token = try await people.logIn(Self.second)
            let before = try await people.session(token)
            #expect(before?.memberships == [people.books.tenant.name: Membership(role: .viewer)])
            let bob = try await members.find(scope, EmailAddress(Self.second))
            try await members.change(scope, bob.user.id, to: .accountant)
            let changed = try await people.session(token)
            #expect(
                changed?.memberships == [people.books.tenant.name: Membership(role: .accountant)])
            try await members.remove(scope, bob.user.id)
            let after = try await people.session(token)
            #expect(after?.memberships.isEmpty == true)
            let refusal = try await Self.refusal { try await members.remove(scope, bob.user.id) }
            #expect(refusal == "not_a_member")
        }
    }

    @Test func `can be limited to some customers, with effect at once`() async throws {
        try await People.use { people in
            try await people.make(role: .owner)
            try await people.make(Self.second, role: .collector)
            let (members, scope) = (Self.members(people), Self.scope(people, .admin))
            let token = try await people.logIn(Self.second)
            let bob = try await members.find(scope, EmailAddress(Self.second)).user.id
            func seen() async throws -> Portfolio? {
                try await people.session(token)?.memberships.values.first?.portfolio
            }
            #expect(try await seen() == nil)
            let portfolio = Portfolio(groups: [3, 1])
            try await members.limit(scope, bob, to: portfolio)
            #expect(try await seen() == portfolio)
            #expect(try await members.list(scope).compactMap(\.portfolio) == [portfolio])
            // A person who acts at the command line is no less limited.
            let own = try await members.scope(
                of: EmailAddress(Self.second), in: nil, of: people.books.installation.directory)
            #expect(own.portfolio == portfolio)
            #expect(own.permissions == [.readReceivables, .writeNotes])
            for role in Role.allCases where ![.collector, .viewer].contains(role) {
                let refusal = try await Self.refusal {
                    try await members.change(Self.scope(people, .owner), bob, to: role)
                }
                #expect(refusal == "role_sees_all", "\(role)")
            }
            try await members.change(scope, bob, to: .viewer)
            #expect(try await seen() == portfolio)
            try await members.limit(scope, bob, to: nil)
            #expect(try await seen() == nil)
            try await members.change(scope, bob, to: .accountant)
            let late = try await Self.refusal {
                try await members.limit(scope, bob, to: portfolio)
            }
            #expect(late == "role_sees_all")
        }
    }

    @Test func `of an owner is in the hands of owners alone, and the last one stays`() async throws
    {
        try await People.use { people in
            let owner = try await people.make(role: .owner).user.id
            let bob = try await people.make(Self.second, role: .viewer).user.id
            let members = Self.members(people)
            let (admin, own) = (Self.scope(people, .admin), Self.scope(people, .owner))
            for attempt in [
                { try await members.change(admin, bob, to: .owner) },
                { try await members.change(admin, owner, to: .viewer) },
                { try await members.remove(admin, owner) },
            ] {
                let refusal = try await Self.refusal(attempt)
                #expect(refusal == "not_permitted")
            }
            for attempt in [
                { try await members.change(own, owner, to: .admin) },
                { try await members.remove(own, owner) },
            ] {
                let refusal = try await Self.refusal(attempt)
                #expect(refusal == "last_owner")
            }
            try await members.change(own, bob, to: .owner)
            try await members.remove(own, owner)
            let left = try await members.list(own)
            #expect(left.map(\.user.email) == [Self.second])
        }
    }

    @Test func `is nothing that less than an admin gives`() async throws {
        try await People.use { people in
            let members = Self.members(people)
            for role in [Role.accountant, .collector, .viewer, .service] {
                let scope = Self.scope(people, role)
                let refusal = try await Self.refusal {
                    try await members.add(
                        scope, EmailAddress(Self.second), name: nil, role: .viewer,
                        at: People.start)
                }
                #expect(refusal == "not_permitted")
            }
        }
    }

    @Test func `gives no link to an account that another tenant stands behind`() async throws {
        try await People.use { people in
            let other = try await Self.otherTenant(people)
            let there = try await people.users.grant(
                EmailAddress(Self.second), name: "Bob", role: .owner, in: other, password: nil,
                at: People.start)
            let members = Self.members(people)
            let added = try await members.add(
                .unrestricted(people.books.tenant, actor: .commandLine),
                EmailAddress(Self.second), name: "Mallory", role: .viewer, at: People.start)
            #expect(added.isInvited && !added.isNew)
            let given = try #require(added.link)
            #expect(try await people.login.link(given, at: People.start) == nil)
            // Who invites learns nothing of them.
            #expect(added.user.name == Self.second)
            let link = try #require(there.link)
            #expect(try await people.login.link(link, at: People.start) != nil)
        }
    }

    /// Their request was looked at while they still were one, and took its time since.
    @Test func `is nothing that somebody gives who was dismissed meanwhile`() async throws {
        try await People.use { people in
            let bob = try await people.make(Self.second, role: .viewer).user.id
            let (members, gone) = (
                Self.members(people),
                Scope(
                    tenant: people.books.tenant, actor: .person(id: 99, email: "gone@example.com"),
                    grant: Grant(permissions: Role.owner.permissions, portfolio: nil))
            )
            for attempt in [
                { try await members.change(gone, bob, to: .admin) },
                { try await members.remove(gone, bob) },
                {
                    _ = try await members.add(
                        gone, EmailAddress("eve@example.com"), name: nil, role: .admin,
                        at: People.start)
                },
            ] {
                let refusal = try await Self.refusal(attempt)
                #expect(refusal == "not_permitted")
            }
            let listed = try await people.users.list(tenant: people.books.tenant.name)
            #expect(listed.map(\.role) == ["viewer"])
        }
    }

    /// Of two owners one makes the other less, whose own request was let in before that.
    @Test func `is not got back by who was made less meanwhile`() async throws {
        try await People.use { people in
            let ada = try await people.make(role: .viewer).user.id
            let members = Self.members(people)
            let before = Scope(
                tenant: people.books.tenant,
                actor: .person(id: ada.rawValue, email: "ada@example.com"),
                grant: Grant(permissions: Role.owner.permissions, portfolio: nil))
            let refusal = try await Self.refusal {
                try await members.change(before, ada, to: .owner)
            }
            #expect(refusal == "not_permitted")
            let listed = try await people.users.list(tenant: people.books.tenant.name)
            #expect(listed.map(\.role) == ["viewer"])
        }
    }

    @Test func `gives a link to somebody who is nowhere else`() async throws {
        try await People.use { people in
            try await people.make(role: .admin)
            let members = Self.members(people)
            let scope = Self.scope(people, .admin)
            let added = try await members.add(
                scope, EmailAddress(Self.second), name: "Bob", role: .viewer, at: People.start)
            let link = try #require(added.link)
            #expect(try await people.login.link(link, at: People.start)?.user.name == "Bob")
            let again = try await Self.refusal {
                try await members.add(
                    scope, EmailAddress(Self.second), name: nil, role: .viewer, at: People.start)
            }
            #expect(again == "member_exists")
        }
    }

    @Test func `of another tenant is out of reach`() async throws {
        try await People.use { people in
            let other = try await Self.otherTenant(people)
            let theirs = try await people.users.grant(
                EmailAddress(Self.second), name: nil, role: .viewer, in: other, password: nil,
                at: People.start
            ).user.id
            let (members, own) = (Self.members(people), Self.scope(people, .owner))
            for attempt in [
                { try await members.change(own, theirs, to: .viewer) },
                { try await members.remove(own, theirs) },
            ] {
                let refusal = try await Self.refusal(attempt)
                #expect(refusal == "not_a_member")
            }
            let listed = try await people.users.list(tenant: other.name)
            #expect(listed.map(\.role) == ["viewer"])
        }
    }

    @Test func `decides what a call in somebody's name may do`() async throws {
        try await People.use { people in
            try await people.make(role: .collector)
            let (members, directory) = (Self.members(people), people.books.installation.directory)
            let ada = try EmailAddress("ada@example.com")
            let scope = try await members.scope(of: ada, in: nil, of: directory)
            #expect(scope.permissions == Role.collector.permissions)
            #expect(scope.tenant.name == people.books.tenant.name)
            _ = try await Self.otherTenant(people)
            for name in ["other", "nowhere"] {
                let refusal = try await Self.refusal {
                    try await members.scope(of: ada, in: name, of: directory)
                }
                #expect(refusal == "tenant_not_accessible")
            }
        }
    }

    /// Two owners dismiss each other: one of them stays.
    @Test func `of an owner survives two who dismiss each other`() async throws {
        try await People.use { people in
            let ids = try await [
                people.make(role: .owner).user.id,
                people.make(Self.second, role: .owner).user.id,
            ]
            let (members, scope) = (Self.members(people), Self.scope(people, .owner))
            await withTaskGroup(of: Void.self) { group in
                for id in ids { group.addTask { try? await members.remove(scope, id) } }
            }
            #expect(try await members.list(scope).count == 1)
        }
    }

    @Test func `takes the links along that its member was sent, but for who works elsewhere`()
        async throws
    {
        try await People.use { people in
            try await people.make(role: .admin)
            let (members, scope) = (Self.members(people), Self.scope(people, .admin))
            let added = try await members.add(
                scope, EmailAddress(Self.second), name: nil, role: .viewer, at: People.start)
            let invitation = try #require(added.link)
            let login = try await people.users.loginLink(
                EmailAddress(Self.second), at: People.start)
            try await members.remove(scope, added.user.id)
            for link in [invitation, login] {
                #expect(try await people.login.link(link, at: People.start) == nil)
            }
            let refusal = try await Self.refusal {
                try await people.login.setPassword(
                    "another good password", link: invitation, at: People.start)
            }
            #expect(refusal == "link_not_usable")
            let other = try await Self.otherTenant(people)
            let there = try await people.users.grant(
                EmailAddress(Self.second), name: nil, role: .viewer, in: other, password: nil,
                at: People.start)
            let link = try #require(there.link)
            let again = try await members.add(
                .unrestricted(people.books.tenant, actor: .commandLine),
                EmailAddress(Self.second), name: nil, role: .viewer, at: People.start)
            try await members.invitations.accept(
                #require(again.link), as: there.user.id, from: .here, at: People.start)
            try await members.remove(scope, there.user.id)
            #expect(try await people.login.link(link, at: People.start) != nil)
        }
    }
}
