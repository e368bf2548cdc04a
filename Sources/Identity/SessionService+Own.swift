package import Kernel
import PostgresClient
package import Tenancy

/// What a person does with their own sessions.
extension SessionService {
    /// Every session of a person that has not expired, the one used last first.
    ///
    /// - Parameter current: the token of the one that asks.
    package func list(
        of user: ID<User>, current: SecretToken?, at now: Instant
    ) async throws -> [SessionListing] {
        let hash = current.map(\.hash) ?? []
        let rows = try await pool.query(
            """
            SELECT id, created_at, last_seen_at, expires_at, address, agent,
                token_hash = \(PostgresValue.bytes(hash))
            FROM public.sessions WHERE user_id = \(user) AND expires_at > \(now)
            ORDER BY last_seen_at DESC, id DESC
            """)
        return try rows.map { row in
            SessionListing(
                id: try row.decode(0), createdAt: try row.decode(1), lastSeenAt: try row.decode(2),
                expiresAt: try row.decode(3),
                origin: LoginOrigin(address: try row.string(4), agent: try row.string(5)),
                isCurrent: try row.decode(6))
        }
    }

    /// Ends one session of a person.
    ///
    /// - Throws: `IdentityError.unknownSession`, also for somebody else's.
    package func end(
        _ id: ID<SessionListing>, of user: ID<User>, from origin: Origin = .here
    ) async throws {
        let isEnded = try await pool.transaction { connection in
            let end: Query = "DELETE FROM public.sessions WHERE id = \(id) AND user_id = \(user)"
            guard try connection.execute(end) == 1 else { return false }
            try connection.execute(
                AuditEvent(.sessionEnded, AuditObject(.session, id))
                    .record(AuditSource(user, from: origin), person: user))
            return true
        }
        invalidate()
        guard isEnded else { throw IdentityError.unknownSession }
    }

    /// Logs a person out everywhere, also where they still owe a code.
    package func endAll(of user: ID<User>, from origin: Origin = .here) async throws {
        try await pool.transaction { connection in
            // First, so that the session which one of them begins just now is there to be ended.
            try connection.execute("DELETE FROM public.pending_logins WHERE user_id = \(user)")
            let ended = try connection.execute(
                "DELETE FROM public.sessions WHERE user_id = \(user)")
            try connection.execute(KnownDevices.forget(user))
            try connection.execute(
                AuditEvent(
                    .sessionsEnded, AuditObject(user), before: ["sessions": .number(Int64(ended))]
                ).record(AuditSource(user, from: origin), person: user))
        }
        invalidate()
    }
}
