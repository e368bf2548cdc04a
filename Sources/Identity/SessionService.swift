package import Kernel
package import PostgresClient
import Synchronization
package import Tenancy

/// Who is logged in. Answers are kept for a moment, so that a page with its parts asks once, and
/// for no longer than nobody has changed who may do what, in this process or another one.
package final class SessionService: Sendable {
    static let freshness: Duration = .seconds(3)
    private static let keptMax = 10_000

    private struct Kept {
        let session: LoginSession
        let readAt: Instant
        let version: DataVersion?
    }

    private struct Cache {
        var sessions: [SessionKey: Kept] = [:]
        /// Counts what ended sessions, so that an answer read before is not kept afterwards.
        var ends = 0
    }

    let pool: PostgresPool
    private let versions: DataVersions?
    private let cache = Mutex(Cache())

    /// - Parameter versions: tells what other processes changed; nil where they are noticed only
    ///   after the moment.
    package init(pool: PostgresPool, versions: DataVersions? = nil) {
        self.pool = pool
        self.versions = versions
    }

    /// The session of a token; nil when there is none or it has expired.
    package func find(_ token: SecretToken, at now: Instant) async throws -> LoginSession? {
        try await find(.token(token), at: now)
    }

    func find(_ key: SessionKey, at now: Instant) async throws -> LoginSession? {
        let version = try await versions?.currentOfAll()
        let (kept, ends) = cache.withLock { cache in
            (
                cache.sessions[key].flatMap {
                    Self.isFresh($0.readAt, at: now) && $0.version == version ? $0.session : nil
                },
                cache.ends
            )
        }
        if let kept {
            VersionReading.current?.ends(at: kept.expiresAt)
            return kept.expiresAt > now ? kept : nil
        }
        guard
            var session = try LoginSession(
                try await pool.query(LoginSession.query(key, at: now)))
        else { return nil }
        if now.duration(since: session.lastSeenAt) >= LoginSession.seenEvery {
            session = session.seen(at: now)
            try await write(session, of: key)
        }
        VersionReading.current?.ends(at: session.expiresAt)
        keep(Kept(session: session, readAt: now, version: version), of: key, unlessEndedSince: ends)
        return session
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
        cache.withLock { cache in
            cache.sessions[.token(token)] = nil
            cache.ends += 1
        }
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
    func invalidate() {
        cache.withLock { cache in
            cache.sessions.removeAll()
            cache.ends += 1
        }
    }

    private func write(_ session: LoginSession, of key: SessionKey) async throws {
        try await pool.execute(
            """
            UPDATE public.sessions
            SET last_seen_at = \(session.lastSeenAt), expires_at = \(session.expiresAt)
            WHERE id = coalesce(\(key.id),
                (SELECT id FROM public.sessions WHERE token_hash = \(key.hash)))
            """)
    }

    private func keep(_ kept: Kept, of key: SessionKey, unlessEndedSince ends: Int) {
        cache.withLock { cache in
            guard cache.ends == ends else { return }
            if cache.sessions.count >= Self.keptMax {
                cache.sessions = cache.sessions.filter {
                    Self.isFresh($0.value.readAt, at: kept.readAt)
                }
                if cache.sessions.count >= Self.keptMax { cache.sessions.removeAll() }
            }
            cache.sessions[key] = kept
        }
    }

    /// A clock that was set back makes nothing last longer.
    private static func isFresh(_ readAt: Instant, at now: Instant) -> Bool {
        let age = now.duration(since: readAt)
        return age >= .zero && age < freshness
    }
}
