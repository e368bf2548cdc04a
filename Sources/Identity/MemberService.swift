package import Kernel
package import PostgresClient
package import Tenancy

/// Who belongs to a tenant, and as what.
///
/// People are shared by all tenants; a membership is one tenant's. Whoever manages the members of
/// one may therefore neither rename a person nor give out a link to an account that another
/// tenant's figures stand behind.
package struct MemberService: Sendable {
    /// How often a change is begun that the database ends for the sake of somebody else's.
    private static let triesMax = 3

    private let pool: PostgresPool
    let owner: PostgresPool
    let sessions: SessionService
    let mail: MailQueue?

    /// - Parameters:
    ///   - pool: connections as the application's login.
    ///   - owner: connections as the owner of the shared tables, who alone changes memberships.
    ///   - sessions: of this process, so that a change takes effect at once.
    ///   - mail: nil where links are handed on by whoever makes them.
    package init(
        pool: PostgresPool, owner: PostgresPool, sessions: SessionService, mail: MailQueue? = nil
    ) {
        self.mail = mail
        self.pool = pool
        self.owner = owner
        self.sessions = sessions
    }

    /// Invitations to the tenants' people, of those who have an account.
    package var invitations: InvitationService {
        InvitationService(pool: pool, owner: owner, sessions: sessions, mail: mail)
    }

    /// What somebody may do in a tenant, for calls that are made in their name.
    ///
    /// - Parameter tenant: nil takes the only one that they belong to.
    /// - Throws: `IdentityError.unknownUser`; `TenancyError.notAccessible`, `.nameNeeded`.
    package func scope(
        of email: EmailAddress, in tenant: String?, of tenants: TenantDirectory
    ) async throws -> Scope {
        let rows = try await pool.query(
            """
            SELECT u.id, t.name, m.role, m.portfolio FROM public.users AS u
            LEFT JOIN public.memberships AS m ON m.user_id = u.id
            LEFT JOIN public.tenants AS t ON t.id = m.tenant_id AND t.status = 'active'
            WHERE lower(u.email) = \(email.text)
            """)
        guard let first = rows.first else { throw IdentityError.unknownUser(email.text) }
        var memberships: [String: Membership] = [:]
        for row in rows where !row.isNull(1) && !row.isNull(2) {
            guard let role = Role(rawValue: try row.string(2)) else { continue }
            memberships[try row.string(1)] = Membership(
                role: role, portfolio: try Portfolio.read(row, 3))
        }
        guard let name = tenant ?? (memberships.count == 1 ? memberships.keys.first : nil) else {
            throw TenancyError.nameNeeded(count: memberships.count)
        }
        guard let membership = memberships[name] else { throw TenancyError.notAccessible(name) }
        return Scope(
            tenant: try await tenants.resolve(name),
            actor: .person(id: try first.decode(0), email: email.text),
            grant: membership.grant)
    }

    /// Everybody who belongs to the tenant, by address.
    package func list(_ scope: Scope) async throws -> [Member] {
        try scope.require(.readMembers)
        let rows = try await pool.query(
            """
            SELECT u.id, u.email, u.name, m.role, u.password_hash IS NOT NULL, m.created_at,
                m.portfolio
            FROM public.memberships AS m JOIN public.users AS u ON u.id = m.user_id
            WHERE m.tenant_id = \(scope.tenant.id) ORDER BY u.email
            """)
        return try rows.map { row in
            Member(
                user: User(
                    id: try row.decode(0), email: try row.string(1), name: try row.string(2)),
                role: Role(rawValue: try row.string(3)), portfolio: try Portfolio.read(row, 6),
                hasPassword: try row.decode(4),
                since: try row.decode(5))
        }
    }

    /// The member with an address.
    ///
    /// - Throws: `IdentityError.notMember`, also for somebody who belongs to other tenants alone.
    package func find(_ scope: Scope, _ email: EmailAddress) async throws -> Member {
        let all = try await list(scope)
        guard let member = all.first(where: { EmailAddress.key($0.user.email) == email.text })
        else { throw IdentityError.notMember }
        return member
    }

    /// Gives a member another role. Who is limited to a portfolio stays so: a role that sees all
    /// customers is given to them when they are not limited any more.
    ///
    /// - Throws: `IdentityError.notMember`, `.lastOwner`, `.roleSeesAll`.
    package func change(_ scope: Scope, _ user: ID<User>, to role: Role) async throws {
        try Self.check(scope, [role])
        let after: AuditDetails = ["role": .text(role.rawValue)]
        try await changing(
            scope, user, .memberRoleChanged, after, keepsOwner: role == .owner
        ) { _, portfolio in
            try Self.check(portfolio, role)
            return """
                UPDATE public.memberships SET role = \(role.rawValue)
                WHERE user_id = \(user) AND tenant_id = \(scope.tenant.id)
                """
        }
    }

    /// Limits a member to some customers, or lets them see all (nil).
    ///
    /// - Throws: `IdentityError.notMember`, `.roleSeesAll`.
    package func limit(
        _ scope: Scope, _ user: ID<User>, to portfolio: Portfolio?
    ) async throws {
        try Self.check(scope, [])
        let after: AuditDetails = ["customer_groups": Self.groups(portfolio)]
        try await changing(
            scope, user, .memberPortfolioChanged, after, keepsOwner: true
        ) { role, _ in
            try Self.check(portfolio, role)
            return """
                UPDATE public.memberships SET portfolio = \(portfolio.map { $0.groups.sorted() })
                WHERE user_id = \(user) AND tenant_id = \(scope.tenant.id)
                """
        }
    }

    /// Takes a member out of the tenant; what they did stays as it is. No provider brings them
    /// back. The keys that they made end, and for who belongs nowhere else now the links that
    /// they were sent.
    ///
    /// - Throws: `IdentityError.notMember`, `.lastOwner`.
    package func remove(_ scope: Scope, _ user: ID<User>) async throws {
        try Self.check(scope, [])
        try await changing(scope, user, .memberRemoved, nil, keepsOwner: false) { _, _ in
            """
            DELETE FROM public.memberships
            WHERE user_id = \(user) AND tenant_id = \(scope.tenant.id)
            """
        }
    }

    /// Takes whoever asks out of a tenant, whatever they may do there.
    ///
    /// - Throws: `IdentityError.notMember`, `.lastOwner`.
    package func leave(_ scope: Scope) async throws {
        guard case .person(let id, _) = scope.actor else { throw IdentityError.notMember }
        let own = Scope(
            tenant: scope.tenant, actor: scope.actor,
            grant: Grant(permissions: [.manageMembers, .manageOwners], portfolio: nil),
            origin: scope.origin)
        try await remove(own, ID(id))
    }

    /// What goes with a membership, in the transaction that ends it.
    private static func endKeysAndLinks(
        _ scope: Scope, of user: ID<User>, on connection: isolated PostgresConnection
    ) throws {
        let keys: Query = """
            DELETE FROM public.api_keys
            WHERE made_by = \(user) AND tenant_id = \(scope.tenant.id) RETURNING id
            """
        for row in try connection.query(keys) {
            let event = AuditEvent(
                .keyRevoked, AuditObject(.key, try row.decode(0, as: ID<APIKey>.self)),
                after: ["because": "maker_left"])
            try connection.execute(event.record(scope.source, of: scope.tenant.id))
        }
        let links: Query = """
            DELETE FROM public.login_links AS l WHERE user_id = \(user) AND NOT EXISTS (
                SELECT FROM public.memberships AS m
                WHERE m.user_id = l.user_id AND m.tenant_id <> \(scope.tenant.id))
            """
        try connection.execute(links)
    }

    /// Changes a membership that is there, by a statement for its role and portfolio: one change
    /// of a tenant's members at a time, so that of two owners who dismiss each other one stays.
    private func changing(
        _ scope: Scope, _ user: ID<User>, _ action: AuditAction, _ after: AuditDetails?,
        keepsOwner: Bool,
        _ statement: @escaping @Sendable (Role?, Portfolio?) throws -> Query
    ) async throws {
        for _ in 1..<Self.triesMax {
            do {
                return try await changingOnce(scope, user, action, after, keepsOwner, statement)
            } catch let error as PostgresError where error.isLostRace {
                // What the member themselves was about to change is changed, or is not.
                continue
            }
        }
        try await changingOnce(scope, user, action, after, keepsOwner, statement)
    }

    /// Whoever leaves needs no right to; for all else the one who acts has to be who they were when
    /// their request was let in, also where it is themselves that they change.
    private static func confirm(
        _ scope: Scope, _ action: AuditAction, _ user: ID<User>,
        on connection: isolated PostgresConnection
    ) throws {
        if action == .memberRemoved, case .person(user.rawValue, _) = scope.actor { return }
        let members: Set<Permission> = [.manageMembers, .manageOwners]
        try scope.confirm(scope.permissions.intersection(members), on: connection)
    }

    private func changingOnce(
        _ scope: Scope, _ user: ID<User>, _ action: AuditAction, _ after: AuditDetails?,
        _ keepsOwner: Bool,
        _ statement: @escaping @Sendable (Role?, Portfolio?) throws -> Query
    ) async throws {
        try await owner.transaction { connection in
            if action == .memberRemoved {
                // That they are gone is written down with their account: it before the tenant, as
                // whoever erases people does.
                let person: Query = "SELECT FROM public.users WHERE id = \(user) FOR KEY SHARE"
                _ = try connection.query(person)
            }
            let lock: Query =
                "SELECT FROM public.tenants WHERE id = \(scope.tenant.id) FOR NO KEY UPDATE"
            _ = try connection.query(lock)
            let question: Query = """
                SELECT role, (SELECT count(*) FROM public.memberships
                    WHERE tenant_id = \(scope.tenant.id) AND role = 'owner'), portfolio
                FROM public.memberships
                WHERE user_id = \(user) AND tenant_id = \(scope.tenant.id)
                """
            guard let row = try connection.query(question).first else {
                throw IdentityError.notMember
            }
            let name = try row.string(0)
            let role = Role(rawValue: name)
            try Self.check(scope, [role])
            try Self.confirm(scope, action, user, on: connection)
            if role == .owner, !keepsOwner, try row.int64(1) == 1 { throw IdentityError.lastOwner }
            let portfolio = try Portfolio.read(row, 2)
            if action == .memberRemoved {
                try Self.endKeysAndLinks(scope, of: user, on: connection)
                try connection.execute(Dismissal.remember(user, from: scope.tenant.id))
            }
            try connection.execute(statement(role, portfolio))
            let before: AuditDetails = [
                "role": .text(name), "customer_groups": Self.groups(portfolio),
            ]
            let event = AuditEvent(
                action, AuditObject(user), before: before,
                after: after.map { AuditDetails(before.values.merging($0.values) { $1 }) } ?? [:])
            try connection.execute(event.record(scope.source, of: scope.tenant.id))
        }
        sessions.invalidate()
    }

    static func check(_ portfolio: Portfolio?, _ role: Role?) throws(IdentityError) {
        guard portfolio != nil, let role, !RoleTable.limitable.contains(role) else { return }
        throw .roleSeesAll(role)
    }

    /// As records have it: null for all customers.
    static func groups(_ portfolio: Portfolio?) -> AuditValue {
        portfolio.map { .list($0.groups.sorted().map { .number($0) }) } ?? .null
    }

    /// What it takes to have somebody in that role.
    static func needed(for role: Role?) -> Set<Permission> {
        [role == .owner ? .manageOwners : .manageMembers]
    }

    /// Owners are made and dismissed by owners alone.
    static func check(_ scope: Scope, _ roles: [Role?]) throws(TenancyError) {
        try scope.require(.manageMembers)
        if roles.contains(.owner) { try scope.require(.manageOwners) }
    }
}
