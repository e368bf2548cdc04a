package import Kernel
package import PostgresClient
package import Tenancy

/// What people do with their own second factor. Whoever calls has made sure that the person has
/// lately proved who they are.
package struct SecondFactorService: Sendable {
    private let pool: PostgresPool
    private let box: SecretBox
    private let sessions: SessionService
    private let mail: MailQueue?

    package init(
        pool: PostgresPool, box: SecretBox, sessions: SessionService, mail: MailQueue? = nil
    ) {
        self.mail = mail
        self.pool = pool
        self.box = box
        self.sessions = sessions
    }

    package func status(of user: ID<User>) async throws -> SecondFactorStatus {
        let row = try await pool.query(
            """
            SELECT (SELECT confirmed_at FROM public.second_factors WHERE user_id = \(user)),
                (SELECT count(*) FROM public.recovery_codes WHERE user_id = \(user))
            """
        ).single()
        return SecondFactorStatus(
            since: try row.decode(0, as: Instant?.self), codesLeft: Int(try row.int64(1)))
    }

    /// Makes a seed for somebody to set their phone up with. What they had stays until they show
    /// a code of the new one.
    package func offer(to user: ID<User>, at now: Instant) async throws {
        let seed = SecretFile.random(bytes: OneTimeCode.seedBytes)
        try await pool.transaction { connection in
            let sealed = try box.seal(
                seed, for: .offeredSecondFactorSeed, row: user.rawValue, on: connection)
            let insert: Query = """
                INSERT INTO public.second_factors (user_id, offered_seed, offered_at)
                VALUES (\(user), \(PostgresValue.bytes(sealed)), \(now))
                ON CONFLICT (user_id) DO UPDATE
                SET offered_seed = excluded.offered_seed, offered_at = excluded.offered_at
                """
            try connection.execute(insert)
        }
    }

    /// The seed that was made for somebody; nil when there is none, or none of lately.
    package func offered(
        to user: ID<User>, account: String, at now: Instant
    ) async throws -> SecondFactorOffer? {
        let rows = try await pool.query(Self.offered(to: user, at: now))
        guard let sealed = try rows.first?.decode(0, as: [UInt8].self) else { return nil }
        return SecondFactorOffer(
            seed: try box.open(sealed, of: .offeredSecondFactorSeed, row: user.rawValue),
            account: account)
    }

    /// Takes the new seed into use for who shows a code of it. Their other sessions end: they were
    /// begun with less.
    ///
    /// - Parameter session: the one that asks, which goes on under another token.
    /// - Returns: that token, and recovery codes in place of any from before.
    /// - Throws: `ProofError.wrongCode`, `.notOffered`.
    package func confirm(
        _ code: String, of person: User, session: SecretToken, from origin: Origin,
        at now: Instant
    ) async throws -> (session: SecretToken, codes: [RecoveryCode]) {
        let (user, codes) = (person.id, Self.newCodes())
        let token = try await pool.transaction { connection in
            let question = Self.offered(to: user, at: now) + " FOR UPDATE"
            guard let row = try connection.query(question).first else {
                throw ProofError.notOffered
            }
            let seed = try box.open(
                try row.decode(0), of: .offeredSecondFactorSeed, row: user.rawValue)
            let typed = code.filter { $0 != " " }
            guard let step = OneTimeCode.step(of: typed, seed, after: 0, at: now) else {
                throw ProofError.wrongCode
            }
            let sealed = try box.seal(
                seed, for: .secondFactorSeed, row: user.rawValue, on: connection)
            let update: Query = """
                UPDATE public.second_factors
                SET seed = \(PostgresValue.bytes(sealed)), confirmed_at = \(now),
                    last_step = \(step), offered_seed = NULL, offered_at = NULL
                WHERE user_id = \(user)
                """
            try connection.execute(update)
            try Self.replaceCodes(of: user, by: codes, on: connection)
            try SessionService.endOthers(of: user, than: session, on: connection)
            try mail?.tell(person, .secondFactorAdded, on: connection, at: now)
            let event = AuditEvent(.secondFactorSet, AuditObject(.user, user))
            _ = try connection.query(Self.record(event, user, origin))
            return try SessionService.rotate(session, of: user, on: connection, provedAt: now)
        }
        sessions.invalidate()
        return (token, codes)
    }

    /// New recovery codes; the ones from before work no more.
    ///
    /// - Throws: `ProofError.notOffered` without a second factor.
    package func renewCodes(
        of person: User, from origin: Origin, at now: Instant
    ) async throws -> [RecoveryCode] {
        let (user, codes) = (person.id, Self.newCodes())
        try await pool.transaction { connection in
            guard try SecondFactorCheck.isOn(for: user, on: connection) else {
                throw ProofError.notOffered
            }
            try Self.replaceCodes(of: user, by: codes, on: connection)
            try mail?.tell(person, .recoveryCodesRenewed, on: connection, at: now)
            let event = AuditEvent(.recoveryCodesMade, AuditObject(.user, user))
            _ = try connection.query(Self.record(event, user, origin))
        }
        return codes
    }

    /// Does without from now on.
    package func turnOff(of person: User, from origin: Origin, at now: Instant) async throws {
        let user = person.id
        try await pool.transaction { connection in
            for statement in Self.remove(of: user) { try connection.execute(statement) }
            try mail?.tell(person, .secondFactorRemoved, on: connection, at: now)
            let event = AuditEvent(.secondFactorRemoved, AuditObject(.user, user))
            _ = try connection.query(Self.record(event, user, origin))
        }
        sessions.invalidate()
    }

    /// What takes somebody's second factor away.
    static func remove(of user: ID<User>) -> [Query] {
        [
            "DELETE FROM public.second_factors WHERE user_id = \(user)",
            "DELETE FROM public.recovery_codes WHERE user_id = \(user)",
        ]
    }

    private static func newCodes() -> [RecoveryCode] {
        (0..<RecoveryCode.count).map { _ in RecoveryCode() }
    }

    private static func offered(to user: ID<User>, at now: Instant) -> Query {
        """
        SELECT offered_seed FROM public.second_factors
        WHERE user_id = \(user) AND offered_at > \(now.adding(.zero - SecondFactorOffer.lifetime))
        """
    }

    private static func replaceCodes(
        of user: ID<User>, by codes: [RecoveryCode], on connection: isolated PostgresConnection
    ) throws {
        let delete: Query = "DELETE FROM public.recovery_codes WHERE user_id = \(user)"
        try connection.execute(delete)
        for code in codes {
            let insert: Query = """
                INSERT INTO public.recovery_codes (user_id, code_hash)
                VALUES (\(user), \(PostgresValue.bytes(code.hash)))
                """
            try connection.execute(insert)
        }
    }

    private static func record(
        _ event: AuditEvent, _ user: ID<User>, _ origin: Origin
    ) -> Query {
        event.record(AuditSource(user, from: origin), person: user)
    }
}
