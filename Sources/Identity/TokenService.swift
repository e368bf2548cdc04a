package import Kernel
package import PostgresClient
import Tenancy

/// Logs programs in: an access token for a quarter of an hour and a refresh token, which is
/// replaced each time it is used.
///
/// Both belong to a session like a browser's: it is listed, ends when its person ends it, and all
/// tokens with it.
package struct TokenService: Sendable {
    private enum Renewal {
        case renewed(ID<SessionListing>, ID<User>, ID<Tenant>?)
        /// Nobody's, or of a session that is over.
        case unknown
        /// It was used before: somebody else has it too.
        case reused
    }

    private let pool: PostgresPool
    private let login: LoginService
    private let sessions: SessionService
    private let tokens: AccessTokens

    package init(
        pool: PostgresPool, login: LoginService, sessions: SessionService, tokens: AccessTokens
    ) {
        self.pool = pool
        self.login = login
        self.sessions = sessions
        self.tokens = tokens
    }

    /// - Parameters:
    ///   - code: of the second factor, for who has one.
    ///   - tenant: the only one that the tokens are to be for; nil for all of the person's.
    /// - Throws: as `LoginService.logIn` and `.finish`; `TenancyError.notAccessible`, alike for a
    ///   tenant that is not there and one that the person does not belong to.
    package func logIn(
        email: String, password: String, code: String? = nil, tenant: String? = nil,
        from origin: LoginOrigin, at now: Instant
    ) async throws -> TokenPair {
        // The session's own token is forgotten: nobody can use it in a browser.
        let token = try await session(email, password, code, from: origin, at: now)
        let refresh = SecretToken()
        let name = tenant.flatMap { try? TenantName($0) }?.text
        let row = try await pool.query(
            """
            WITH session AS (
                SELECT s.id, s.user_id, t.id AS tenant_id FROM public.sessions AS s
                LEFT JOIN public.tenants AS t ON t.name = \(name) AND t.status = 'active'
                    AND EXISTS (SELECT FROM public.memberships AS m
                        WHERE m.user_id = s.user_id AND m.tenant_id = t.id)
                WHERE s.token_hash = \(PostgresValue.bytes(token.hash))
            ), chosen AS (
                UPDATE public.sessions AS s SET tenant_id = session.tenant_id FROM session
                WHERE s.id = session.id AND session.tenant_id IS NOT NULL
            ), stored AS (
                INSERT INTO public.refresh_tokens (token_hash, session_id, created_at)
                SELECT \(PostgresValue.bytes(refresh.hash)), id, \(now) FROM session
            )
            SELECT id, user_id, tenant_id FROM session
            """
        ).single()
        if let tenant, row.isNull(2) {
            try await sessions.end(token, from: origin)
            throw TenancyError.notAccessible(tenant)
        }
        let access = try await tokens.sign(
            session: try row.decode(0), of: try row.decode(1), for: try row.decode(2), at: now)
        return TokenPair(access: access, refresh: refresh)
    }

    /// Both steps at once: a program has nowhere to keep a login that waits for its code.
    private func session(
        _ email: String, _ password: String, _ code: String?, from origin: LoginOrigin,
        at now: Instant
    ) async throws -> SecretToken {
        do {
            return try await login.logIn(email: email, password: password, from: origin, at: now)
        } catch ProofError.codeNeeded(let pending) {
            do {
                guard let code else { throw ProofError.codeNeeded(pending) }
                return try await login.finish(pending, code: code, from: origin, at: now)
            } catch {
                try await login.abandon(pending)
                throw error
            }
        }
    }

    /// Takes a refresh token for two new ones. One that was used before ends its session, since
    /// either it or what replaced it is in the wrong hands.
    ///
    /// - Throws: `IdentityError.tokenNotUsable`.
    package func renew(
        _ token: SecretToken, from origin: LoginOrigin = .here, at now: Instant
    ) async throws -> TokenPair {
        let next = SecretToken()
        let renewal = try await pool.transaction { connection in
            try Self.renew(token, by: next, on: connection, from: origin, at: now)
        }
        guard case .renewed(let session, let user, let tenant) = renewal else {
            if case .reused = renewal { sessions.invalidate() }
            throw IdentityError.tokenNotUsable
        }
        // Renewing is being used.
        guard try await sessions.find(.id(session), at: now) != nil else {
            throw IdentityError.tokenNotUsable
        }
        return TokenPair(
            access: try await tokens.sign(session: session, of: user, for: tenant, at: now),
            refresh: next)
    }

    /// Ends the session of a refresh token; one that is not there has ended already.
    package func logOut(_ token: SecretToken, from origin: LoginOrigin = .here) async throws {
        try await pool.transaction { connection in
            let end: Query = """
                DELETE FROM public.sessions WHERE id = (
                    SELECT session_id FROM public.refresh_tokens
                    WHERE token_hash = \(PostgresValue.bytes(token.hash)))
                RETURNING id, user_id
                """
            try SessionService.recordLogout(connection.query(end), on: connection, from: origin)
        }
        sessions.invalidate()
    }

    /// Whose access token this is; nil when it is not valid or its session has ended.
    package func find(_ access: String, at now: Instant) async throws -> LoginSession? {
        guard let named = await tokens.check(access, at: now),
            let session = try await sessions.find(.id(named.session), at: now),
            session.user.id == named.user, session.tenant == named.tenant
        else { return nil }
        return session
    }

    private static func renew(
        _ token: SecretToken, by next: SecretToken, on connection: isolated PostgresConnection,
        from origin: LoginOrigin, at now: Instant
    ) throws -> Renewal {
        // First the session, as whoever ends one does: of two that each wait for what the other
        // holds one would be refused as if it could try again.
        let lock: Query = """
            SELECT id FROM public.sessions WHERE id = (
                SELECT session_id FROM public.refresh_tokens
                WHERE token_hash = \(PostgresValue.bytes(token.hash)))
            FOR UPDATE
            """
        _ = try connection.query(lock)
        // Of several that use it at once one changes the row; the others see it used.
        let use: Query = """
            UPDATE public.refresh_tokens AS r SET used_at = \(now)
            FROM public.sessions AS s
            WHERE r.token_hash = \(PostgresValue.bytes(token.hash)) AND r.used_at IS NULL
                AND s.id = r.session_id AND s.expires_at > \(now)
            RETURNING s.id, s.user_id, s.tenant_id
            """
        if let row = try connection.query(use).first {
            let session: ID<SessionListing> = try row.decode(0)
            let insert: Query = """
                INSERT INTO public.refresh_tokens (token_hash, session_id, created_at)
                VALUES (\(PostgresValue.bytes(next.hash)), \(session), \(now))
                """
            try connection.execute(insert)
            let user: ID<User> = try row.decode(1)
            try connection.execute(
                AuditEvent(.tokenRenewed, AuditObject(.session, session))
                    .record(AuditSource(user, from: origin), person: user))
            return .renewed(session, user, try row.decode(2))
        }
        let end: Query = """
            DELETE FROM public.sessions WHERE id = (
                SELECT session_id FROM public.refresh_tokens
                WHERE token_hash = \(PostgresValue.bytes(token.hash)) AND used_at IS NOT NULL)
            RETURNING id, user_id
            """
        guard let row = try connection.query(end).first else { return .unknown }
        let user: ID<User> = try row.decode(1)
        try connection.execute(
            AuditEvent(.tokenReused, AuditObject(user), before: ["session": .number(row.int64(0))])
                .record(AuditSource(.nobody, from: origin), person: user))
        return .reused
    }
}
