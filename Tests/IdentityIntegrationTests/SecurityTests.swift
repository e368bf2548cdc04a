import BooksTestSupport
import Kernel
import Tenancy
import Testing

@testable import Identity

@Suite struct `What a tenant asks of its members` {
    private static func scope(
        _ people: People, _ user: User, _ role: Role
    ) -> Scope {
        Scope(
            tenant: people.books.tenant,
            actor: .person(id: user.id.rawValue, email: user.email),
            grant: Grant(permissions: role.permissions, portfolio: nil))
    }

    @Test func `locks who has such a role and no second factor`() async throws {
        try await People.use { people in
            let ada = try await people.make(role: .accountant).user
            let name = people.books.tenant.name
            let session = try await people.logIn()
            #expect(try await people.session(session)?.lockedTenants == [])
            try await people.security.ask(people.books.scope, secondFactorOf: [.accountant])
            #expect(try await people.session(session)?.lockedTenants == [name])
            let viewer = try await people.make("eve@example.com", role: .viewer)
            let free = try await people.logIn("eve@example.com")
            #expect(try await people.session(free)?.lockedTenants == [])
            #expect(viewer.isNew)
            let enrolled = try await people.enrol(ada, session: session)
            #expect(try await people.session(enrolled.session)?.lockedTenants == [])
            #expect(
                try await people.security.secondFactorRoles(people.books.scope)
                    == [.accountant])
            try await people.security.ask(people.books.scope, secondFactorOf: [])
            #expect(try await people.security.secondFactorRoles(people.books.scope) == [])
        }
    }

    @Test func `is for owners and admins to say, and of people alone`() async throws {
        try await People.use { people in
            let user = try await people.make(role: .accountant).user
            for role in Role.allCases where role != .owner && role != .admin {
                let scope = Self.scope(people, user, role)
                let refusal = try await People.refusal {
                    try await people.security.ask(scope, secondFactorOf: [])
                }
                #expect(refusal == "not_permitted")
                let list = try await People.refusal {
                    try await people.security.sessions(scope, at: People.start)
                }
                #expect(list == "not_permitted")
            }
            let programs = try await People.refusal {
                try await people.security.ask(people.books.scope, secondFactorOf: [.service])
            }
            #expect(programs == "roles_unknown")
        }
    }

    @Test func `shows and ends sessions of its own people alone`() async throws {
        try await People.use { people in
            let ada = try await people.make().user
            let eve = try await people.make("eve@example.com").user
            let other = try await people.books.installation.tenants.create(
                TenantSettings(
                    name: TenantName("other"), currency: Books.base,
                    timeZone: TimeZoneName("Europe/Berlin")))
            _ = try await people.users.grant(
                try People.email(eve.email), name: nil, role: .viewer, in: other,
                password: nil, at: People.start)
            let stranger = try await people.users.grant(
                try People.email("bob@example.com"), name: nil, role: .viewer, in: other,
                password: People.password, at: People.start
            ).user
            let sessions = [
                try await people.logIn(), try await people.logIn("eve@example.com"),
                try await people.logIn("bob@example.com"),
            ]
            let scope = people.books.scope
            let listed = try await people.security.sessions(scope, at: People.start)
            #expect(listed.map(\.user.email) == ["ada@example.com", "eve@example.com"])
            #expect(listed.map(\.isElsewhere) == [false, true])
            #expect(listed.map(\.sessions.count) == [1, 0])
            for (user, code) in [(eve, "member_elsewhere"), (stranger, "not_a_member")] {
                let refusal = try await People.refusal {
                    try await people.security.endAll(scope, of: user.id, at: People.start)
                }
                #expect(refusal == code)
                let own = try await people.sessions.list(
                    of: user.id, current: nil, at: People.start)
                for session in own {
                    let one = try await People.refusal {
                        try await people.security.end(scope, session.id)
                    }
                    #expect(one == "session_unknown")
                }
            }
            #expect(try await people.security.endAllOthers(scope) == 1)
            #expect(try await people.session(sessions[0]) == nil)
            #expect(try await people.session(sessions[1]) != nil)
            #expect(try await people.session(sessions[2]) != nil)
            #expect(ada.id != eve.id)
        }
    }

    @Test func `leaves owners to owners, and who asks logged in`() async throws {
        try await People.use { people in
            let owner = try await people.make("own@example.com", role: .owner).user
            let admin = try await people.make(role: .admin).user
            let session = try await people.logIn("own@example.com")
            let own = try await people.logIn()
            let scope = Self.scope(people, admin, .admin)
            let all = try await People.refusal {
                try await people.security.endAll(scope, of: owner.id, at: People.start)
            }
            #expect(all == "not_permitted")
            let listed = try await people.security.sessions(scope, at: People.start)
            let id = try #require(listed.first { $0.user.id == owner.id }?.sessions.first?.id)
            let one = try await People.refusal { try await people.security.end(scope, id) }
            #expect(one == "session_unknown")
            #expect(try await people.security.endAllOthers(scope) == 0)
            #expect(try await people.session(session) != nil)
            let byOwner = Self.scope(people, owner, .owner)
            #expect(try await people.security.endAllOthers(byOwner) == 1)
            #expect(try await people.session(own) == nil)
            #expect(try await people.session(session) != nil)
        }
    }
}
