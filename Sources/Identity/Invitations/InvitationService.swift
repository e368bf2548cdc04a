package import Kernel
import PostgresClient
package import Tenancy

/// Invitations of people who have an account already. Until one is accepted it is a row of its own
/// and no membership, so that nothing which asks for memberships can take it for one: it gives no
/// right, and nobody's taking an interest in somebody changes what that person does elsewhere.
///
/// It is answered by whoever holds the link and is logged in to the account: the one alone is
/// worth nothing.
package struct InvitationService: Sendable {
    package static let days = LinkPurpose.password.days
    private static let lifetime = LinkPurpose.password.lifetime

    private let pool: PostgresPool
    private let owner: PostgresPool
    private let sessions: SessionService
    private let mail: MailQueue?

    init(pool: PostgresPool, owner: PostgresPool, sessions: SessionService, mail: MailQueue?) {
        self.pool = pool
        self.owner = owner
        self.sessions = sessions
        self.mail = mail
    }

    // MARK: Whoever invites

    /// Who has not answered yet, by address; also those whose link has expired.
    package func list(_ scope: Scope) async throws -> [PendingMember] {
        try scope.require(.readMembers)
        let rows = try await pool.query(
            """
            SELECT i.id, i.email, i.role, i.portfolio, i.expires_at, u.email
            FROM public.invitations AS i LEFT JOIN public.users AS u ON u.id = i.made_by
            WHERE i.tenant_id = \(scope.tenant.id) ORDER BY i.email
            """)
        return try rows.map { row in
            PendingMember(
                id: try row.decode(0), email: try row.string(1),
                role: Role(rawValue: try row.string(2)), portfolio: try Portfolio.read(row, 3),
                inviter: try row.decode(5, as: String?.self), expiresAt: try row.decode(4))
        }
    }

    /// Gives out another link; the one before works no more. Whoever does so stands for it now.
    ///
    /// - Throws: `IdentityError.unknownInvitation`.
    package func sendAgain(
        _ scope: Scope, _ id: ID<PendingMember>, at now: Instant
    ) async throws -> NewUser {
        try scope.require(.manageMembers)
        return try await owner.transaction { connection in
            let inviter = try Self.confirm(scope, on: connection)
            let find: Query = """
                SELECT i.email, i.role, u.id, u.email FROM public.invitations AS i
                JOIN public.users AS u ON u.id = i.user_id
                WHERE i.id = \(id) AND i.tenant_id = \(scope.tenant.id) FOR UPDATE OF i
                """
            guard let row = try connection.query(find).first else {
                throw IdentityError.unknownInvitation
            }
            let role = Role(rawValue: try row.string(1))
            try MemberService.check(scope, [role])
            let token = SecretToken()
            let update: Query = """
                UPDATE public.invitations SET token_hash = \(PostgresValue.bytes(token.hash)),
                    made_by = \(inviter), expires_at = \(now.adding(Self.lifetime))
                WHERE id = \(id)
                """
            try connection.execute(update)
            let email = try row.string(0)
            let person = User(id: try row.decode(2), email: try row.string(3), name: email)
            let event = AuditEvent(
                .memberInvited, AuditObject(.user, person.id, name: email),
                after: ["role": .text(try row.string(1)), "again": true])
            try connection.execute(event.record(scope.source, of: scope.tenant.id))
            return try Self.hand(
                token, of: id, to: person, typed: email, scope.tenant.name, mail, on: connection,
                at: now)
        }
    }

    /// Takes an invitation back.
    ///
    /// - Throws: `IdentityError.unknownInvitation`.
    package func withdraw(_ scope: Scope, _ id: ID<PendingMember>) async throws {
        try scope.require(.manageMembers)
        try await owner.transaction { connection in
            try Self.confirm(scope, on: connection)
            let delete: Query = """
                DELETE FROM public.invitations
                WHERE id = \(id) AND tenant_id = \(scope.tenant.id)
                RETURNING user_id, email, role
                """
            guard let row = try connection.query(delete).first else {
                throw IdentityError.unknownInvitation
            }
            try MemberService.check(scope, [Role(rawValue: try row.string(2))])
            let user: ID<User> = try row.decode(0)
            let event = AuditEvent(
                .invitationWithdrawn, AuditObject(.user, user, name: try row.string(1)),
                before: ["role": .text(try row.string(2))])
            try connection.execute(event.record(scope.source, of: scope.tenant.id))
        }
    }

    /// Whoever acts has to be who they were when their request was let in. Asked before an
    /// invitation is locked: a dismissal has the membership before it ends what that member made.
    ///
    /// - Returns: the member; nil for whoever runs the installation, and for programs.
    @discardableResult
    private static func confirm(
        _ scope: Scope, on connection: isolated PostgresConnection
    ) throws -> ID<User>? {
        let members: Set<Permission> = [.manageMembers, .manageOwners]
        return try scope.confirm(scope.permissions.intersection(members), on: connection)
    }

    /// Writes an invitation down and sends it or returns its link.
    ///
    /// - Throws: `IdentityError.memberExists`, `.invitedAlready`.
    static func make(
        _ scope: Scope, _ person: User, typed email: EmailAddress, role: Role,
        portfolio: Portfolio?, _ mail: MailQueue?, on connection: isolated PostgresConnection,
        at now: Instant
    ) throws -> NewUser {
        let isMember: Query = """
            SELECT EXISTS (SELECT FROM public.memberships
                WHERE user_id = \(person.id) AND tenant_id = \(scope.tenant.id))
            """
        if try connection.query(isMember).single().decode(0, as: Bool.self) {
            throw IdentityError.memberExists(email.text)
        }
        let inviter = try scope.confirm(MemberService.needed(for: role), on: connection)
        let token = SecretToken()
        let insert: Query = """
            INSERT INTO public.invitations (tenant_id, user_id, email, role, portfolio, token_hash,
                made_by, created_at, expires_at)
            VALUES (\(scope.tenant.id), \(person.id), \(email.text), \(role.rawValue),
                \(portfolio.map { $0.groups.sorted() }), \(PostgresValue.bytes(token.hash)),
                \(inviter), \(now), \(now.adding(lifetime)))
            ON CONFLICT (tenant_id, user_id) DO NOTHING RETURNING id
            """
        guard let made = try connection.query(insert).first else {
            throw IdentityError.invitedAlready(email.text)
        }
        let event = AuditEvent(
            .memberInvited, AuditObject(.user, person.id, name: email.text),
            after: [
                "role": .text(role.rawValue), "customer_groups": MemberService.groups(portfolio),
            ])
        try connection.execute(event.record(scope.source, of: scope.tenant.id))
        return try hand(
            token, of: try made.decode(0), to: person, typed: email.text, scope.tenant.name, mail,
            on: connection, at: now)
    }

    /// Sends the link, or returns it where nobody sends mails. What is returned says no more of
    /// the person than whoever invites them typed.
    private static func hand(
        _ token: SecretToken, of invitation: ID<PendingMember>, to person: User,
        typed email: String, _ tenant: TenantName,
        _ mail: MailQueue?, on connection: isolated PostgresConnection, at now: Instant
    ) throws -> NewUser {
        let shown = User(id: person.id, email: email, name: email)
        guard let mail, mail.hasServer,
            try mail.add(
                .membership(in: tenant, link: mail.address.link(token), days: days), to: person,
                for: .invitation, until: now.adding(lifetime), on: connection, at: now)
        else { return NewUser(user: shown, isNew: false, link: token, pending: invitation) }
        return NewUser(user: shown, isNew: false, link: nil, isMailed: true, pending: invitation)
    }

    // MARK: Whoever is invited

    /// The invitation of a link; nil when it cannot be answered any more.
    package func find(_ token: SecretToken, at now: Instant) async throws -> OpenInvitation? {
        let rows = try await pool.query(
            """
            SELECT t.name, i.user_id, i.email, i.role FROM public.invitations AS i
            JOIN public.tenants AS t ON t.id = i.tenant_id AND t.status = 'active'
            WHERE i.token_hash = \(PostgresValue.bytes(token.hash)) AND i.expires_at > \(now)
            """)
        return try rows.first.map { row in
            OpenInvitation(
                tenant: try TenantName(row.string(0)), user: try row.decode(1),
                email: try row.string(2), role: try row.string(3))
        }
    }

    /// Makes somebody a member who was invited and says yes. Of several who use the link at once
    /// one succeeds.
    ///
    /// - Parameter user: who is logged in.
    /// - Returns: the tenant that they belong to now.
    /// - Throws: `IdentityError.linkNotUsable`, `.invitationOfAnother`, `.ownPasswordNeeded`.
    @discardableResult
    package func accept(
        _ token: SecretToken, as user: ID<User>, from origin: Origin, at now: Instant
    ) async throws -> TenantName {
        let name = try await answer(token, as: user, at: now) { tenant, role, row, connection in
            let portfolio = try Portfolio.read(row, 1)
            let join: Query = """
                INSERT INTO public.memberships (user_id, tenant_id, role, portfolio)
                VALUES (\(user), \(tenant), \(role), \(portfolio.map { $0.groups.sorted() }))
                ON CONFLICT (user_id, tenant_id) DO NOTHING
                """
            let joined = try UserService.refusingStrangers(.ownPasswordNeeded) {
                try connection.execute(join)
            }
            guard joined == 1 else { return }
            try connection.execute(Dismissal.end(of: user, from: tenant))
            let event = AuditEvent(
                .memberAdded, AuditObject(user),
                after: [
                    "role": .text(role), "is_new": false, "by": "invitation",
                    "customer_groups": MemberService.groups(portfolio),
                ])
            try connection.execute(event.record(AuditSource(user, from: origin), of: tenant))
        }
        sessions.invalidate()
        return name
    }

    /// Ends an invitation for good, with nothing else changed.
    ///
    /// - Throws: `IdentityError.linkNotUsable`, `.invitationOfAnother`.
    @discardableResult
    package func decline(
        _ token: SecretToken, as user: ID<User>, from origin: Origin, at now: Instant
    ) async throws -> TenantName {
        try await answer(token, as: user, at: now) { tenant, role, _, connection in
            let event = AuditEvent(
                .invitationDeclined, AuditObject(user), before: ["role": .text(role)])
            try connection.execute(event.record(AuditSource(user, from: origin), of: tenant))
        }
    }

    /// Uses the link up.
    private func answer(
        _ token: SecretToken, as user: ID<User>, at now: Instant,
        _ body:
            @escaping @Sendable (
                ID<Tenant>, _ role: String, Row, isolated PostgresConnection
            ) throws -> Void
    ) async throws -> TenantName {
        guard let open = try await find(token, at: now) else { throw IdentityError.linkNotUsable }
        guard open.user == user else { throw IdentityError.invitationOfAnother }
        try await owner.transaction { connection in
            let use: Query = """
                DELETE FROM public.invitations
                WHERE token_hash = \(PostgresValue.bytes(token.hash)) AND user_id = \(user)
                    AND expires_at > \(now)
                RETURNING role, portfolio, tenant_id
                """
            guard let row = try connection.query(use).first else {
                throw IdentityError.linkNotUsable
            }
            try body(try row.decode(2), try row.string(0), row, connection)
        }
        return open.tenant
    }
}
