package import Kernel
package import PostgresClient
package import Tenancy

/// Lets people who are logged in prove again who they are: before a dangerous act, and to change
/// their password.
package struct ProofService: Sendable {
    private let pool: PostgresPool
    private let sessions: SessionService
    private let hasher: PasswordHasher
    private let throttle: LoginThrottle
    private let codes: SecondFactorCheck
    private let mail: MailQueue?

    /// - Parameter throttle: that of logging in: whoever guesses here guesses there.
    package init(
        pool: PostgresPool, sessions: SessionService, box: SecretBox, hasher: PasswordHasher,
        throttle: LoginThrottle, mail: MailQueue? = nil
    ) {
        self.pool = pool
        self.sessions = sessions
        self.hasher = hasher
        self.throttle = throttle
        self.mail = mail
        codes = SecondFactorCheck(box: box)
    }

    /// What somebody can prove with.
    package func means(of user: ID<User>) async throws -> (hasPassword: Bool, hasCode: Bool) {
        let row = try await pool.query(
            """
            SELECT u.password_hash IS NOT NULL, f.confirmed_at IS NOT NULL
            FROM public.users AS u LEFT JOIN public.second_factors AS f ON f.user_id = u.id
            WHERE u.id = \(user)
            """
        ).single()
        return (try row.decode(0), try row.decode(1))
    }

    /// Takes password and code, whichever of them the person has, for a proof.
    ///
    /// - Returns: the token under which the session goes on.
    /// - Throws: `ProofError.wrongProof`, `.nothingToProveWith`; `IdentityError.tooManyAttempts`,
    ///   `.busy`, `.unknownSession`.
    package func confirm(
        _ user: User, session: SecretToken, password: String, code: String, from origin: Origin,
        at now: Instant
    ) async throws -> SecretToken {
        let account = EmailAddress.key(user.email)
        try throttle.begin(account: account, address: origin.address, at: now)
        let hash = try await hash(of: user.id)
        let hasCode = try await means(of: user.id).hasCode
        guard hash != nil || hasCode else { throw ProofError.nothingToProveWith }
        if let hash {
            guard try await hasher.verify(password, hash) else { throw ProofError.wrongProof }
        }
        let token = try await pool.transaction { connection in
            if hasCode {
                do { _ = try codes.use(code, of: user.id, on: connection, at: now) } catch {
                    guard case ProofError.wrongCode = error else { throw error }
                    throw ProofError.wrongProof
                }
            }
            return try SessionService.rotate(
                session, of: user.id, on: connection, provedAt: now)
        }
        throttle.succeeded(account: account, address: origin.address)
        sessions.invalidate()
        return token
    }

    /// Takes another password in place of the old one; all other sessions end.
    ///
    /// - Returns: the token under which this session goes on.
    /// - Throws: `ProofError.wrongOldOne`; those of `PasswordRules`;
    ///   `IdentityError.tooManyAttempts`, `.busy`, `.unknownSession`.
    package func changePassword(
        of user: User, session: SecretToken, from old: String, to new: String,
        from origin: Origin, at now: Instant
    ) async throws -> SecretToken {
        let account = EmailAddress.key(user.email)
        try throttle.begin(account: account, address: origin.address, at: now)
        guard let hash = try await hash(of: user.id), try await hasher.verify(old, hash) else {
            throw ProofError.wrongOldOne
        }
        throttle.succeeded(account: account, address: origin.address)
        try PasswordRules.check(new, of: user)
        let newHash = try await hasher.hash(new)
        let token = try await pool.transaction { connection in
            let update: Query = """
                UPDATE public.users SET password_hash = \(newHash.text)
                WHERE id = \(user.id) AND password_hash = \(hash.text)
                """
            guard try connection.execute(update) == 1 else { throw ProofError.wrongOldOne }
            let links: Query = "DELETE FROM public.login_links WHERE user_id = \(user.id)"
            try connection.execute(links)
            try SessionService.endOthers(of: user.id, than: session, on: connection)
            try mail?.tell(user, .passwordChanged, on: connection, at: now)
            let source = AuditSource(
                .person(id: user.id.rawValue, email: user.email), from: origin)
            let event = AuditEvent(.passwordSet, AuditObject(.user, user.id))
            _ = try connection.query(event.record(source, of: nil))
            return try SessionService.rotate(
                session, of: user.id, on: connection, provedAt: now)
        }
        sessions.invalidate()
        return token
    }

    private func hash(of user: ID<User>) async throws -> PasswordHash? {
        try await pool.query("SELECT password_hash FROM public.users WHERE id = \(user)")
            .first?.decode(0, as: String?.self).map(PasswordHash.init)
    }
}
