package import Kernel
package import PostgresClient
package import Tenancy

/// Who belongs to a tenant, and as what.
///
/// People are shared by all tenants; a membership is one tenant's. Whoever manages the members of
/// one may therefore neither rename a person nor give out a link to an account that another
/// tenant's figures stand behind.
package struct MemberService: Sendable {
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

    /// Gives a member another role.
    ///
    /// - Throws: as `change(_:_:_:look:)`.
    package func change(_ scope: Scope, _ user: ID<User>, to role: Role) async throws {
        try await change(scope, user, MemberChanges(role: role))
    }

    /// Limits a member to some customers, or lets them see all (nil).
    ///
    /// - Throws: as `change(_:_:_:look:)`.
    package func limit(
        _ scope: Scope, _ user: ID<User>, to portfolio: Portfolio?
    ) async throws {
        try await change(scope, user, MemberChanges(portfolio: .some(portfolio)))
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
