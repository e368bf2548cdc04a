package import Kernel
import PostgresClient
package import Tenancy

/// How people come to belong to a tenant.
extension MemberService {
    /// Takes somebody into the tenant, and makes the person first if need be, who gets a link
    /// that sets a password. Who has an account is invited, and a member once they accept.
    ///
    /// - Parameter portfolio: the customers that they see; nil for all.
    /// - Throws: `IdentityError.memberExists`, `.invitedAlready`, `.roleSeesAll`.
    package func add(
        _ scope: Scope, _ email: EmailAddress, name: String?, role: Role,
        portfolio: Portfolio? = nil, at now: Instant
    ) async throws -> NewUser {
        try Self.check(scope, [role])
        try Self.check(portfolio, role)
        let draft = User(id: ID(1), email: email.text, name: name ?? email.text)
        let added = try await owner.transaction { connection in
            let row = try connection.query(UserService.insert(draft, nil)).single()
            let user = User(
                id: try row.decode(0), email: try row.string(1), name: try row.string(2))
            let isNew = try row.decode(3, as: Bool.self)
            guard try isNew || Self.isUnused(user.id, on: connection) else {
                return try InvitationService.make(
                    scope, user, typed: email, role: role, portfolio: portfolio, mail,
                    on: connection, at: now)
            }
            try scope.confirm(Self.needed(for: role), on: connection)
            try Self.join(scope, user.id, isNew: isNew, role, portfolio, on: connection)
            let link = try UserService.replaceLinks(
                of: user.id, by: .password, from: scope.tenant.id, on: connection, at: now)
            let isMailed = try UserService.invite(
                user, to: scope.tenant, link, mail, on: connection, at: now)
            if isMailed { try connection.execute(UserService.keepFromMaker(link)) }
            return NewUser(
                user: user, isNew: isNew, link: isMailed ? nil : link, isMailed: isMailed)
        }
        sessions.invalidate()
        return added
    }

    /// Whether nobody has ever entered or could enter an account, and nothing stands behind it: it
    /// is left from somebody who was taken out before they set a password. Only then may whoever
    /// takes them in hand out a link that sets one.
    private static func isUnused(
        _ user: ID<User>, on connection: isolated PostgresConnection
    ) throws -> Bool {
        // Before the question, so that it sees what somebody else does to the account just now.
        let lock: Query = "SELECT FROM public.users WHERE id = \(user) FOR UPDATE"
        _ = try connection.query(lock)
        let question: Query = """
            SELECT u.password_hash IS NULL AND NOT u.is_operator
                AND NOT EXISTS (SELECT FROM public.memberships WHERE user_id = u.id)
                AND NOT EXISTS (SELECT FROM public.sign_on_identities WHERE user_id = u.id)
                AND NOT EXISTS (SELECT FROM public.second_factors WHERE user_id = u.id)
                AND NOT EXISTS (SELECT FROM public.sessions WHERE user_id = u.id)
            FROM public.users AS u WHERE u.id = \(user)
            """
        return try connection.query(question).single().decode(0)
    }

    private static func join(
        _ scope: Scope, _ user: ID<User>, isNew: Bool, _ role: Role, _ portfolio: Portfolio?,
        on connection: isolated PostgresConnection
    ) throws {
        let event = AuditEvent(
            .memberAdded, AuditObject(user),
            after: [
                "role": .text(role.rawValue), "is_new": .flag(isNew),
                "customer_groups": groups(portfolio),
            ])
        let statements: [Query] = [
            """
            INSERT INTO public.memberships (user_id, tenant_id, role, portfolio)
            VALUES (\(user), \(scope.tenant.id), \(role.rawValue),
                \(portfolio.map { $0.groups.sorted() }))
            """,
            UserService.endInvitation(of: user, to: scope.tenant.id),
            Dismissal.end(of: user, from: scope.tenant.id),
            event.record(scope.source, of: scope.tenant.id),
        ]
        for statement in statements { try connection.execute(statement) }
    }
}
