package import Kernel
package import PostgresClient
import Tenancy

/// Logs people in: with a password, or with a one-time link.
package struct LoginService: Sendable {
    let pool: PostgresPool
    let sessions: SessionService
    private let hasher: PasswordHasher
    let throttle: LoginThrottle
    let codes: SecondFactorCheck
    package let devices: KnownDevices
    private let mail: MailQueue?

    /// - Parameter secrets: opens what the codes of second factors come from.
    package init(
        pool: PostgresPool, sessions: SessionService, secrets: SecretBox,
        hasher: PasswordHasher = PasswordHasher(), throttle: LoginThrottle = LoginThrottle(),
        mail: MailQueue? = nil
    ) {
        self.mail = mail
        self.pool = pool
        self.sessions = sessions
        self.hasher = hasher
        self.throttle = throttle
        codes = SecondFactorCheck(box: secrets)
        devices = KnownDevices(pool: pool)
    }

    /// Checks a password and begins a session with a token of its own, whatever token the request
    /// came with. An address that nobody has costs as much time as a wrong password.
    ///
    /// - Parameters:
    ///   - origin: where the attempt comes from.
    ///   - previous: the session that the browser had until now; it ends.
    ///   - device: what the browser was remembered by when somebody logged in with it before.
    /// - Throws: `IdentityError.wrongCredentials`, `.tooManyAttempts`, `.busy`;
    ///   `ProofError.codeNeeded` for who has a second factor.
    package func logIn(
        email: String, password: String, from origin: LoginOrigin, previous: SecretToken? = nil,
        device: SecretToken? = nil, at now: Instant
    ) async throws -> SecretToken {
        let key = EmailAddress.key(email)
        let known = try await devices.find(device, of: key, at: now)
        do {
            try throttle.begin(account: key, address: origin.address, device: known, at: now)
        } catch {
            try await noteThrottled(key, from: origin, at: now)
            throw error
        }
        let found = try await credentials(key)
        let token: SecretToken
        do {
            token = try await check(
                password, of: key, found, from: origin, device: known, at: now)
        } catch IdentityError.busy {
            // No password was looked at.
            throttle.withdrawn(account: key, address: origin.address, device: known)
            throw IdentityError.busy
        } catch IdentityError.wrongCredentials {
            try await pool.execute(
                AuditEvent(.loginFailed, AuditObject(found?.id))
                    .record(AuditSource(.nobody, from: origin), person: found?.id))
            throw IdentityError.wrongCredentials
        }
        if let previous { try await sessions.end(previous, from: origin) }
        return token
    }

    private func check(
        _ password: String, of key: String, _ found: (id: ID<User>, hash: PasswordHash?)?,
        from origin: LoginOrigin, device: String?, at now: Instant
    ) async throws -> SecretToken {
        guard let found, let hash = found.hash else {
            _ = try await hasher.hash(password)
            throw IdentityError.wrongCredentials
        }
        guard try await hasher.verify(password, hash) else {
            throw IdentityError.wrongCredentials
        }
        let token = SecretToken()
        let owed = try await begin(token, of: found.id, stillWith: hash, from: origin, at: now)
        // A right password is no guess, whether or not a code is still owed.
        throttle.succeeded(account: key, address: origin.address, device: device)
        if let owed { throw owed }
        return token
    }

    /// Once a minute for an account and an address: whoever guesses fast fills no table.
    private func noteThrottled(
        _ key: String, from origin: LoginOrigin, at now: Instant
    ) async throws {
        guard throttle.mayTell(account: key, address: origin.address, at: now) else { return }
        let user = try await credentials(key)?.id
        try await pool.execute(
            AuditEvent(.loginThrottled, AuditObject(user))
                .record(AuditSource(.nobody, from: origin), person: user))
    }

    /// What a link is for, without using it; nil when it cannot be used.
    package func link(_ token: SecretToken, at now: Instant) async throws -> LoginLink? {
        let rows = try await pool.query(
            """
            SELECT u.id, u.email, u.name, l.purpose
            FROM public.login_links AS l JOIN public.users AS u ON u.id = l.user_id
            WHERE l.token_hash = \(PostgresValue.bytes(token.hash)) AND l.expires_at > \(now)
            """)
        guard let row = rows.first, let purpose = LinkPurpose(rawValue: try row.string(3)) else {
            return nil
        }
        let user = User(id: try row.decode(0), email: try row.string(1), name: try row.string(2))
        return LoginLink(user: user, purpose: purpose)
    }

    /// Uses a link up and logs its holder in. Of several who use it at once one succeeds.
    ///
    /// - Throws: `IdentityError.linkNotUsable`; `ProofError.codeNeeded` for who has a second
    ///   factor.
    package func logIn(
        link: SecretToken, from origin: LoginOrigin = .here, previous: SecretToken? = nil,
        at now: Instant
    ) async throws -> SecretToken {
        let token = SecretToken()
        let owed = try await pool.transaction { connection in
            let used = try connection.query(Self.use(link, for: .login, at: now))
            guard let user = try used.first?.decode(0, as: ID<User>.self) else {
                throw IdentityError.linkNotUsable
            }
            return try Self.begin(
                token, of: user, by: "link", from: origin, on: connection, at: now)
        }
        if let owed { throw owed }
        if let previous { try await sessions.end(previous, from: origin) }
        return token
    }

    /// Uses a link up to set a password, ends every session that the person had, and begins one.
    ///
    /// - Throws: `IdentityError.linkNotUsable`, those of `PasswordRules`, `.busy`;
    ///   `ProofError.codeNeeded` for who has a second factor: the password is set by then.
    package func setPassword(
        _ password: String, link: SecretToken, from origin: LoginOrigin = .here,
        previous: SecretToken? = nil, at now: Instant
    ) async throws -> SecretToken {
        guard let found = try await self.link(link, at: now), found.purpose.setsPassword else {
            throw IdentityError.linkNotUsable
        }
        try PasswordRules.check(password, of: found.user)
        let hash = try await hasher.hash(password)
        let token = SecretToken()
        let owed = try await pool.transaction { connection in
            let used = try connection.query(Self.use(link, for: found.purpose, at: now))
            guard let row = used.first else { throw IdentityError.linkNotUsable }
            let user: ID<User> = try row.decode(0)
            let maker = try row.decode(1, as: Int64?.self)
            let statements: [Query] = [
                """
                UPDATE public.users SET password_hash = \(hash.text), password_of = \(maker)
                WHERE id = \(user)
                """,
                "DELETE FROM public.login_links WHERE user_id = \(user)",
                "DELETE FROM public.pending_logins WHERE user_id = \(user)",
                "DELETE FROM public.sessions WHERE user_id = \(user)",
                KnownDevices.forget(user),
                AuditEvent(.passwordSet, AuditObject(user))
                    .record(AuditSource(user, from: origin), person: user),
            ]
            for statement in statements { try connection.execute(statement) }
            // Who sets their first password knows that they did.
            if found.purpose == .reset {
                try mail?.tell(found.user, .passwordChanged, on: connection, at: now)
            }
            return try Self.begin(
                token, of: user, by: "new password", from: origin, on: connection, at: now)
        }
        sessions.invalidate()
        if let owed { throw owed }
        if let previous { try await sessions.end(previous, from: origin) }
        return token
    }

    /// Who has an address, and the hash of their password if they have set one.
    private func credentials(
        _ key: String
    ) async throws -> (id: ID<User>, hash: PasswordHash?)? {
        // No text with a NUL reaches the database; nobody's address has one.
        guard key.utf8.count <= EmailAddress.bytesMax, !key.utf8.contains(0) else { return nil }
        let rows = try await pool.query(
            "SELECT id, password_hash FROM public.users WHERE lower(email) = \(key)")
        guard let row = rows.first else { return nil }
        let hash = try row.decode(1, as: String?.self)
        return (try row.decode(0), hash.map(PasswordHash.init))
    }

    /// Begins a session, unless the password was changed while it was checked.
    private func begin(
        _ token: SecretToken, of user: ID<User>, stillWith hash: PasswordHash,
        from origin: LoginOrigin, at now: Instant
    ) async throws -> ProofError? {
        try await pool.transaction { connection in
            // Locked, so that a change of the password either is seen here or ends this session.
            let unchanged = try connection.query(
                """
                SELECT FROM public.users WHERE id = \(user) AND password_hash = \(hash.text)
                FOR SHARE
                """)
            guard !unchanged.isEmpty else { throw IdentityError.wrongCredentials }
            try Self.forgetExpired(on: connection, at: now)
            return try Self.begin(
                token, of: user, by: "password", from: origin, on: connection, at: now)
        }
    }

    /// Where no session has expired none is deleted: servers would look up anew who may do what.
    private static func forgetExpired(
        on connection: isolated PostgresConnection, at now: Instant
    ) throws {
        let question: Query =
            "SELECT EXISTS (SELECT FROM public.sessions WHERE expires_at <= \(now))"
        if try connection.query(question).single().decode(0, as: Bool.self) {
            try connection.execute("DELETE FROM public.sessions WHERE expires_at <= \(now)")
        }
        try connection.execute("DELETE FROM public.login_links WHERE expires_at <= \(now)")
    }

    static func loggedIn(
        _ user: ID<User>, by means: String, from origin: LoginOrigin
    ) -> Query {
        AuditEvent(.loggedIn, AuditObject(user), after: ["by": .text(means)])
            .record(AuditSource(user, from: origin), person: user)
    }

    private static func use(
        _ link: SecretToken, for purpose: LinkPurpose, at now: Instant
    ) -> Query {
        """
        DELETE FROM public.login_links
        WHERE token_hash = \(PostgresValue.bytes(link.hash)) AND purpose = \(purpose.rawValue)
            AND expires_at > \(now)
        RETURNING user_id, tenant_id
        """
    }

    static func insert(
        _ token: SecretToken, of user: ID<User>, from origin: LoginOrigin, at now: Instant,
        provedAt: Instant? = nil, isByProvider: Bool = false
    ) -> Query {
        """
        INSERT INTO public.sessions
            (token_hash, user_id, created_at, last_seen_at, expires_at, proved_at, address, agent,
                by_provider)
        VALUES (\(PostgresValue.bytes(token.hash)), \(user), \(now), \(now),
            \(LoginSession.expiry(createdAt: now, seenAt: now)), \(provedAt ?? now),
            \(origin.address), \(origin.agent), \(isByProvider))
        """
    }
}
