package import Kernel
import PostgresClient
import Tenancy

/// The second step of logging in, for whoever has a second factor.
extension LoginService {
    static let pendingLifetime: Duration = .seconds(600)

    /// Whether a login that was begun still waits for its code.
    package func isPending(_ pending: SecretToken, at now: Instant) async throws -> Bool {
        try await !pool.query(Self.pending(pending, at: now)).isEmpty
    }

    /// Ends a login with a code of the phone or of paper and begins the session.
    ///
    /// - Parameters:
    ///   - pending: what the first step was answered with (`ProofError.codeNeeded`).
    ///   - previous: the session that the browser had until now; it ends.
    /// - Throws: `ProofError.wrongCode`, `.loginExpired`; `IdentityError.tooManyAttempts`.
    package func finish(
        _ pending: SecretToken, code: String, from origin: LoginOrigin,
        previous: SecretToken? = nil, at now: Instant
    ) async throws -> SecretToken {
        guard let row = try await pool.query(Self.pending(pending, at: now)).first else {
            throw ProofError.loginExpired
        }
        let user: ID<User> = try row.decode(0)
        let isByProvider = try row.decode(1, as: Bool.self)
        // Apart from the password's count, which a right password clears.
        let account = "code of \(user)"
        try throttle.begin(account: account, address: origin.address, at: now)
        let token: SecretToken
        do {
            token = try await finish(
                pending, code: code, of: user, isByProvider: isByProvider, from: origin, at: now)
        } catch ProofError.wrongCode {
            try await pool.execute(
                AuditEvent(.loginFailed, AuditObject(user), after: ["by": "code"])
                    .record(AuditSource(.nobody, from: origin), person: user))
            throw ProofError.wrongCode
        }
        throttle.succeeded(account: account, address: origin.address)
        if let previous { try await sessions.end(previous, from: origin) }
        return token
    }

    private func finish(
        _ pending: SecretToken, code: String, of user: ID<User>, isByProvider: Bool,
        from origin: LoginOrigin, at now: Instant
    ) async throws -> SecretToken {
        let token = SecretToken()
        try await pool.transaction { connection in
            let taken: Query = """
                DELETE FROM public.pending_logins
                WHERE token_hash = \(PostgresValue.bytes(pending.hash))
                """
            // Together with a change of the password, or a second request with the same code.
            guard try connection.execute(taken) == 1 else { throw ProofError.loginExpired }
            let isRecovery = try codes.use(code, of: user, on: connection, at: now)
            try connection.execute(
                Self.insert(
                    token, of: user, from: origin, at: now, isByProvider: isByProvider))
            try connection.execute(
                Self.loggedIn(user, by: isRecovery ? "recovery code" : "code", from: origin))
            if isRecovery {
                let source = AuditSource(.person(id: user.rawValue, email: ""), from: origin)
                let event = AuditEvent(.recoveryCodeUsed, AuditObject(.user, user))
                _ = try connection.query(event.record(source, person: user))
            }
        }
        return token
    }

    /// Gives a login up that waits for its code.
    func abandon(_ pending: SecretToken) async throws {
        try await pool.execute(
            """
            DELETE FROM public.pending_logins
            WHERE token_hash = \(PostgresValue.bytes(pending.hash))
            """)
    }

    /// Begins a session, or for who has a second factor a login that waits for its code: what
    /// every first step ends with, in its transaction.
    ///
    /// - Parameters:
    ///   - means: how, for the record; nil where the caller records more of it.
    ///   - provedAt: when the person proved who they are, where that was not just now.
    ///   - isByProvider: whether a provider alone says so, which the person has not connected.
    /// - Returns: the error to throw once the transaction is through; nil for a session.
    static func begin(
        _ token: SecretToken, of user: ID<User>, by means: String?, from origin: LoginOrigin,
        on connection: isolated PostgresConnection, at now: Instant, provedAt: Instant? = nil,
        isByProvider: Bool = false
    ) throws -> ProofError? {
        guard try SecondFactorCheck.isOn(for: user, on: connection) else {
            try connection.execute(
                insert(
                    token, of: user, from: origin, at: now, provedAt: provedAt,
                    isByProvider: isByProvider))
            if let means { try connection.execute(loggedIn(user, by: means, from: origin)) }
            return nil
        }
        let pending = SecretToken()
        let statements: [Query] = [
            "DELETE FROM public.pending_logins WHERE expires_at <= \(now)",
            """
            INSERT INTO public.pending_logins
                (token_hash, user_id, created_at, expires_at, by_provider)
            VALUES (\(PostgresValue.bytes(pending.hash)), \(user), \(now),
                \(now.adding(pendingLifetime)), \(isByProvider))
            """,
        ]
        for statement in statements { try connection.execute(statement) }
        return .codeNeeded(pending)
    }

    private static func pending(_ token: SecretToken, at now: Instant) -> Query {
        """
        SELECT user_id, by_provider FROM public.pending_logins
        WHERE token_hash = \(PostgresValue.bytes(token.hash)) AND expires_at > \(now)
        """
    }
}
