package import Kernel
package import PostgresClient
package import Tenancy

/// What a tenant asks of its members for safety, and where they are logged in.
///
/// A person may work for several tenants, and a session is the person's and of no tenant. Where
/// somebody is logged in is therefore told to a tenant, and ended by it, for those alone who
/// belong to no other; the rest it can only dismiss, which takes its own data away from them at
/// once. Owners are looked after by owners.
package struct SecurityService: Sendable {
    private let pool: PostgresPool
    private let sessions: SessionService

    package init(pool: PostgresPool, sessions: SessionService) {
        self.pool = pool
        self.sessions = sessions
    }

    // MARK: - Policy

    /// The roles of people that a second factor can be asked of.
    package static let policyRoles = Role.allCases.filter { $0 != .service }

    /// The roles that a second factor is asked of.
    package func secondFactorRoles(_ scope: Scope) async throws -> Set<Role> {
        try scope.require(.manageSecurity)
        return try await roles(of: scope.tenant.id)
    }

    /// Asks a second factor of these roles. Whoever has one of them and no second factor can do
    /// nothing in the tenant from now on but set one up.
    ///
    /// - Throws: `ProofError.unknownRoles`.
    package func ask(_ scope: Scope, secondFactorOf roles: Set<Role>) async throws {
        try scope.require(.manageSecurity)
        guard roles.isSubset(of: Self.policyRoles) else { throw ProofError.unknownRoles }
        let names = roles.map(\.rawValue).sorted()
        let before = try await self.roles(of: scope.tenant.id).map(\.rawValue).sorted()
        let event = AuditEvent(
            .securityChanged, AuditObject(.tenant, scope.tenant.id),
            before: ["second_factor_roles": .list(before.map(AuditValue.text))],
            after: ["second_factor_roles": .list(names.map(AuditValue.text))])
        try await pool.transaction { connection in
            let upsert: Query = """
                INSERT INTO public.security_policies (tenant_id, second_factor_roles)
                VALUES (\(scope.tenant.id), \(names))
                ON CONFLICT (tenant_id) DO UPDATE
                SET second_factor_roles = excluded.second_factor_roles
                """
            try connection.execute(upsert)
            _ = try connection.query(event.record(scope.source, of: scope.tenant.id))
        }
        sessions.invalidate()
    }

    private func roles(of tenant: ID<Tenant>) async throws -> Set<Role> {
        let rows = try await pool.query(
            "SELECT second_factor_roles FROM public.security_policies WHERE tenant_id = \(tenant)")
        let names = try rows.first?.decode(0, as: [String].self) ?? []
        return Set(names.compactMap(Role.init))
    }

    // MARK: - Sessions

    /// Everybody who belongs to the tenant, by address, with where they are logged in.
    package func sessions(_ scope: Scope, at now: Instant) async throws -> [MemberSessions] {
        try scope.require(.manageSecurity)
        let rows = try await pool.query(
            """
            SELECT u.id, u.email, u.name, m.role, f.confirmed_at IS NOT NULL,
                EXISTS (SELECT FROM public.memberships AS o
                    WHERE o.user_id = u.id AND o.tenant_id <> m.tenant_id) AS elsewhere,
                s.id, s.created_at, s.last_seen_at, s.expires_at, s.address, s.agent
            FROM public.memberships AS m
            JOIN public.users AS u ON u.id = m.user_id
            LEFT JOIN public.second_factors AS f ON f.user_id = u.id
            LEFT JOIN public.sessions AS s ON s.user_id = u.id AND s.expires_at > \(now)
            WHERE m.tenant_id = \(scope.tenant.id)
            ORDER BY u.email, s.last_seen_at DESC, s.id DESC
            """)
        var members: [MemberSessions] = []
        for row in rows {
            let member = try MemberSessions(row, for: scope)
            if member.user.id != members.last?.user.id { members.append(member) }
            guard !member.isElsewhere, !row.isNull(6) else { continue }
            members[members.count - 1].sessions.append(
                SessionListing(
                    id: try row.decode(6), createdAt: try row.decode(7),
                    lastSeenAt: try row.decode(8), expiresAt: try row.decode(9),
                    origin: LoginOrigin(address: try row.string(10), agent: try row.string(11)),
                    isCurrent: false))
        }
        return members
    }

    /// Ends one session of a member.
    ///
    /// - Throws: `IdentityError.unknownSession`, also where it is not theirs to end.
    package func end(_ scope: Scope, _ session: ID<SessionListing>) async throws {
        try scope.require(.manageSecurity)
        let ended = try await end(scope, "s.id = \(session)", event: .sessionEnded)
        if ended == 0 { throw IdentityError.unknownSession }
    }

    /// Ends every session of a member, also where they still owe a code.
    ///
    /// - Throws: `IdentityError.notMember`, `ProofError.memberElsewhere`,
    ///   `TenancyError.notPermitted`.
    package func endAll(_ scope: Scope, of user: ID<User>, at now: Instant) async throws {
        guard let member = try await sessions(scope, at: now).first(where: { $0.user.id == user })
        else { throw IdentityError.notMember }
        if member.isElsewhere { throw ProofError.memberElsewhere }
        if member.role == .owner { try scope.require(.manageOwners) }
        _ = try await end(scope, "s.user_id = \(user)", event: .sessionsEnded)
    }

    /// Ends every session of everybody but who asks, as far as they are the tenant's to end.
    ///
    /// - Returns: how many there were.
    package func endAllOthers(_ scope: Scope) async throws -> Int {
        try scope.require(.manageSecurity)
        let own: Int64 = if case .person(let id, _) = scope.actor { id } else { 0 }
        return try await end(scope, "s.user_id <> \(own)", event: .sessionsEnded)
    }

    /// Ends the sessions that a condition picks, of those that the tenant may end.
    private func end(
        _ scope: Scope, _ condition: Query, event action: AuditAction
    ) async throws -> Int {
        let mayEndOwners = scope.permissions.contains(.manageOwners)
        let picked: Query = """
            USING public.memberships AS m
            WHERE m.user_id = s.user_id AND m.tenant_id = \(scope.tenant.id)
                AND (m.role <> 'owner' OR \(mayEndOwners))
                AND NOT EXISTS (SELECT FROM public.memberships AS o
                    WHERE o.user_id = s.user_id AND o.tenant_id <> m.tenant_id)
                AND \(fragment: condition)
            """
        let pending: Query = "DELETE FROM public.pending_logins AS s \(fragment: picked)"
        let ended = try await pool.transaction { connection in
            // First, so that the session which one of them begins just now is there to be ended.
            if action == .sessionsEnded { try connection.execute(pending) }
            let delete: Query = """
                DELETE FROM public.sessions AS s \(fragment: picked) RETURNING s.user_id
                """
            let rows = try connection.query(delete)
            for user in Set(try rows.map { try $0.decode(0, as: ID<User>.self) }).sorted() {
                let event = AuditEvent(action, AuditObject(.user, user))
                _ = try connection.query(event.record(scope.source, of: scope.tenant.id))
            }
            return rows.count
        }
        sessions.invalidate()
        return ended
    }
}
