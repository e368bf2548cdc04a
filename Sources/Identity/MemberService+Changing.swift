package import Kernel
import PostgresClient
package import Tenancy

/// Changing and ending memberships.
extension MemberService {
    /// What a membership is, for whoever looks at it before it is changed.
    package typealias Look = @Sendable (Role?, Portfolio?) throws -> Void

    private enum Act {
        case change(MemberChanges)
        case remove

        /// Whether who is an owner stays one.
        var keepsOwner: Bool {
            switch self {
            case .change(let changes): changes.role.map { $0 == .owner } ?? true
            case .remove: false
            }
        }
    }

    /// Gives a member another role or other customers, both in one step. Who is limited to a
    /// portfolio stays so: a role that sees all customers is given to them when they are not
    /// limited any more, at the latest with it.
    ///
    /// - Parameter look: is shown what they are before anything is changed, and may refuse.
    /// - Throws: `IdentityError.notMember`, `.lastOwner`, `.roleSeesAll`,
    ///   `.ownPasswordOfMemberNeeded`.
    package func change(
        _ scope: Scope, _ user: ID<User>, _ changes: MemberChanges,
        look: @escaping Look = { _, _ in }
    ) async throws {
        try Self.check(scope, [changes.role])
        try await changing(scope, user, .change(changes), look)
    }

    /// Takes a member out of the tenant; what they did stays as it is. No provider brings them
    /// back. The keys that they made end, and so do the links that the tenant's people made for
    /// them; for who belongs nowhere else now all the links that they were sent.
    ///
    /// - Parameter look: is shown what they are before they are taken out, and may refuse.
    /// - Throws: `IdentityError.notMember`, `.lastOwner`.
    package func remove(
        _ scope: Scope, _ user: ID<User>, look: @escaping Look = { _, _ in }
    ) async throws {
        try Self.check(scope, [])
        try await changing(scope, user, .remove, look)
    }

    /// Changes a membership that is there: one change of a tenant's members at a time, so that of
    /// two owners who dismiss each other one stays.
    private func changing(
        _ scope: Scope, _ user: ID<User>, _ act: Act, _ look: @escaping Look
    ) async throws {
        // By the next time, what the member themselves was about to change is changed, or is not.
        try await PostgresPool.retryingLostRaces {
            try await changingOnce(scope, user, act, look)
        }
    }

    private func changingOnce(
        _ scope: Scope, _ user: ID<User>, _ act: Act, _ look: @escaping Look
    ) async throws {
        try await owner.transaction { connection in
            if case .remove = act {
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
            try Self.confirm(scope, act, user, on: connection)
            let portfolio = try Portfolio.read(row, 2)
            try look(role, portfolio)
            if role == .owner, !act.keepsOwner, try row.int64(1) == 1 {
                throw IdentityError.lastOwner
            }
            switch act {
            case .remove: try Self.end(scope, user, name, portfolio, on: connection)
            case .change(let changes):
                try Self.check(changes.portfolio ?? portfolio, changes.role ?? role)
                try Self.apply(changes, scope, user, name, portfolio, on: connection)
            }
        }
        sessions.invalidate()
    }

    /// Whoever leaves needs no right to; for all else the one who acts has to be who they were when
    /// their request was let in, also where it is themselves that they change.
    private static func confirm(
        _ scope: Scope, _ act: Act, _ user: ID<User>, on connection: isolated PostgresConnection
    ) throws {
        if case .remove = act, case .person(user.rawValue, _) = scope.actor { return }
        let members: Set<Permission> = [.manageMembers, .manageOwners]
        try scope.confirm(scope.permissions.intersection(members), on: connection)
    }

    /// - Parameters:
    ///   - role: as it is written, for one that a later version made.
    ///   - portfolio: what they saw until now.
    private static func apply(
        _ changes: MemberChanges, _ scope: Scope, _ user: ID<User>, _ role: String,
        _ portfolio: Portfolio?, on connection: isolated PostgresConnection
    ) throws {
        let left = changes.role?.rawValue ?? role
        let seen = changes.portfolio ?? portfolio
        let update: Query = """
            UPDATE public.memberships
            SET role = \(left), portfolio = \(seen.map { $0.groups.sorted() })
            WHERE user_id = \(user) AND tenant_id = \(scope.tenant.id)
            """
        try UserService.refusingStrangers(.ownPasswordOfMemberNeeded) {
            try connection.execute(update)
        }
        var known = details(role, portfolio)
        func record(_ action: AuditAction, _ now: AuditDetails) throws {
            let event = AuditEvent(action, AuditObject(user), before: known, after: now)
            try connection.execute(event.record(scope.source, of: scope.tenant.id))
            known = now
        }
        if changes.role != nil { try record(.memberRoleChanged, details(left, portfolio)) }
        if changes.portfolio != nil { try record(.memberPortfolioChanged, details(left, seen)) }
    }

    private static func end(
        _ scope: Scope, _ user: ID<User>, _ role: String, _ portfolio: Portfolio?,
        on connection: isolated PostgresConnection
    ) throws {
        try endKeysAndLinks(scope, of: user, on: connection)
        try connection.execute(Dismissal.remember(user, from: scope.tenant.id))
        let delete: Query = """
            DELETE FROM public.memberships
            WHERE user_id = \(user) AND tenant_id = \(scope.tenant.id)
            """
        try connection.execute(delete)
        let event = AuditEvent(
            .memberRemoved, AuditObject(user), before: details(role, portfolio), after: [:])
        try connection.execute(event.record(scope.source, of: scope.tenant.id))
    }

    private static func details(_ role: String, _ portfolio: Portfolio?) -> AuditDetails {
        ["role": .text(role), "customer_groups": groups(portfolio)]
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
            DELETE FROM public.login_links AS l
            WHERE user_id = \(user) AND (tenant_id = \(scope.tenant.id) OR NOT EXISTS (
                SELECT FROM public.memberships AS m
                WHERE m.user_id = l.user_id AND m.tenant_id <> \(scope.tenant.id)))
            """
        try connection.execute(links)
    }
}
