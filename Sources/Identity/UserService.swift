package import Kernel
package import PostgresClient
package import Tenancy

/// Makes people and says where they belong: the work of whoever runs the installation, from its
/// command line alone. Members of a tenant act through `MemberService`.
package struct UserService: Sendable {
    let owner: PostgresPool
    private let hasher: PasswordHasher
    private let mail: MailQueue?

    /// - Parameters:
    ///   - owner: connections as the owner of the shared tables.
    ///   - mail: nil where links are handed on by whoever makes them.
    package init(
        owner: PostgresPool, hasher: PasswordHasher = PasswordHasher(), mail: MailQueue? = nil
    ) {
        self.owner = owner
        self.hasher = hasher
        self.mail = mail
    }

    /// Gives a person a role in a tenant, and makes the person first if need be. Somebody who is
    /// a member already gets the new role.
    ///
    /// - Parameter password: nil for a link that sets one, if the person has none yet.
    /// - Throws: `IdentityError.userExists` for a password when there is one already,
    ///   `.lastOwner`; those of `PasswordRules`.
    package func grant(
        _ email: EmailAddress, name: String?, role: Role, in tenant: Tenant, password: String?,
        by source: AuditSource = .commandLine, at now: Instant
    ) async throws -> NewUser {
        let draft = User(id: ID(1), email: email.text, name: name ?? email.text)
        if let password { try PasswordRules.check(password, of: draft) }
        let hash = if let password { try await hasher.hash(password) } else { PasswordHash?.none }
        return try await owner.transaction { connection in
            let row = try connection.query(Self.insert(draft, hash)).single()
            let user = User(
                id: try row.decode(0), email: try row.string(1), name: try row.string(2))
            let isNew = try row.decode(3, as: Bool.self)
            let wasOfOthers = try Self.keepForPerson(
                user.id, role, in: tenant.id, by: source, on: connection)
            let had = try row.decode(4, as: Bool.self) && !wasOfOthers
            if had && hash != nil { throw IdentityError.userExists(email.text) }
            let event = AuditEvent(
                .userGranted, AuditObject(user.id),
                after: [
                    "role": .text(role.rawValue), "is_new": .flag(isNew),
                    "has_password": .flag(had || hash != nil),
                ])
            try Self.keepOwner(of: tenant, unless: role, user.id, on: connection)
            let earlier: Query = """
                SELECT (SELECT jsonb_build_object('role', role) FROM public.memberships
                    WHERE user_id = \(user.id) AND tenant_id = \(tenant.id)) AS membership
                """
            let statements: [Query] = [
                event.record(
                    source, tenant: "\(tenant.id)", with: earlier, earlier: "result.membership"),
                """
                UPDATE public.users SET name = coalesce(\(name), name),
                    password_hash = coalesce(password_hash, \(hash?.text))
                WHERE id = \(user.id)
                """,
                """
                INSERT INTO public.memberships (user_id, tenant_id, role)
                VALUES (\(user.id), \(tenant.id), \(role.rawValue))
                ON CONFLICT (user_id, tenant_id) DO UPDATE SET role = excluded.role,
                    portfolio = CASE WHEN excluded.role IN ('collector', 'viewer')
                        THEN memberships.portfolio END
                """,
                Self.endInvitation(of: user.id, to: tenant.id),
                Dismissal.end(of: user.id, from: tenant.id),
            ]
            for statement in statements { try connection.execute(statement) }
            var made = NewUser(user: user, isNew: isNew, link: nil)
            made.wasOfOthers = wasOfOthers
            if had { return made }
            guard hash == nil else {
                try connection.execute(Self.removeLinks(of: user.id, for: .password))
                return made
            }
            let link = try Self.replaceLinks(of: user.id, by: .password, on: connection, at: now)
            let isMailed = try Self.invite(user, to: tenant, link, mail, on: connection, at: now)
            made.link = isMailed ? nil : link
            made.isMailed = isMailed
            return made
        }
    }

    /// What others may know opens no company but their own, nor makes it theirs.
    ///
    /// - Returns: whether the account lost what somebody else may know.
    private static func keepForPerson(
        _ user: ID<User>, _ role: Role, in tenant: ID<Tenant>, by source: AuditSource,
        on connection: isolated PostgresConnection
    ) throws -> Bool {
        let question: Query = """
            SELECT EXISTS (SELECT FROM public.memberships
                WHERE user_id = \(user) AND tenant_id = \(tenant) AND role = 'owner')
            """
        let isOwner = try connection.query(question).single().decode(0, as: Bool.self)
        let rises = role == .owner && !isOwner
        if rises { try connection.execute(removeHandedOut(of: user)) }
        return try takeFromOthers(
            user, but: rises ? nil : tenant, by: source, on: connection)
    }

    /// What somebody was invited to is what they are now.
    static func endInvitation(of user: ID<User>, to tenant: ID<Tenant>) -> Query {
        "DELETE FROM public.invitations WHERE user_id = \(user) AND tenant_id = \(tenant)"
    }

    /// A tenant's only owner stays one; changes of its members go one at a time for that.
    private static func keepOwner(
        of tenant: Tenant, unless role: Role, _ user: ID<User>,
        on connection: isolated PostgresConnection
    ) throws {
        let lock: Query = "SELECT FROM public.tenants WHERE id = \(tenant.id) FOR NO KEY UPDATE"
        _ = try connection.query(lock)
        guard role != .owner else { return }
        let owners: Query = """
            SELECT array_agg(user_id) = ARRAY[\(user)::bigint] FROM public.memberships
            WHERE tenant_id = \(tenant.id) AND role = 'owner'
            """
        if try connection.query(owners).single().decode(0, as: Bool?.self) == true {
            throw IdentityError.lastOwner
        }
    }

    /// Every membership, by address, then tenant.
    ///
    /// - Parameter tenant: the members of this one alone.
    package func list(tenant: TenantName? = nil) async throws -> [UserListing] {
        let all: Query = """
            SELECT u.email, u.name, t.name, m.role, u.password_hash IS NOT NULL, u.is_operator
            FROM public.users AS u
            LEFT JOIN public.memberships AS m ON m.user_id = u.id
            LEFT JOIN public.tenants AS t ON t.id = m.tenant_id
            WHERE \(tenant?.text)::text IS NULL OR t.name = \(tenant?.text)
            ORDER BY u.email, t.name
            """
        return try await owner.query(all).map { row in
            UserListing(
                email: try row.string(0), name: try row.string(1),
                tenant: try row.decode(2, as: String?.self),
                role: try row.decode(3, as: String?.self), hasPassword: try row.decode(4),
                isOperator: try row.decode(5))
        }
    }

    /// Whether anybody could log in.
    package func isEmpty() async throws -> Bool {
        try await owner.query("SELECT NOT EXISTS (SELECT FROM public.users)").single().decode(0)
    }

    /// Takes a person's password away, ends their sessions and every link that was given out, and
    /// gives out one that sets a new password; nil where that is on its way by mail.
    ///
    /// - Throws: `IdentityError.unknownUser`.
    package func resetPassword(
        _ email: EmailAddress, by source: AuditSource = .commandLine, at now: Instant
    ) async throws -> SecretToken? {
        try await owner.transaction { connection in
            // In the order in which a link is used: whoever does so just now is waited for.
            let links: Query = """
                DELETE FROM public.login_links AS l USING public.users AS u
                WHERE u.id = l.user_id AND lower(u.email) = \(email.text)
                """
            try connection.execute(links)
            let rows = try connection.query(
                """
                UPDATE public.users SET password_hash = NULL, password_of = NULL
                WHERE lower(email) = \(email.text) RETURNING id, email, name
                """)
            guard let row = rows.first else { throw IdentityError.unknownUser(email.text) }
            let user: ID<User> = try row.decode(0)
            try connection.execute(Self.endPending(of: user))
            let ended = try connection.execute(Self.endSessions(of: user))
            try connection.execute(KnownDevices.forget(user))
            let event = AuditEvent(
                .passwordTaken, AuditObject(user), before: ["sessions": .number(Int64(ended))])
            try connection.execute(event.record(source, person: user))
            let link = try Self.replaceLinks(of: user, by: .password, on: connection, at: now)
            guard let mail, mail.hasServer else { return link }
            let person = User(id: user, email: try row.string(1), name: try row.string(2))
            let isMailed = try mail.add(
                .passwordLink(mail.address.link(link), days: LinkPurpose.password.days),
                to: person, for: .passwordLink,
                until: now.adding(LinkPurpose.password.lifetime), on: connection, at: now)
            return isMailed ? nil : link
        }
    }

    /// Takes a person's second factor away, for who has lost phone and paper, and ends their
    /// sessions.
    ///
    /// - Returns: whether they had one.
    /// - Throws: `IdentityError.unknownUser`.
    package func resetSecondFactor(
        _ email: EmailAddress, at now: Instant
    ) async throws -> Bool {
        try await owner.transaction { connection in
            let rows = try connection.query(
                "SELECT id, email, name FROM public.users WHERE lower(email) = \(email.text)")
            guard let row = rows.first else { throw IdentityError.unknownUser(email.text) }
            let user: ID<User> = try row.decode(0)
            let had = try SecondFactorCheck.isOn(for: user, on: connection)
            let statements = SecondFactorService.remove(of: user) + Self.endEverything(of: user)
            for statement in statements { try connection.execute(statement) }
            let person = User(id: user, email: try row.string(1), name: try row.string(2))
            if had { try mail?.tell(person, .secondFactorRemoved, on: connection, at: now) }
            let event = AuditEvent(.secondFactorReset, AuditObject(.user, user))
            _ = try connection.query(event.record(.commandLine, person: user))
            return had
        }
    }

    static func endEverything(of user: ID<User>) -> [Query] {
        // In the order of a login: what begins just now is waited for, and then seen.
        [endPending(of: user), endSessions(of: user)]
    }

    private static func endSessions(of user: ID<User>) -> Query {
        "DELETE FROM public.sessions WHERE user_id = \(user)"
    }

    private static func endPending(of user: ID<User>) -> Query {
        "DELETE FROM public.pending_logins WHERE user_id = \(user)"
    }

    /// A link that logs a person in once; the ones given out before end.
    ///
    /// - Throws: `IdentityError.unknownUser`.
    package func loginLink(
        _ email: EmailAddress, by source: AuditSource = .commandLine, at now: Instant
    ) async throws -> SecretToken {
        try await owner.transaction { connection in
            let rows = try connection.query(
                "SELECT id FROM public.users WHERE lower(email) = \(email.text)")
            guard let user = try rows.first?.decode(0, as: ID<User>.self) else {
                throw IdentityError.unknownUser(email.text)
            }
            try connection.execute(
                AuditEvent(.loginLinkMade, AuditObject(user)).record(source, person: user))
            return try Self.replaceLinks(of: user, by: .login, on: connection, at: now)
        }
    }

    /// The person's row, whether it is new, and whether it had a password before. Of two who make
    /// the same person at once the later one waits, and has the earlier one's row.
    static func insert(_ draft: User, _ hash: PasswordHash?) -> Query {
        // What is there is left as it is, but locked: only then is it returned for certain.
        """
        INSERT INTO public.users AS u (email, name, password_hash)
        VALUES (\(draft.email), \(draft.name), \(hash?.text))
        ON CONFLICT (lower(email)) DO UPDATE SET created_at = u.created_at
        RETURNING u.id, u.email, u.name, u.xmax = 0, u.xmax <> 0 AND u.password_hash IS NOT NULL
        """
    }

    /// Writes a mail with the link that sets a newcomer's password.
    ///
    /// - Returns: whether that is on its way; false where the link must be handed on.
    static func invite(
        _ user: User, to tenant: Tenant, _ link: SecretToken, _ mail: MailQueue?,
        on connection: isolated PostgresConnection, at now: Instant
    ) throws -> Bool {
        guard let mail, mail.hasServer else { return false }
        return try mail.add(
            .invitation(
                to: tenant.name, link: mail.address.link(link), days: LinkPurpose.password.days),
            to: user, for: .invitation, until: now.adding(LinkPurpose.password.lifetime),
            on: connection, at: now)
    }

    /// - Parameter maker: the tenant whose people make it; nil for the person, or whoever runs the
    ///   installation.
    static func replaceLinks(
        of user: ID<User>, by purpose: LinkPurpose, from maker: ID<Tenant>? = nil,
        on connection: isolated PostgresConnection, at now: Instant
    ) throws -> SecretToken {
        let token = SecretToken()
        let statements: [Query] = [
            removeLinks(of: user, for: purpose),
            """
            INSERT INTO public.login_links
                (token_hash, user_id, purpose, tenant_id, created_at, expires_at)
            VALUES (\(PostgresValue.bytes(token.hash)), \(user), \(purpose.rawValue),
                \(optional: maker?.rawValue), \(now), \(now.adding(purpose.lifetime)))
            """,
        ]
        for statement in statements { try connection.execute(statement) }
        return token
    }

    private static func removeLinks(of user: ID<User>, for purpose: LinkPurpose) -> Query {
        """
        DELETE FROM public.login_links WHERE user_id = \(user) AND purpose = \(purpose.rawValue)
        """
    }
}
