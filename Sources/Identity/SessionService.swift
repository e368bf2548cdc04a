package import Kernel
package import PostgresClient
package import Tenancy

/// Who is logged in. Answers are kept for a moment, so that a page with its parts asks once, and
/// for no longer than nobody has changed who may do what, in this process or another one.
package final class SessionService: Sendable {
    let pool: PostgresPool
    private let kept: KeptHolders<SessionKey, LoginSession>

    /// - Parameter versions: tells what other processes changed; nil where they are noticed only
    ///   after the moment.
    package init(pool: PostgresPool, versions: DataVersions? = nil) {
        self.pool = pool
        kept = KeptHolders(versions: versions)
    }

    /// The session of a token; nil when there is none or it has expired.
    package func find(_ token: SecretToken, at now: Instant) async throws -> LoginSession? {
        try await find(.token(token), at: now)
    }

    func find(_ key: SessionKey, at now: Instant) async throws -> LoginSession? {
        try await kept.find(key, at: now) {
            guard
                var session = try LoginSession(
                    try await pool.query(LoginSession.query(key, at: now)))
            else { return nil }
            if now.duration(since: session.lastSeenAt) >= LoginSession.seenEvery {
                session = session.seen(at: now)
                try await write(session, of: key)
            }
            return (session, session.expiresAt)
        }
    }

    /// Logs out. A session that is not there any more is logged out already.
    package func end(_ token: SecretToken, from origin: Origin = .here) async throws {
        try await pool.transaction { connection in
            let end: Query = """
                DELETE FROM public.sessions WHERE token_hash = \(PostgresValue.bytes(token.hash))
                RETURNING id, user_id
                """
            try Self.recordLogout(connection.query(end), on: connection, from: origin)
        }
        kept.forget(.token(token))
    }

    /// - Parameter ended: the session that ended and whose it was; nothing where there was none.
    static func recordLogout(
        _ ended: Rows, on connection: isolated PostgresConnection, from origin: Origin
    ) throws {
        guard let row = ended.first else { return }
        let user: ID<User> = try row.decode(1)
        try connection.execute(
            AuditEvent(.loggedOut, AuditObject(.session, try row.int64(0)))
                .record(AuditSource(user, from: origin), person: user))
    }

    /// The same, after a person was erased.
    package func forget() { invalidate() }

    /// Forgets what was kept, after sessions were ended in the database.
    func invalidate() { kept.forgetAll() }

    private func write(_ session: LoginSession, of key: SessionKey) async throws {
        try await pool.execute(
            """
            UPDATE public.sessions
            SET last_seen_at = \(session.lastSeenAt), expires_at = \(session.expiresAt)
            WHERE id = coalesce(\(key.id),
                (SELECT id FROM public.sessions WHERE token_hash = \(key.hash)))
            """)
    }
}
