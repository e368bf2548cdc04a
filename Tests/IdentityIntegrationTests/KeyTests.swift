import BooksTestSupport
import Identity
import Kernel
import PostgresClient
import Tenancy
import Testing

@Suite struct `A key of a program` {
    /// Of Ada, who is an admin, whatever she asks with.
    private static func scope(_ people: People, _ role: Role = .admin) async throws -> Scope {
        let ada = try await people.make(role: .admin, password: nil).user
        return Scope(
            tenant: people.books.tenant,
            actor: .person(id: ada.id.rawValue, email: "ada@example.com"),
            grant: Grant(permissions: role.permissions, portfolio: nil))
    }

    private static func at(days: Int) -> Instant {
        People.start.adding(.seconds(days * 86_400))
    }

    private static func refusal<R>(_ body: () async throws -> R) async throws -> String? {
        do {
            _ = try await body()
            return nil
        } catch let error as any DomainError { return error.code }
    }

    @Test func `gives what it was made for, until its last day`() async throws {
        try await People.use { people in
            let keys = KeyService(pool: people.books.pool)
            let made = try await keys.create(
                try await Self.scope(people), name: "night import",
                permissions: [.readReceivables, .importData], days: 30, at: People.start)
            let secret = try #require(KeySecret(made.secret.text))
            let holder = try #require(try await keys.find(secret, at: Self.at(days: 29)))
            #expect(holder.name == "night import" && holder.tenant == people.books.tenant.name)
            #expect(holder.grant.permissions == [.readReceivables, .importData])
            #expect(try await keys.find(secret, at: Self.at(days: 30)) == nil)
            let listed = try await keys.list(try await Self.scope(people))
            #expect(listed.map(\.lastUsedAt) == [Self.at(days: 29)])
            #expect(listed.map(\.author) == ["ada@example.com"])
        }
    }

    @Test func `is stored as its hash alone`() async throws {
        try await People.use { people in
            let keys = KeyService(pool: people.books.pool)
            let made = try await keys.create(
                try await Self.scope(people), name: "reader", permissions: [.readReceivables],
                days: 1, at: People.start)
            let stored: String = try await people.books.installation.owner.query(
                "SELECT k::text || encode(token_hash, 'escape') FROM api_keys AS k"
            ).single().decode(0)
            #expect(stored.contains("reader"))
            #expect(!stored.contains(made.secret.text.dropFirst(3)))
        }
    }

    @Test func `can do no more than programs and its maker may`() async throws {
        try await People.use { people in
            let keys = KeyService(pool: people.books.pool)
            for permissions in [[.manageMembers], [.readReceivables, .manageKeys], []]
                as [Set<Permission>]
            {
                let code = try await Self.refusal {
                    try await keys.create(
                        try await Self.scope(people), name: "x", permissions: permissions, days: 1,
                        at: People.start)
                }
                #expect(code == "key_scopes_wrong")
            }
            let code = try await Self.refusal {
                try await keys.create(
                    try await Self.scope(people, .accountant), name: "x",
                    permissions: [.readReceivables], days: 1, at: People.start)
            }
            #expect(code == "not_permitted")
            // Whatever its row says.
            let made = try await keys.create(
                try await Self.scope(people), name: "x", permissions: [.readReceivables], days: 1,
                at: People.start)
            try await people.books.installation.owner.execute(
                "UPDATE api_keys SET permissions = '{readReceivables,manageOwners,unheardOf}'")
            let holder = try await keys.find(made.secret, at: People.start)
            #expect(holder?.grant.permissions == [.readReceivables])
        }
    }

    @Test func `lasts for a time that is stated`() async throws {
        try await People.use { people in
            let keys = KeyService(pool: people.books.pool)
            for days in [-1, 0, 367, .max] {
                let code = try await Self.refusal {
                    try await keys.create(
                        try await Self.scope(people), name: "x", permissions: [.readReceivables],
                        days: days, at: People.start)
                }
                #expect(code == "key_lifetime_wrong")
            }
        }
    }

    @Test func `is taken back by its own tenant alone`() async throws {
        try await People.use { people in
            let keys = KeyService(pool: people.books.pool)
            let made = try await keys.create(
                try await Self.scope(people), name: "x", permissions: [.readReceivables], days: 1,
                at: People.start)
            let other = try await people.books.installation.tenants.create(
                TenantSettings(name: TenantName("other"), currency: Books.base, timeZone: .utc))
            let foreign = Scope.unrestricted(other, actor: .commandLine)
            let code = try await Self.refusal { try await keys.revoke(foreign, made.id) }
            #expect(code == "key_unknown")
            #expect(try await keys.list(foreign).isEmpty)
            #expect(try await keys.find(made.secret, at: People.start) != nil)
            try await keys.revoke(try await Self.scope(people), made.id)
            #expect(try await keys.find(made.secret, at: People.start) == nil)
        }
    }

