package import Kernel
package import PostgresClient
package import Tenancy

/// What people see of the providers that let them in, and how they end that.
package struct SignOnIdentities: Sendable {
    /// What the provider calls the person goes into no page.
    private static let id: Query =
        "encode(sha256(convert_to(issuer || chr(10) || subject, 'UTF8')), 'hex')"

    private let pool: PostgresPool
    private let owner: PostgresPool
    private let sessions: SessionService
    private let mail: MailQueue?

    package init(
        pool: PostgresPool, owner: PostgresPool, sessions: SessionService, mail: MailQueue? = nil
    ) {
        self.pool = pool
        self.owner = owner
        self.sessions = sessions
        self.mail = mail
    }

    /// Every one of a person's, the one used last first.
    package func list(of user: ID<User>) async throws -> [SignOnIdentity] {
        let rows = try await pool.query(
            """
            SELECT \(fragment: Self.id), issuer, created_at, last_used_at
            FROM public.sign_on_identities WHERE user_id = \(user)
            ORDER BY last_used_at DESC, issuer, subject
            """)
        return try rows.map { row in
            SignOnIdentity(
                id: try row.string(0), issuer: try row.string(1), createdAt: try row.decode(2),
                lastUsedAt: try row.decode(3))
        }
    }

    /// Lets a provider's login into a person's account no more, with the sessions that it may have
    /// begun. As long as there is a password, it is let in again only by being connected. Whoever
    /// calls has made sure that the person has lately proved who they are.
    ///
    /// - Parameters:
    ///   - id: as `SignOnIdentity.id`.
    ///   - session: the one that asks, which ends only if a provider's word alone began it.
    /// - Returns: whether it ended.
    /// - Throws: `SignOnError.unknownIdentity`, also for somebody else's; `.passwordNeeded`.
    package func end(
        _ id: String, of person: User, session: SecretToken, from origin: Origin, at now: Instant
    ) async throws -> Bool {
        // No text with a NUL reaches the database.
        guard !id.utf8.contains(0) else { throw SignOnError.unknownIdentity }
        let user = person.id
        let isOut = try await owner.transaction { connection in
            // Until this is through nobody takes the password away, nor connects another.
            let lock: Query = """
                SELECT password_hash IS NOT NULL FROM public.users WHERE id = \(user)
                FOR NO KEY UPDATE
                """
            let hasPassword = try connection.query(lock).first?.decode(0, as: Bool.self)
            let delete: Query = """
                DELETE FROM public.sign_on_identities
                WHERE user_id = \(user) AND \(fragment: Self.id) = \(id)
                RETURNING issuer, is_connected
                """
            guard let row = try connection.query(delete).first else {
                throw SignOnError.unknownIdentity
            }
            guard hasPassword == true else { throw SignOnError.passwordNeeded }
            let issuer = try row.string(0)
            let ended = try Self.endSessions(
                of: user, isConnected: try row.decode(1), than: session, on: connection)
            try mail?.tell(
                person, .signOnDisconnected(issuer: issuer), on: connection, at: now)
            let event = AuditEvent(
                .signOnDisconnected, AuditObject(user),
                before: ["issuer": .text(issuer), "sessions": .number(Int64(ended.count))])
            try connection.execute(event.record(AuditSource(user, from: origin), person: user))
            return ended.contains(true)
        }
        sessions.invalidate()
        return isOut
    }

    /// Those that a provider's word alone began say so. What a connected one began looks like any
    /// other: then all end but the one that asks. After the identity and then the logins that owe a
    /// code, in the order of a login: whoever enters just now has begun their session by then.
    ///
    /// - Returns: of each that ended, whether it is the one that asks.
    private static func endSessions(
        of user: ID<User>, isConnected: Bool, than session: SecretToken,
        on connection: isolated PostgresConnection
    ) throws -> [Bool] {
        let pending: Query = """
            DELETE FROM public.pending_logins
            WHERE user_id = \(user) AND (by_provider OR \(isConnected))
            """
        try connection.execute(pending)
        let hash = PostgresValue.bytes(session.hash)
        let begun: Query = """
            DELETE FROM public.sessions
            WHERE user_id = \(user)
                AND (by_provider OR (\(isConnected) AND token_hash <> \(hash)))
            RETURNING token_hash = \(hash)
            """
        return try connection.query(begun).map { try $0.decode(0, as: Bool.self) }
    }
}
