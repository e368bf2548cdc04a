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
    private let devices: KnownDevices

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
        devices = KnownDevices(pool: pool)
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
    /// - Parameter device: what the browser was remembered by when somebody logged in with it.
    /// - Returns: the token under which the session goes on.
    /// - Throws: `ProofError.wrongProof`, `.nothingToProveWith`; `IdentityError.tooManyAttempts`,
    ///   `.busy`, `.unknownSession`.
    package func confirm(
        _ user: User, session: SecretToken, password: String, code: String, from origin: Origin,
        device: SecretToken? = nil, at now: Instant
    ) async throws -> SecretToken {
        let token = try await attempt(
            user, for: "confirmation", from: origin, device: device, at: now
        ) {
            let hash = try await hash(of: user.id)
            let hasCode = try await means(of: user.id).hasCode
            guard hash != nil || hasCode else { throw ProofError.nothingToProveWith }
            if let hash {
                guard try await hasher.verify(password, hash) else { throw ProofError.wrongProof }
            }
            return try await pool.transaction { connection in
                if hasCode {
                    do { _ = try codes.use(code, of: user.id, on: connection, at: now) } catch {
                        guard case ProofError.wrongCode = error else { throw error }
                        throw ProofError.wrongProof
                    }
                }
                let token = try SessionService.rotate(
                    session, of: user.id, on: connection, provedAt: now)
                try connection.execute(Self.record(.proofGiven, user, [:], from: origin))
                return token
            }
        }
        sessions.invalidate()
        return token
    }

    /// Takes another password in place of the old one; all other sessions end.
    ///
    /// - Parameter device: as for `confirm`.
    /// - Returns: the token under which this session goes on.
    /// - Throws: `ProofError.wrongOldOne`; those of `PasswordRules`;
    ///   `IdentityError.tooManyAttempts`, `.busy`, `.unknownSession`.
    package func changePassword(
        of user: User, session: SecretToken, from old: String, to new: String,
        from origin: Origin, device: SecretToken? = nil, at now: Instant
    ) async throws -> SecretToken {
        let oldHash = try await attempt(
            user, for: "password change", from: origin, device: device, at: now
        ) {
            guard let hash = try await hash(of: user.id), try await hasher.verify(old, hash) else {
                throw ProofError.wrongOldOne
            }
            return hash
        }
        try PasswordRules.check(new, of: user)
        let newHash = try await hasher.hash(new)
        let token = try await pool.transaction { connection in
            let update: Query = """
                UPDATE public.users SET password_hash = \(newHash.text)
                WHERE id = \(user.id) AND password_hash = \(oldHash.text)
                """
            guard try connection.execute(update) == 1 else { throw ProofError.wrongOldOne }
            let links: Query = "DELETE FROM public.login_links WHERE user_id = \(user.id)"
            try connection.execute(links)
            try connection.execute(KnownDevices.forget(user.id))
            try SessionService.endOthers(of: user.id, than: session, on: connection)
            try mail?.tell(user, .passwordChanged, on: connection, at: now)
            let source = AuditSource(
                .person(id: user.id.rawValue, email: user.email), from: origin)
            let event = AuditEvent(.passwordSet, AuditObject(.user, user.id))
            _ = try connection.query(event.record(source, person: user.id))
            return try SessionService.rotate(
                session, of: user.id, on: connection, provedAt: now)
        }
        sessions.invalidate()
        return token
    }

    /// Counts an attempt to prove something as failed unless it succeeds, and records who fails or
    /// is made to wait.
    private func attempt<R: Sendable>(
        _ user: User, for purpose: String, from origin: Origin, device: SecretToken?,
        at now: Instant,
        _ body: () async throws -> R
    ) async throws -> R {
        let account = EmailAddress.key(user.email)
        let known = try await devices.find(device, of: account, at: now)
        do {
            try throttle.begin(account: account, address: origin.address, device: known, at: now)
        } catch {
            // Once a minute: whoever guesses fast fills no table.
            if throttle.mayTell(account: account, address: origin.address, at: now) {
                try await pool.execute(Self.record(.loginThrottled, user, [:], from: origin))
            }
            throw error
        }
        do {
            let result = try await body()
            throttle.succeeded(account: account, address: origin.address, device: known)
            return result
        } catch IdentityError.busy {
            // No password was looked at.
            throttle.withdrawn(account: account, address: origin.address, device: known)
            throw IdentityError.busy
        } catch ProofError.nothingToProveWith {
            throttle.withdrawn(account: account, address: origin.address, device: known)
            throw ProofError.nothingToProveWith
        } catch let error as ProofError {
            let event = Self.record(
                .proofFailed, user, ["for": .text(purpose)], from: origin)
            try await pool.execute(event)
            throw error
        }
    }

    private static func record(
        _ action: AuditAction, _ user: User, _ after: AuditDetails, from origin: Origin
    ) -> Query {
        AuditEvent(action, AuditObject(user.id), after: after)
            .record(AuditSource(user.id, from: origin), person: user.id)
    }

    private func hash(of user: ID<User>) async throws -> PasswordHash? {
        try await pool.query("SELECT password_hash FROM public.users WHERE id = \(user)")
            .first?.decode(0, as: String?.self).map(PasswordHash.init)
    }
}