    @Test func `is worth nothing while its tenant is suspended`() async throws {
        try await People.use { people in
            let keys = KeyService(pool: people.books.pool)
            let made = try await keys.create(
                try await Self.scope(people), name: "x", permissions: [.readReceivables], days: 1,
                at: People.start)
            try await people.books.installation.tenants.suspend(
                people.books.tenant.name, by: .commandLine)
            #expect(try await keys.find(made.secret, at: People.start) == nil)
        }
    }

    @Test func `does no more than whoever made it may now, and ends when they leave`() async throws
    {
        try await People.use { people in
            let keys = KeyService(pool: people.books.pool)
            let members = MemberService(
                pool: people.books.pool, owner: people.books.installation.owner,
                sessions: people.sessions)
            let boss = Scope.unrestricted(people.books.tenant, actor: .commandLine)
            let scope = try await Self.scope(people)
            let ada = try await members.find(boss, EmailAddress("ada@example.com")).user.id
            let made = try await keys.create(
                scope, name: "night import", permissions: [.readReceivables, .importData],
                days: 30, at: People.start)
            let kept = try await keys.create(
                boss, name: "ours", permissions: [.importData], days: 30, at: People.start)
            try await members.change(boss, ada, to: .collector)
            let less = try await keys.find(made.secret, at: People.start)
            #expect(less?.grant.permissions == [.readReceivables])
            let row = try await keys.list(boss).first { $0.id == made.id }
            #expect(row?.permissions == [.readReceivables, .importData])
            #expect(row?.effective == [.readReceivables])
            // Their customers alone, since it is theirs.
            try await members.limit(boss, ada, to: Portfolio(groups: [7]))
            let limited = try await keys.find(made.secret, at: People.start)
            #expect(limited?.grant.portfolio == Portfolio(groups: [7]))
            try await members.remove(boss, ada)
            #expect(try await keys.find(made.secret, at: People.start) == nil)
            let listed = try await keys.list(boss)
            #expect(listed.map(\.id) == [kept.id])
            // Nor does it come back with them.
            _ = try await Self.scope(people)
            #expect(try await keys.find(made.secret, at: People.start) == nil)
            let still = try await keys.find(kept.secret, at: People.start)
            #expect(still?.grant.permissions == [.importData])
            let records = try await people.books.pool.query(
                """
                SELECT object_id FROM public.audit_events
                WHERE action = 'key.revoked' AND after ->> 'because' = 'maker_left'
                """
            ).map { try $0.string(0) }
            #expect(records == ["\(made.id)"])
        }
    }

    @Test func `can be limited to some customers, and never to more than its maker`() async throws {
        try await People.use { people in
            let keys = KeyService(pool: people.books.pool)
            let members = MemberService(
                pool: people.books.pool, owner: people.books.installation.owner,
                sessions: people.sessions)
            let boss = Scope.unrestricted(people.books.tenant, actor: .commandLine)
            let scope = try await Self.scope(people)
            let refused = try await Self.refusal {
                try await keys.create(
                    scope, name: "x", permissions: [.readReceivables, .importData],
                    portfolio: Portfolio(groups: [1]), days: 1, at: People.start)
            }
            #expect(refused == "key_sees_all")
            let made = try await keys.create(
                scope, name: "x", permissions: [.readReceivables, .writeNotes],
                portfolio: Portfolio(groups: [1, 2]), days: 1, at: People.start)
            let holder = try await keys.find(made.secret, at: People.start)
            #expect(holder?.grant.portfolio == Portfolio(groups: [1, 2]))
            #expect(holder?.grant.permissions == [.readReceivables, .writeNotes])
            let ada = try await members.find(boss, EmailAddress("ada@example.com")).user.id
            try await members.change(boss, ada, to: .viewer)
            try await members.limit(boss, ada, to: Portfolio(groups: [2, 3]))
            let less = try await keys.find(made.secret, at: People.start)
            #expect(less?.grant.portfolio == Portfolio(groups: [2]))
            #expect(less?.grant.permissions == [.readReceivables])
            let listed = try await keys.list(boss)
            #expect(listed.map(\.portfolio) == [Portfolio(groups: [2])])
        }
    }
}
